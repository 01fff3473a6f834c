/** `npm run key-card`: writes docs/key-card.md, to be printed, from the keys in src/owner/key-map.ts. */

import { readFileSync } from "node:fs"
import { join } from "node:path"
import { ROOT, ToolError, isMain, runTool, writeWhenChanged } from "./project.ts"

export const KEY_CARD = "docs/key-card.md"

/** What each command does, in an owner's words; what is not here is left out of the card. */
const DEEDS: Readonly<Record<string, string>> = {
    PlayAll: "all messages",
    PlayNew: "the new messages",
    Next: "the next message",
    Repeat: "the message again; at its beginning the one before it",
    Previous: "the message before",
    Back: "5 seconds back",
    Pause: "pause, and go on",
    Stop: "stop",
    Delete: "delete; again, while it says so: take that back",
    Undelete: "take back what was deleted last",
    DeleteHeard: "delete all that were heard; new and kept ones stay",
    Keep: "keep for ever",
    Returned: "the caller was called back",
    Tried: "the caller was called back, and not reached",
    NoNeed: "the caller need not be called back",
    ToReturn: "who is to be called back",
    Memo: "record a memo",
    HearGreeting: "hear the greeting",
    RecordGreeting: "record a greeting",
    EraseGreeting: "erase the greeting",
    SwitchAnswering: "answering off, or on",
    SwitchRecording: "messages are taken, or callers greeted only",
    Louder: "louder",
    Softer: "softer",
    HearRoom:
        "hear the room, until the next key, for a minute at most; with `room-monitor = yes`, and a modem with a speakerphone",
    Settings: "settings: rings, recording, code, time, date",
    Help: "help",
    Bye: "good-bye",
}
const PANEL = ["Next", "Repeat", "Delete", "Record", "Answer", "Menu"]
const ROWS = [
    "pressed, nothing plays",
    "held, nothing plays",
    "pressed while it plays",
    "held while it plays",
]

/** The text of the card. @throws ToolError where the sources are not as expected */
export function keyCard(root = ROOT): string {
    const map = readFileSync(join(root, "src/owner/key-map.ts"), "utf8")
    const names = commandNames(readFileSync(join(root, "src/owner/owner-keys.ts"), "utf8"))
    const phone = matched(map, /PHONE_KEYS =\s+"([^"]+)"/).split(" ")
    const twice = twiceWithin(readFileSync(join(root, "src/owner/remote-keys.ts"), "utf8"))
    const panel = Buffer.from(matched(map, /PANEL_KEYS = hex`([^`]+)`/).replace(/\s/g, ""), "hex")
    return [
        "# Key card",
        "",
        "Made from `src/owner/key-map.ts` by `npm run key-card`; changes here are lost. Why these keys:",
        "[decision 018](decisions/018-keys-of-the-owner.md).",
        "",
        "## By telephone",
        "",
        "Call, and type your code while the greeting plays. A key may be pressed at any time.",
        "",
        "| key | does |",
        "|---|---|",
        ...Object.entries(DEEDS).flatMap(([name, deed]) =>
            phoneRow(phone, names, twice, [name, deed])
        ),
        "",
        "## At the machine",
        "",
        "One key, Play, does all that matters: [the README](../README.md#use-it) says how. Held while the machine is switched on, until the lamp is",
        "lit, it has the machine test itself ([what the lamp says then](hardware/build.md#self-test)). Where there are more:",
        "",
        `| key | ${ROWS.join(" | ")} |`,
        `|---|${ROWS.map(() => "---|").join("")}`,
        ...PANEL.map((key, at) => panelRow(panel, names, key, at)),
        "",
        "## While a greeting plays, and just after it",
        "",
        "There are several: the usual one, after hours, holidays, temporary, greeting only, no room. The keys of messages mean them, by",
        `telephone and at the machine: the next one (${phone[names.indexOf("Next")]}), the one before (${phone[names.indexOf("Previous")]}), delete (${phone[names.indexOf("Delete")]}), and keep (${phone[names.indexOf("Keep")]}): then all callers hear that one, until the`,
        "usual one is kept. Recording means the one that was heard last. At the machine there are 5 seconds for that after the sound is over, in which the",
        "lamp is lit; then keys mean messages again, and recording the usual greeting. By telephone any other key ends it.",
        "",
        "One for after hours, by telephone: `*6`, `6`, and after its name `*7`; speak, and end it with any key. To let all callers hear it: `9`.",
        "",
    ].join("\n")
}

/** Slower, they are two keys. */
function twiceWithin(source: string): string {
    return ` within ${Number(matched(source, /TWICE_MS = (\d+)/)) / 1000} s`
}

function phoneRow(
    phone: string[],
    names: string[],
    twice: string,
    [name, deed]: [string, string]
): string[] {
    const typed = phone[names.indexOf(name)]
    if (typed === undefined || typed === "-") return []
    const isTwice = typed.length === 2 && typed[0] === typed[1] && typed[0] !== "*"
    return [`| \`${typed}\`${isTwice ? twice : ""} | ${deed} |`]
}

function panelRow(panel: Buffer, names: string[], key: string, at: number): string {
    const cells = ROWS.map((_, row) => {
        const command = panel[row * PANEL.length + at]!
        return command === 0 ? "" : DEEDS[names[command - 1]!]!
    })
    return `| ${[key, ...cells].join(" | ")} |`
}

/** Members of the enum, in their order; the first one is 1. */
function commandNames(source: string): string[] {
    const body = matched(source, /export enum Command \{([^}]+)\}/)
    return [...body.matchAll(/^ {4}(\w+)(?: = 1)?,$/gm)].map(match => match[1]!)
}

function matched(source: string, pattern: RegExp): string {
    const found = pattern.exec(source)?.[1]
    if (found === undefined) throw new ToolError(`src/owner: nothing like ${pattern.source}`)
    return found
}

if (isMain(import.meta.url))
    await runTool(() => {
        writeWhenChanged(join(ROOT, KEY_CARD), keyCard())
        console.log(`${KEY_CARD} says what the keys do`)
        return Promise.resolve(0)
    })
