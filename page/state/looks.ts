/** Language and colours: what the address, the person or the browser asks for, in this order. */

import { effect, signal } from "@preact/signals"
import { LANGUAGES, language } from "../texts/texts.ts"

export type Theme = "system" | "light" | "dark"

const LANGUAGE_KEY = "afterbeep-language"
const THEME_KEY = "afterbeep-theme"

export const theme = signal<Theme>("system")

/** The first of these that the page speaks; English where it speaks none. */
export function chooseLanguage(wanted: readonly (string | null)[]): string {
    const codes = wanted.map(each => each?.slice(0, 2).toLowerCase() ?? "")
    return codes.find(code => Object.hasOwn(LANGUAGES, code)) ?? "en"
}

/** To be called once, in a browser. */
export function applyLooks(): void {
    const asked = new URLSearchParams(location.search).get("lang")
    const kept = localStorage.getItem(LANGUAGE_KEY)
    language.value = chooseLanguage([asked, kept, ...navigator.languages])
    theme.value = (localStorage.getItem(THEME_KEY) as Theme | null) ?? "system"
    effect(() => {
        document.documentElement.lang = language.value
        document.documentElement.dataset["theme"] = theme.value
    })
}

export function keepLanguage(code: string): void {
    language.value = code
    localStorage.setItem(LANGUAGE_KEY, code)
}

export function keepTheme(chosen: Theme): void {
    theme.value = chosen
    localStorage.setItem(THEME_KEY, chosen)
}
