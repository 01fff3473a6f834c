/** What the display says, in each language, as src/display has it: every text as long as a row, all in one string. */

import { ToolError } from "../project.ts"

/** Letters in a row; beside the clock in the first there is room for fewer. */
const ROW = 21
const BESIDE_CLOCK = 15
const TITLES = ["Starting", "New", "Ringing", "Greeting", "Recording", "Playing"]

export const LANGUAGES = ["en", "pl", "ru"] as const

type Texts = Readonly<Record<(typeof LANGUAGES)[number], string>>

/** By the name that the firmware asks for. */
export const DISPLAY_WORDS: Readonly<Record<string, Texts>> = {
    Starting: { en: "Starting", pl: "Uruchamiam", ru: "Запуск" },
    /** Messages that nobody has heard; the number follows. */
    New: { en: "New:", pl: "Nowe:", ru: "Новых:" },
    /** Calls that left nothing on a card; the number follows. */
    Unrecorded: { en: "Not recorded:", pl: "Bez nagrania:", ru: "Без записи:" },
    Ringing: { en: "Ringing", pl: "Dzwoni", ru: "Звонок" },
    Greeting: { en: "Greeting", pl: "Powitanie", ru: "Приветствие" },
    Recording: { en: "Recording", pl: "Nagrywam", ru: "Запись" },
    Playing: { en: "Playing", pl: "Odtwarzam", ru: "Воспроизведение" },
    Withheld: { en: "Number withheld", pl: "Numer zastrzeżony", ru: "Номер скрыт" },
    Unknown: { en: "Number unknown", pl: "Numer nieznany", ru: "Номер неизвестен" },
    LittleRoom: { en: "Room for one more", pl: "Miejsce na jedną", ru: "Место для одного" },
    Full: { en: "Card full", pl: "Karta pełna", ru: "Карта заполнена" },
    GreetingOnly: { en: "Greeting only", pl: "Tylko powitanie", ru: "Только приветствие" },
    MakingNew: { en: "Making card new", pl: "Tworzę nową kartę", ru: "Готовлю карту" },
    NoCard: { en: "No usable card", pl: "Brak dobrej karty", ru: "Нет годной карты" },
    Locked: { en: "Card is locked", pl: "Karta zablokowana", ru: "Карта защищена" },
    BadGreeting: { en: "Greeting unusable", pl: "Złe powitanie", ru: "Негодное приветствие" },
    NoModem: { en: "Modem is silent", pl: "Modem nie odpowiada", ru: "Модем не отвечает" },
}

/** The source src/display/words.gen.ts, but for its header. @throws ToolError where a text is too long */
export function displayWordsSource(): string {
    const names = Object.keys(DISPLAY_WORDS)
    for (const name of names)
        for (const text of Object.values(DISPLAY_WORDS[name]!))
            if (text.length > (TITLES.includes(name) ? BESIDE_CLOCK : ROW))
                throw new ToolError(`display: too long for its row: ${text}`)
    const enumeration = `export enum Word {\n${names.map(name => `    ${name},\n`).join("")}}\n`
    const strings = LANGUAGES.map(language => {
        const all = names.map(name => DISPLAY_WORDS[name]![language].padEnd(ROW)).join("")
        return `export const WORDS_${language.toUpperCase()} =\n    ${JSON.stringify(all)}\n`
    })
    return [enumeration, ...strings].join("\n")
}
