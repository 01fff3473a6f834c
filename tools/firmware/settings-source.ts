/** The firmware's half of the table of settings: a class with a field for each, and a row of text that says how it is read. */

import {
    SETTINGS_TABLE,
    usualOf,
    type FirmwareDefaults,
    type Setting,
    type SettingKind,
} from "../../sim/card/settings-table.ts"
import type { FirmwareConfig } from "./config.ts"

/** Letter of a kind, and its two columns: src/settings/settings.ts. */
const KINDS: { [Is in SettingKind["is"]]: string } = {
    number: "n",
    switch: "s",
    choice: "c",
    language: "l",
    secret: "p",
    date: "d",
    text: "t",
    rules: "r",
}
const SECOND_MS = 1000

/** What devs.config.json says, as settings.txt would. */
export function firmwareDefaults({
    country,
    language,
    defaults,
}: FirmwareConfig): FirmwareDefaults {
    return {
        rings: `${defaults.rings}`,
        "lead-in-ms": `${defaults.leadInMs}`,
        "silence-seconds": `${Math.floor(defaults.silenceMs / SECOND_MS)}`,
        "message-seconds": `${Math.floor(defaults.messageMaxMs / SECOND_MS)}`,
        language,
        country,
    }
}

/** src/settings/table.gen.ts. */
export function settingsSource(config: FirmwareConfig): string {
    const defaults = firmwareDefaults(config)
    const fields = new Map<string, string[]>()
    for (const each of SETTINGS_TABLE) {
        const lines = fields.get(each.field) ?? []
        fields.set(each.field, [...lines, `${each.key}: ${each.about}`])
    }
    const members = [...fields].map(([field, abouts]) => {
        const setting = SETTINGS_TABLE.find(each => each.field === field)!
        return `    /** ${abouts.join("\n     * ")} */\n    ${field}${setting.kind.is === "rules" ? ": number[]" : ""} = ${initialValue(setting, defaults, config)}\n`
    })
    const rows = SETTINGS_TABLE.map(each => rowOf(each, defaults))
    return (
        `/** Made by tools/firmware/generate.ts from sim/card/settings-table.ts; changes here are lost. */\n\n` +
        `export class SettingsFields {\n${members.join("")}}\n\n` +
        `/** key|field|kind|its two columns|factor|word=number|what is allowed and used */\n` +
        `export const TABLE = ${JSON.stringify(`\n${rows.join("\n")}\n`)}\n`
    )
}

function rowOf(setting: Setting, defaults: FirmwareDefaults): string {
    const { key, field, kind, word, allowed } = setting
    const usual = usualOf(setting, defaults)
    const [first, second] = columnsOf(kind)
    const times = kind.is === "number" ? (kind.times ?? 1) : ""
    const columns = [
        ...[key, field, KINDS[kind.is], first, second, times, word?.join("=") ?? ""],
        `${allowed}; ${usual} is used`,
    ]
    return columns.join("|")
}

function columnsOf(kind: SettingKind): [string | number, string | number] {
    switch (kind.is) {
        case "number":
        case "secret":
            return [kind.min, kind.max]
        case "switch":
            return [kind.off, kind.on]
        case "choice":
            return [`,${kind.words.join(",")},`, ""]
        case "text":
            return [kind.max, ""]
        case "rules":
            return [kind.rule, ""]
        default:
            return ["", ""]
    }
}

/** As a literal of the firmware's language. */
function initialValue(
    { key, kind, usual }: Setting,
    defaults: FirmwareDefaults,
    config: FirmwareConfig
): string {
    const text = defaults[key] ?? usual
    switch (kind.is) {
        case "number":
            return `${Number(text) * (kind.times ?? 1)}`
        case "switch":
            return `${text === "" ? config.country !== "US" : text === kind.on}`
        case "date":
            return "0"
        case "rules":
            return "[]"
        default:
            return JSON.stringify(text)
    }
}
