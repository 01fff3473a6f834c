/** What became of a call: what its caller heard, what is on the card of it, and what the owner hears of that. */

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { messageWith, readFromCard } from "./card-on-pc.ts"
import { find, heard, soundBytes } from "./listening.ts"
import { assertContiguousRun } from "./same-sound.ts"
import { type ScenarioRun, projectFile } from "./scenario-run.ts"

/** What a machine says that has no greeting of its owner's. */
export const FLASH_GREETING = projectFile("sounds/en/greeting-flash.wav")

/** A sound that has been through codecs and modems, and one with the line's noise on top of that. */
const LIKENESS_ON_CARD = 0.95
const LIKENESS_ON_LINE = 0.9

/** The sound of the one message whose name holds `part`. */
export function messageSound(run: ScenarioRun, part: string): Buffer {
    return soundBytes(readFromCard(run, messageWith(run, part).path))
}

/** The message whose name holds `part` is a contiguous run of what the modem handed over in call n. */
export function assertWhole(run: ScenarioRun, n: number, part: string): void {
    const modem = soundBytes(readFileSync(run.output(`modem-${n}-1.wav`)))
    assertContiguousRun(messageSound(run, part), modem)
}

/** All of the story stands in the message whose name holds `part`. */
export function assertHolds(run: ScenarioRun, part: string, story: string): void {
    const message = readFromCard(run, messageWith(run, part).path)
    const { likeness } = find(heard(story), heard(message))
    assert.ok(likeness > LIKENESS_ON_CARD, `${likeness}`)
}

/** Caller n heard all of a greeting. */
export function assertHears(run: ScenarioRun, n: number, greeting: string): void {
    const { likeness } = find(heard(greeting), heard(run.output(`line-${n}.wav`)))
    assert.ok(likeness > LIKENESS_ON_LINE, `${likeness}`)
}

/** Something sounded in the room so soon after that time. */
export function assertSounds(run: ScenarioRun, afterMs: number, withinMs: number): void {
    const sounds = run.events("speaker", "sound-on")
    const found = sounds.some(({ tMs }) => tMs > afterMs && tMs < afterMs + withinMs)
    assert.ok(found, `silence for ${withinMs} ms after ${afterMs} ms`)
}
