/**
 * Cards that something has spoilt: whatever it was, the machine answers, does not hang, writes to nothing that is its owner's
 * and to nothing at all where it does not understand the volume, and says in its log what is the matter.
 *
 * `AFTERBEEP_FUZZ_RUNS=500 AFTERBEEP_FUZZ_SEED=1000 npm run test:one -- test/scenario/fuzz-volumes.test.ts` plays more of them, from a
 * seed on; a failure names its seed.
 */

import assert from "node:assert/strict"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { after, describe } from "node:test"
import { PcCard, pcTest } from "../support/pc-card.ts"
import { SHORT_STORY, newFolder } from "../support/scenario-run.ts"
import { Guard, spoil } from "../support/volume-fuzz.ts"
import { makeBlank, mkfs } from "../support/volume-image.ts"
import { SparseImage } from "../support/volume-map.ts"
import { CAMERA, WINDOWS, putFiles } from "../support/volume-owner.ts"
import { type VolumeRun, runVolume } from "../support/volume-run.ts"

const RUNS = Number(process.env["AFTERBEEP_FUZZ_RUNS"] ?? 24)
const FIRST_SEED = Number(process.env["AFTERBEEP_FUZZ_SEED"] ?? 1)
const MB = 2048
const OWN = {
    ...CAMERA,
    ...WINDOWS,
    "AFTERBEEP/messages/Notatka właściciela.txt": "moje",
    "AFTERBEEP/greetings/Урок.txt": "моё",
}
/** Folders of ours that the owner's files are in are not the owner's. */
function isOwners(path: string): boolean {
    const owners = [...Object.keys(OWN), "AFTERBEEP/settings.txt"]
    return !/^AFTERBEEP(\/\w+)?$/.test(path) && owners.some(own => own.startsWith(path))
}

/** Commands to a card until all is quiet after a call; a sound card takes some 1,000. */
const COMMANDS_MAX = 30_000
/** Nothing that a machine does for itself lasts longer, in ms of its own time. */
const QUIET_MAX_MS = 240_000
/** What a card says in the log that is not written to, not a single sector. */
const NOT_UNDERSTOOD = /card with(out)? a (damaged )?file system|card with (EXFAT|NTFS|FAT12)/

const CALL = { call: { number: "2125550199", audio: { silenceMs: 500 }, giveUpMs: 20_000 } }

for (const [name, sizeMB, options] of [
    ["FAT32", 72, ["-F", "32", "-s", "1"]],
    ["FAT16", 72, ["-F", "16", "-s", "8"]],
] as const)
    describe(`a card with ${name} that was spoilt`, () => {
        const folder = newFolder()
        const path = join(folder, "card.img")
        let whole: SparseImage
        let guard: Guard

        async function prepare(): Promise<void> {
            makeBlank(path, sizeMB)
            mkfs(path, 0, sizeMB * MB, ...options)
            const pc = new PcCard(path)
            putFiles(pc, OWN)
            pc.write("AFTERBEEP/settings.txt", "rings = 1\n")
            const message = { call: { number: "2125550123", audio: SHORT_STORY } }
            await runVolume(folder, {
                steps: [{ wait: 6000 }, message, { wait: "idle" }, { wait: 60_000 }],
            })
            whole = SparseImage.load(path)
            guard = new Guard(whole, isOwners)
        }
        after(() => rmSync(folder, { recursive: true }))

        pcTest(`is no danger: ${RUNS} seeds from ${FIRST_SEED}`, async () => {
            await prepare()
            const complaints: string[] = []
            for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
                const { image, text } = spoil(whole, seed)
                image.save(path)
                const run = await runVolume(
                    folder,
                    { steps: [{ wait: 6000 }, CALL, { wait: "idle", timeoutMs: QUIET_MAX_MS }] },
                    seed
                )
                const found = faultsOf(run, image, SparseImage.load(path))
                if (found.length > 0)
                    complaints.push(
                        `seed ${seed}, ${text}:\n  ${found.join("\n  ")}\n${run.log.join("\n")}`
                    )
            }
            assert.equal(complaints.length, 0, complaints.join("\n"))
        })

        function faultsOf(run: VolumeRun, image: SparseImage, left: SparseImage): string[] {
            const { outcome, stats, log, writes } = run
            const written = writes.flatMap(({ lba, count }) =>
                Array.from({ length: count }, (_, i) => lba + i)
            )
            const commands = Object.values(stats.card.commands).reduce((sum, each) => sum + each, 0)
            const isRefused = log.some(each => NOT_UNDERSTOOD.test(each))
            const hasMessage = log.some(each => /^call from .*: message$/.test(each))
            const isTold = run.events("machine", "log").some(each => each["level"] !== "log")
            return [
                ...(outcome.exit === 0
                    ? []
                    : [
                          `exit ${outcome.exit}: ${outcome.failure?.reason ?? outcome.restarts.join()}`,
                      ]),
                ...(run.events("caller", "answered").length > 0 ? [] : ["nobody answered"]),
                ...(commands <= COMMANDS_MAX ? [] : [`${commands} commands to the card`]),
                ...(isRefused && written.length > 0
                    ? [`written to, ${written.length} sectors, and not understood`]
                    : []),
                ...(hasMessage || isTold ? [] : ["no message, and nothing in the log"]),
                ...guard.trespasses(image, left, written),
            ]
        }
    })
