/** Gives the page its words: `t("gaps", { n: 2 })`, in the language that was chosen. */

import { signal } from "@preact/signals"
import { EN } from "./en.ts"
import { type Language, type TextName } from "./language.ts"
import { PL } from "./pl.ts"
import { RU } from "./ru.ts"
import { type PluralForm, type PluralText } from "./texts-type.ts"

export const LANGUAGES: Readonly<Record<string, Language>> = { en: EN, pl: PL, ru: RU }

export { type TextName } from "./language.ts"

export const language = signal("en")

type Values = Readonly<Record<string, string | number>>

/** A text in the language of the page; `{n}` chooses the plural form where there is one. */
export function t(name: TextName, values: Values = {}): string {
    return textIn(language.value, name, values)
}

export function textIn(code: string, name: TextName, values: Values = {}): string {
    const text: string | PluralText = LANGUAGES[code]![name]
    const chosen = typeof text === "string" ? text : pluralOf(text, code, Number(values["n"]))
    return chosen.replace(/\{(\w+)\}/g, (_, key: string) => shown(values[key], code))
}

function pluralOf(text: PluralText, code: string, n: number): string {
    const form = new Intl.PluralRules(code).select(n) as PluralForm
    return text[form] ?? text.other
}

function shown(value: string | number | undefined, code: string): string {
    return typeof value === "number" ? new Intl.NumberFormat(code).format(value) : (value ?? "")
}
