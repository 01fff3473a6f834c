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
import { type Damage, Guard, spoil } from "../support/volume-fuzz.ts"
import { MBR_TYPES, makeBlank, mkfs, writeMbr } from "../support/volume-image.ts"
import { type MappedFile, SparseImage, VolumeMap } from "../support/volume-map.ts"
import { CAMERA, WINDOWS, putFiles } from "../support/volume-owner.ts"
import { type VolumeRun, runVolume } from "../support/volume-run.ts"

const RUNS = Number(process.env["AFTERBEEP_FUZZ_RUNS"] ?? 24)
const FIRST_SEED = Number(process.env["AFTERBEEP_FUZZ_SEED"] ?? 1)
const MB = 2048
const NUMBER = "2125550123"
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
const NOT_UNDERSTOOD = /card with(out)? a (damaged )?file system|card with (exFAT|NTFS|FAT12)/

const CALL = { call: { number: "2125550199", audio: { silenceMs: 500 }, giveUpMs: 20_000 } }

/** What may be spoilt without any harm to a message that is there. */
const HARMLESS = /^(table 2|FSInfo|folder AFTERBEEP\/greetings|AFTERBEEP\/)/

for (const [name, start, options] of [
    ["FAT32 on all of it", 0, ["-F", "32", "-s", "1"]],
    ["FAT16 in a partition before another", 2048, ["-F", "16", "-s", "8"]],
] as const)
    describe(`a card with ${name}, that was spoilt`, () => {
        const folder = newFolder()
        const path = join(folder, "card.img")
        let whole: SparseImage
        let map: VolumeMap
        let guard: Guard

        async function prepare(): Promise<void> {
            makeBlank(path, 76)
            const count = 70 * MB
            const [type, linux] = [MBR_TYPES.fat16, MBR_TYPES.linux]
            if (start > 0)
                writeMbr(path, [
                    { type, start, count },
                    { type: linux, start: start + count, count: 2 * MB },
                ])
            mkfs(path, start, count, ...options)
            const pc = new PcCard(path, start)
            putFiles(pc, OWN)
            pc.write("AFTERBEEP/settings.txt", "rings = 2\n")
            const message = { call: { number: NUMBER, audio: SHORT_STORY } }
            await runVolume(folder, {
                steps: [{ wait: 6000 }, message, { wait: "idle" }, { wait: 60_000 }],
            })
            whole = SparseImage.load(path)
            map = new VolumeMap(whole, start)
            guard = new Guard(map, isOwners)
            assert.ok(messageIn(map), "the message that is there before")
        }
        after(() => rmSync(folder, { recursive: true }))

        pcTest(`is no danger: ${RUNS} seeds from ${FIRST_SEED}`, async () => {
            await prepare()
            const complaints: string[] = []
            for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
                const damage = spoil(whole, map, seed)
                damage.image.save(path)
                const rest = { wait: "idle", timeoutMs: QUIET_MAX_MS }
                const run = await runVolume(folder, { steps: [{ wait: 6000 }, CALL, rest] }, seed)
                const found = faultsOf(run, damage, SparseImage.load(path))
                const story = [`seed ${seed}, ${damage.text}:`, ...found, ...run.log]
                if (found.length > 0) complaints.push(story.join("\n  "))
            }
            assert.equal(complaints.length, 0, complaints.join("\n"))
        })

        function faultsOf(run: VolumeRun, damage: Damage, left: SparseImage): string[] {
            const { outcome, stats, log, writes } = run
            const written = writes.flatMap(({ lba, count }) =>
                Array.from({ length: count }, (_, i) => lba + i)
            )
            const commands = Object.values(stats.card.commands).reduce((sum, each) => sum + each, 0)
            const isAnswered = run.events("caller", "answered").length > 0
            const isRefused = log.some(each => NOT_UNDERSTOOD.test(each))
            const isTold = run.events("machine", "log").some(each => each["level"] !== "log")
            const isTaken = log.some(each => /^call from .*: message$/.test(each))
            const failure = outcome.failure?.reason ?? outcome.restarts.join()
            return [
                ...(outcome.exit === 0 ? [] : [`exit ${outcome.exit}: ${failure}`]),
                ...(isAnswered ? [] : ["nobody answered"]),
                ...(commands <= COMMANDS_MAX ? [] : [`${commands} commands to the card`]),
                ...(isRefused && written.length > 0 ? ["written to, and not understood"] : []),
                ...(isTaken || isTold ? [] : ["no message, and nothing in the log"]),
                ...guard.trespasses(damage.image, left, written),
                ...(HARMLESS.test(damage.place) && !isKept(left) ? ["a message is gone"] : []),
            ]
        }

        /** The message of before is where a person finds it, and is what it was. */
        function isKept(left: SparseImage): boolean {
            const before = messageIn(map)!
            const now = messageIn(new VolumeMap(left, start))
            const sectors = map.sectorsOf(before.clusters)
            return (
                now?.clusters.join() === before.clusters.join() &&
                sectors.every(each => whole.sector(each).equals(left.sector(each)))
            )
        }
    })

function messageIn({ files }: VolumeMap): MappedFile | undefined {
    return files.find(
        each => each.path.startsWith("AFTERBEEP/messages/") && each.path.includes(NUMBER)
    )
}
