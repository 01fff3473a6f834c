/** What every language says: the same names as English, and plurals where English has them. */

import { type EN } from "./en.ts"
import { type PluralText } from "./texts-type.ts"

export type TextName = keyof typeof EN
export type Language = {
    readonly [Name in TextName]: (typeof EN)[Name] extends string ? string : PluralText
}
