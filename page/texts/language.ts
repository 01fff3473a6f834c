/** What every language says: the same names as English, and plurals where English has them. */

import { type EN_COUNTS } from "./en-counts.ts"
import { type EN_INSIDE } from "./en-inside.ts"
import { type EN } from "./en.ts"
import { type PluralText } from "./texts-type.ts"

export type TextName = keyof typeof EN
type Translated<English> = {
    readonly [Name in keyof English]: English[Name] extends string ? string : PluralText
}
export type Language = Translated<typeof EN>
export type CountTexts = Translated<typeof EN_COUNTS>
export type InsideTexts = Translated<typeof EN_INSIDE>
