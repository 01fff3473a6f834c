/**
 * A machine and a PC take turns with one card, by chance: calls, the key, power; mdel, mren, mattrib, mcopy and mmd. After each time
 * that the machine had it, the card holds what a plain list says, sound byte for byte, and fsck.fat is content.
 *
 * `AFTERBEEP_PC_SEEDS=20 AFTERBEEP_PC_SEED=100 AFTERBEEP_PC_ROUNDS=20 npm run test:one -- test/scenario/owner-pc.test.ts` plays more;
 * a failure tells its seed and all that was done.
 */

import assert from "node:assert/strict"
import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { describe } from "node:test"
import { Random } from "../../sim/clock/random.ts"
import { soundBytes } from "../support/listening.ts"
import { PcCard, pcTest } from "../support/pc-card.ts"
import { CardModel } from "../support/pc-model.ts"
import { Owner } from "../support/pc-owner.ts"
import { newFolder } from "../support/scenario-run.ts"
import { makeBlank, mkfs } from "../support/volume-image.ts"
import { type VolumeRun, runVolume } from "../support/volume-run.ts"

const SEEDS = Number(process.env["AFTERBEEP_PC_SEEDS"] ?? 2)
const FIRST_SEED = Number(process.env["AFTERBEEP_PC_SEED"] ?? 1)
const ROUNDS = Number(process.env["AFTERBEEP_PC_ROUNDS"] ?? 6)
const MB = 2048

for (const [name, sizeMB, options] of [
    ["FAT32", 100, ["-F", "32", "-s", "1"]],
    ["FAT16", 80, ["-F", "16", "-s", "8"]],
] as const)
    describe(`a card with ${name} between machine and PC`, () => {
        for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++)
            pcTest(`is what both have made of it, seed ${seed}`, async () => {
                const folder = newFolder()
                const path = join(folder, "card.img")
                makeBlank(path, sizeMB)
                mkfs(path, 0, sizeMB * MB, ...options)
                await live(folder, seed)
                rmSync(folder, { recursive: true })
            })
    })

async function live(folder: string, seed: number): Promise<void> {
    const pc = new PcCard(join(folder, "card.img"))
    const random = new Random(seed, "owner")
    const model = new CardModel()
    const owner = new Owner(random, model)
    const told: string[] = [`seed ${seed}`]
    let isTouched = true
    for (let round = 0; round < ROUNDS; round++) {
        const unheardBefore = model.unheard.length
        const { text, steps, calls } = owner.session()
        told.push(text)
        const run = await runVolume(folder, { steps }, seed)
        try {
            assert.equal(run.outcome.exit, 0, run.outcome.failure?.reason ?? "it has restarted")
            if (!isTouched) assertReady(run, unheardBefore)
            model.assertOn(pc, receivedIn(run, calls))
            pc.assertClean()
        } catch (error) {
            const story = [...told, model.text, ...run.log].join("\n")
            throw new Error(`${(error as Error).message}\n${story}`, { cause: error })
        }
        isTouched = random.nextInteger(0, 3) > 0
        if (isTouched) for (let i = random.nextInteger(1, 3); i > 0; i--) told.push(owner.atPc(pc))
    }
}

/** What it says when it is ready: so many messages blink. */
function assertReady({ log }: VolumeRun, unheardCount: number): void {
    const line = log.find(each => each.startsWith("ready: "))
    assert.equal(line, `ready: ${unheardCount} unheard`)
}

function receivedIn(run: VolumeRun, calls: readonly string[]): Map<string, Uint8Array> {
    const read = (i: number) => soundBytes(readFileSync(run.output(`modem-${i + 1}-1.wav`)))
    return new Map(calls.map((number, i) => [number, read(i)]))
}
