/** Source files of the firmware that are made from devs.config.json, the board and the sounds; git-ignored. */

import { join } from "node:path"
import { ROOT, writeWhenChanged } from "../project.ts"
import { KEY_PINS, lastKey, readBoard, type Board } from "./board.ts"
import { readConfig, type FirmwareConfig } from "./config.ts"
import { fontTables } from "./display-font.ts"
import { displayWordsSource } from "./display-words.ts"
import { codecTables, levelTables, muLawLinear } from "./codec-tables.ts"
import { lowPass } from "./low-pass.ts"
import { greetingFile, readFlashGreeting, readFlashWarning, warningFile } from "./flash-greeting.ts"
import { coldOpSource } from "./linker/cold/cold-ops.ts"
import { settingsSource } from "./settings-source.ts"
import { toneTables } from "./tone-tables.ts"

const HEX_DIGITS_A_LINE = 96

/** Write src/**\/*.gen.ts where their content changes. @throws ToolError on bad input */
export function generateSources(root = ROOT): void {
    for (const [file, text] of Object.entries(generatedSources(undefined, root)))
        writeWhenChanged(join(root, file), text)
}

/**
 * The generated sources by their paths.
 *
 * @param board the one of devs.config.json unless given
 * @throws ToolError on bad input
 */
export function generatedSources(board?: string, root = ROOT): Record<string, string> {
    const file = readConfig(root)
    const config = { ...file, board: board ?? file.board }
    const { language } = config
    const greeting = readFlashGreeting(language, root)
    const warning = readFlashWarning(language, root)
    return {
        "src/config.gen.ts": configSource(config),
        "src/settings/table.gen.ts": settingsSource(config),
        "src/platform/board.gen.ts": boardSource(config.board, readBoard(config.board, root)),
        "src/audio/codec-tables.gen.ts": tablesSource(
            "From one codec of 8 bits to another, by the sample",
            codecTables()
        ),
        "src/hearing/level-tables.gen.ts": tablesSource(
            "How loud a sample of each codec is",
            levelTables()
        ),
        "src/display/font.gen.ts":
            header("The display's letters, in columns", "fonts/") + hexConstants(fontTables(root)),
        "src/display/words.gen.ts":
            header("What the display says", "tools/firmware/display-words.ts") +
            displayWordsSource(),
        "src/speech/tones.gen.ts": tonesSource(),
        "src/cold/cold-op.gen.ts": coldOpSource(),
        "src/greeting/tables.gen.ts": tablesSource("Low-pass filters, and µ-law in 16 bits", {
            LOW_PASS_16: bytesOf(lowPass(2)),
            LOW_PASS_32: bytesOf(lowPass(4)),
            LOW_PASS_48: bytesOf(lowPass(6)),
            MULAW_LINEAR: bytesOf(muLawLinear()),
        }),
        "src/audio/flash-greeting.gen.ts": greetingSource(greeting, greetingFile(language)),
        "src/audio/flash-warning.gen.ts": warningSource(warning, warningFile(language)),
    }
}

function header(what: string, origin: string): string {
    return `/** ${what}. Made by tools/firmware/generate.ts from ${origin}; changes here are lost. */\n\n`
}

export function configSource(config: FirmwareConfig): string {
    const { defaults } = config
    const constants: Record<string, string | number> = {
        BOARD_ID: config.board,
        COUNTRY: config.country,
        LANGUAGE: config.language,
        DEFAULT_RINGS: defaults.rings,
        DEFAULT_LEAD_IN_MS: defaults.leadInMs,
        DEFAULT_SILENCE_MS: defaults.silenceMs,
        DEFAULT_MESSAGE_MAX_MS: defaults.messageMaxMs,
    }
    const lines = Object.entries(constants).map(
        ([k, v]) => `export const ${k} = ${JSON.stringify(v)}\n`
    )
    return header("What this firmware is compiled for", "devs.config.json") + lines.join("")
}

export function boardSource(id: string, { pins }: Board): string {
    const keys = KEY_PINS.slice(0, 1 + lastKey(pins))
    return (
        header("The board's pins by name", "devs.config.json") +
        `import { startButton } from "@devicescript/servers"\n` +
        `import { pins } from "@dsboard/${id}"\n` +
        `export { pins }\n\n` +
        `/** Undefined where the board has none. */\n` +
        `export const modemPowerPin: any = ${pins.MODEM_PWR === undefined ? "undefined" : "pins.MODEM_PWR"}\n\n` +
        `/** The keys that the board has, in the order of \`Key\`. */\n` +
        `export function startKeys() {\n    return [\n` +
        keys.map(name => `        startButton({ pin: pins.${name} }),\n`).join("") +
        `    ]\n}\n`
    )
}

export function greetingSource(muLaw: Uint8Array, file: string): string {
    const about = header("The greeting in flash: G.711 µ-law, 8000 samples a second", file)
    return about + hexConstant("FLASH_GREETING", muLaw)
}

export function warningSource(muLaw: Uint8Array, file: string): string {
    const about = header("What is said of a card that can be made new: µ-law, 8000 Hz", file)
    return about + hexConstant("FLASH_WARNING", muLaw)
}

function tablesSource(what: string, tables: Record<string, Uint8Array>): string {
    return header(what, "ITU-T G.711") + hexConstants(tables)
}

function hexConstants(tables: Record<string, Uint8Array>): string {
    return Object.entries(tables)
        .map(([name, table]) => hexConstant(name, table))
        .join("\n")
}

function tonesSource(): string {
    const about = header("Keys 0 to 9, a low and a high tone, 320 bytes each", "ITU-T Q.23")
    return about + hexConstant("TONES", toneTables())
}

function bytesOf(words: Int16Array): Uint8Array {
    return new Uint8Array(words.buffer)
}

function hexConstant(name: string, bytes: Uint8Array): string {
    const digits = Buffer.from(bytes).toString("hex")
    const lines = digits.match(new RegExp(`.{1,${HEX_DIGITS_A_LINE}}`, "g")) ?? []
    return `export const ${name} = hex\`\n${lines.join("\n")}\n\`\n`
}
