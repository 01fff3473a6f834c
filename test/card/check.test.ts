import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { test, type TestContext } from "node:test"
import { join } from "node:path"
import { checkCard, type CardReport } from "../../card/check/check-card.ts"
import { CALLS, INDEX } from "../../card/layout/files.ts"
import { CardImage, withCard } from "../../card/volume/card-image.ts"
import { provision } from "../../card/make/provision.ts"
import { SlotStore } from "../../card/volume/slot-store.ts"
import { FAT_EPOCH } from "../../sim/card/fat-time.ts"
import { Random } from "../../sim/clock/random.ts"
import { withImage } from "../../sim/card/image-file.ts"
import { askJudge, judgedTest, runJudge } from "../support/judges.ts"
import { populateCard } from "../support/populated-card.ts"
import { scratchFolder } from "../support/scratch-folder.ts"

const SMALL = { sizeMB: 160, format: "fat32", layout: "superfloppy" } as const
const POPULATION = { messages: 6, slots: 20, heard: 3, kept: 1, trash: 1, card: SMALL }

interface Card {
    readonly path: string
    readonly names: readonly string[]
}

function newCard(t: TestContext, population: Partial<typeof POPULATION> = {}): Card {
    const path = join(scratchFolder(t), "card.img")
    return { path, names: populateCard(path, { ...POPULATION, ...population }) }
}

function check(path: string): CardReport {
    return withImage(path, "r", checkCard)
}

/** Codes of what was found, each once. */
function codes(path: string, severity?: string): string[] {
    const found = check(path).findings.filter(each => !severity || each.severity === severity)
    return [...new Set(found.map(each => each.code))].sort()
}

/** Change sectors of a card by hand. */
function spoil(path: string, change: (card: CardImage) => void): void {
    withCard(path, "r+", card => {
        change(card)
        card.image.commit()
    })
}

function editSector(card: CardImage, sector: number, change: (bytes: Buffer) => void): void {
    const bytes = card.image.read(sector, 1)
    change(bytes)
    card.image.write(sector, bytes)
}

function firstSectorOf(card: CardImage, path: string): number {
    return card.sectorOf(card.find(path)!.item.firstCluster)
}

/** Sector of a cluster's entry in a table, counted from 0, and its byte there. */
function entryOf(card: CardImage, table: number, cluster: number) {
    const sector = card.volume.layout.fatStartSectors[table]! + Math.floor((cluster * 4) / 512)
    return { sector, at: (cluster * 4) % 512 }
}

for (const format of ["fat16", "fat32"] as const)
    for (const layout of ["mbr", "superfloppy"] as const)
        test(`a good card has neither faults nor notes: ${format}, ${layout}`, t => {
            const { path } = newCard(t, { card: { sizeMB: 160, format, layout } as never })
            const report = check(path)
            assert.deepEqual(report.findings, [])
            assert.equal(report.slots.length, 20)
            assert.equal(report.messages.length, 6)
        })

judgedTest(["fsck.fat"], "tables that differ, as fsck.fat sees it", t => {
    const { path } = newCard(t)
    spoil(path, card => {
        const { sector, at } = entryOf(card, 1, 40)
        editSector(card, sector, bytes => bytes.writeUInt32LE(77, at))
    })
    assert.deepEqual(codes(path), ["tables-differ"])
    assert.match(String(askJudge("fsck.fat", ["-n", path]).stdout), /FATs differ/)
})

judgedTest(["fsck.fat"], "clusters that belong to nobody, and a wrong count of free ones", t => {
    const { path } = newCard(t)
    spoil(path, card => {
        const [run] = card.volume.table.freeRuns().slice(-1)
        card.volume.table.takeRun({ first: run!.first + 3, count: 5 })
        card.volume.table.flush()
    })
    assert.deepEqual(codes(path), ["fs-info-wrong", "lost-clusters"])
    const { stdout } = askJudge("fsck.fat", ["-n", path])
    assert.match(String(stdout), /Reclaimed 5 unused clusters/)
    assert.match(
        check(path).findings.find(each => each.code === "lost-clusters")!.what,
        /^5 clusters/
    )
})

judgedTest(["fsck.fat"], "two files in the same clusters", t => {
    const { path } = newCard(t)
    spoil(path, card => {
        const folder = card.openFolder("AFTERBEEP")
        const readme = folder.find("README.txt")!
        const { attributes, firstCluster, sizeBytes, at } = readme
        folder.add("twin.txt", { attributes, firstCluster, sizeBytes, at })
    })
    assert.deepEqual(codes(path), ["chain-crossed"])
    assert.match(String(askJudge("fsck.fat", ["-n", path]).stdout), /share clusters/)
})

judgedTest(["fsck.fat"], "a chain that is shorter than its file", t => {
    const { path } = newCard(t)
    spoil(path, card => {
        const { firstCluster } = card.find(CALLS)!.item
        card.volume.table.link(firstCluster, 0x0fffffff)
        card.volume.table.flush()
    })
    assert.deepEqual(codes(path), ["chain-length", "lost-clusters"])
    assert.match(
        String(askJudge("fsck.fat", ["-n", path]).stdout),
        /Cluster chain length|File size is/
    )
})

test("a chain that runs in a circle, leaves the volume, or meets a free cluster, ends", t => {
    const { path } = newCard(t)
    for (const [next, code] of [
        [undefined, "chain-loop"],
        [0x0ffffff0, "chain-outside"],
        [0, "chain-free"],
    ] as const) {
        spoil(path, card => {
            const { firstCluster } = card.find(CALLS)!.item
            card.volume.table.link(firstCluster, next ?? firstCluster)
            card.volume.table.flush()
        })
        assert.ok(codes(path).includes(code), code)
    }
})

judgedTest(["mdel", "mren", "mattrib"], "what a PC did to messages is noted, and no fault", t => {
    const { path, names } = newCard(t)
    const file = (i: number) => `::/AFTERBEEP/messages/${names[i]}`
    runJudge("mdel", ["-i", path, file(5)])
    runJudge("mattrib", ["-i", path, "+a", file(4)])
    assert.deepEqual(codes(path), ["index-behind", "slot-deleted"])
    runJudge("mren", ["-i", path, file(3), "Aunt Mary.wav"])
    assert.deepEqual(codes(path, "fault"), [])
    assert.ok(codes(path).includes("slot-moved"), codes(path).join())
    runJudge("mattrib", ["-i", path, "-h", "-s", "::/AFTERBEEP/messages/*"])
    assert.deepEqual(codes(path, "fault"), [])
    assert.ok(codes(path).includes("slot-shown"))
})

test("a message without a good header, with a wrong length, or a spoilt end", t => {
    const { path, names } = newCard(t)
    const message = (i: number) => `AFTERBEEP/messages/${names[i]}`
    spoil(path, card => {
        editSector(card, firstSectorOf(card, message(5)), bytes => (bytes[100]! ^= 1))
        const end = firstSectorOf(card, message(4)) + Math.floor((512 + 8000) / 512)
        editSector(card, end, bytes => bytes.fill(0))
    })
    assert.deepEqual(codes(path), ["header", "riff-end"])
})

test("two messages with one serial", t => {
    const { path, names } = newCard(t)
    spoil(path, card => {
        const from = firstSectorOf(card, `AFTERBEEP/messages/${names[1]}`)
        card.image.write(
            firstSectorOf(card, `AFTERBEEP/messages/${names[2]}`),
            card.image.read(from, 1)
        )
    })
    assert.deepEqual(codes(path, "fault"), ["serial-twice"])
})

test("an index of which one copy is damaged is noted; of which none is left, the slots are found by name", t => {
    const { path } = newCard(t)
    spoil(path, card => editSector(card, firstSectorOf(card, INDEX), bytes => (bytes[200]! ^= 1)))
    assert.deepEqual(codes(path), ["index-copy"])
    spoil(path, card =>
        editSector(card, firstSectorOf(card, INDEX) + 1, bytes => (bytes[200]! ^= 1))
    )
    assert.deepEqual(codes(path), ["index-copy", "index-page"])
    assert.equal(check(path).messages.length, 6)
})

test("index.bin that a PC has made something else of: the index is index-2.bin", async t => {
    const { path } = newCard(t)
    spoil(path, card => {
        const { folder, item } = card.find(INDEX)!
        const { attributes, firstCluster, sizeBytes, at } = item
        folder.add("index-2.bin", { attributes, firstCluster, sizeBytes, at })
        const change = { firstCluster: card.volume.writeContent(Buffer.from("mine")), sizeBytes: 4 }
        folder.update(item, { ...change, at: item.at })
        card.volume.flush()
    })
    const { findings, messages, slots } = check(path)
    assert.deepEqual(
        findings.map(each => each.code),
        ["index-second"]
    )
    assert.deepEqual([messages.length, slots.length], [6, 20])
    assert.equal(
        withCard(path, "r", card => new SlotStore(card).freeSlots().length),
        14
    )
    assert.deepEqual(
        withCard(path, "r", card => provision(card, undefined, FAT_EPOCH)),
        { made: [], slotCount: 20, hadSlots: true }
    )
})

judgedTest(["mdel"], "settings.txt that a cut has taken is noted while there is its copy", t => {
    const { path } = newCard(t, { card: { ...SMALL, format: "fat16" } as never })
    const { home, copyAt } = withCard(path, "r", card => ({
        home: card.sectorOf(card.openFolder("AFTERBEEP").firstCluster) + 1,
        copyAt: firstSectorOf(card, INDEX) + 19,
    }))
    const put = (sector: number, change: (bytes: Buffer) => void) =>
        spoil(path, card => editSector(card, sector, change))
    put(copyAt, bytes => bytes.write("SETTINGSOLD", 224))
    put(copyAt, bytes => bytes.writeUInt32LE(home, 224 + 14))
    assert.deepEqual(codes(path), [])
    runJudge("mdel", ["-i", path, "::/AFTERBEEP/settings.txt"])
    assert.deepEqual(codes(path), ["settings-lost"])
    put(copyAt, bytes => bytes.writeUInt32LE(home + 5000, 224 + 14))
    assert.deepEqual(codes(path), [], "the copy of another folder's sector")
    put(copyAt, bytes => bytes.write("SETTINGSXXX", 224))
    assert.deepEqual(codes(path), ["index-unused"])
})

test("lines of calls.csv that a cut has torn, that are none, and a list that was rewritten on a PC", t => {
    const { path } = newCard(t)
    const edit = (sector: number, change: (bytes: Buffer) => void) =>
        spoil(path, card => editSector(card, firstSectorOf(card, CALLS) + sector, change))
    const line = "2026-11-22,14:05:31,1,,message,3,"
    edit(0, bytes => [1, 2, 3].forEach(i => bytes.write(line, i * 128)))
    edit(0, bytes => bytes.write(`${line},done`, 256))
    edit(0, bytes => bytes.write(`,,1,"${"x".repeat(110)}",to return`, 384))
    edit(1, bytes => bytes.write(line, 0))
    assert.deepEqual(codes(path), [])
    edit(127, bytes => bytes.write(line, 0))
    assert.deepEqual(codes(path), ["calls-copy"])
    edit(1, bytes => bytes.fill(0))
    assert.deepEqual(codes(path), ["calls-copy", "calls-cut"])
    edit(0, bytes => bytes.write("nonsense".padEnd(127), 128))
    edit(1, bytes => bytes.fill(" "))
    edit(1, bytes => [127, 255, 383, 511].forEach(i => (bytes[i] = 0x0a)))
    edit(2, bytes => bytes.write(line, 0))
    assert.deepEqual(codes(path), ["calls-copy", "calls-gap", "calls-line"])
    spoil(path, card => {
        const { folder, item } = card.find(CALLS)!
        folder.update(item, { ...item, sizeBytes: 65535 })
    })
    assert.deepEqual(codes(path), ["calls-changed"])
})

test("a card that the machine makes new when it is told to: how is said", t => {
    const { path } = newCard(t)
    const first = (sector: number, change: (bytes: Buffer) => void) =>
        withImage(path, "r+", image => {
            const bytes = image.read(sector, 1)
            change(bytes)
            image.write(sector, bytes)
            image.commit()
        })
    const told = () => check(path).findings.map(({ what, owner }) => [what, /Play/.test(owner)])
    first(0, bytes => bytes.fill(0))
    assert.deepEqual(told(), [["neither a volume nor a partition table", false]])
    first(1, bytes => bytes.write("Afterbeep makes this card new"))
    assert.deepEqual(told(), [["the machine makes it new, and was cut off", true]])
    first(1, bytes => bytes.fill(0))
    first(0, bytes => bytes.write("\x00\x20\x00\x00", 0x1c6, "latin1"))
    first(0, bytes => bytes.writeUInt16BE(0x55aa, 510))
    first(0, bytes => (bytes[0x1c2] = 7))
    first(8192, bytes => bytes.write("EXFAT   ", 3))
    assert.deepEqual(told(), [["the card is formatted as exFAT", true]])
})

test("no volume: exFAT, nothing, and a partition that is none", t => {
    const { path } = newCard(t)
    for (const change of [
        (bytes: Buffer) => bytes.fill(0),
        (bytes: Buffer) => {
            bytes.fill(0)
            bytes.write("EXFAT   ", 3)
        },
        (bytes: Buffer) => {
            bytes.fill(0)
            bytes.writeUInt16LE(0xaa55, 510)
            bytes[0x1c2] = 0x0c
            bytes.writeUInt32LE(4, 0x1c6)
        },
    ]) {
        withImage(path, "r+", image => {
            const sector = image.read(0, 1)
            change(sector)
            image.write(0, sector)
            image.commit()
        })
        assert.deepEqual(codes(path), ["volume"])
    }
})

test("whatever stands in boot sector, tables, folders and index, the checker comes to an end", t => {
    const { path } = newCard(t)
    const random = new Random(7, "fuzz")
    const image = withImage(path, "r", each => each.read(0, each.sectorCount))
    const { layout, indexAt, folderAt } = withCard(path, "r", card => ({
        layout: card.volume.layout,
        indexAt: firstSectorOf(card, INDEX),
        folderAt: card.sectorOf(card.openFolder("AFTERBEEP/messages").firstCluster),
    }))
    const places = [0, layout.fatStartSectors[0]!, layout.dataStartSector, indexAt, folderAt]
    for (let i = 0; i < 60; i++) {
        const spoilt = new Map<number, Buffer>()
        for (let k = random.nextInteger(0, 5); k >= 0; k--) {
            const sector =
                places[random.nextInteger(0, places.length - 1)]! + random.nextInteger(0, 2)
            const bytes = Buffer.from(image.subarray(sector * 512, (sector + 1) * 512))
            bytes[random.nextInteger(0, 511)] = random.nextInteger(0, 255)
            spoilt.set(sector, bytes)
        }
        const report = checkCard({
            sectorCount: image.length / 512,
            read(start, count) {
                assert.ok(
                    start >= 0 && (start + count) * 512 <= image.length,
                    `${start} + ${count}`
                )
                const bytes = Buffer.from(image.subarray(start * 512, (start + count) * 512))
                for (const [sector, content] of spoilt)
                    if (sector >= start && sector < start + count)
                        content.copy(bytes, (sector - start) * 512)
                return bytes
            },
        })
        assert.ok(Array.isArray(report.findings))
    }
})

judgedTest(["mcopy"], "a greeting for all callers that is not there is noted", t => {
    const { path } = newCard(t)
    const settings = join(path, "..", "settings.txt")
    const say = (text: string) => {
        writeFileSync(settings, text)
        runJudge("mcopy", ["-o", "-i", path, settings, "::/AFTERBEEP/settings.txt"])
        return codes(path).filter(code => code === "greeting-missing").length
    }
    assert.equal(say("greeting = planned\n"), 0)
    assert.equal(say("# greeting = summer\nGREETING = summer\r\n"), 1)
    runJudge("mcopy", ["-i", path, settings, "::/AFTERBEEP/greetings/Summer.wav"])
    assert.equal(say("greeting = summer\n"), 0)
    assert.equal(say("greeting = summer\ngreeting = winter\n"), 1)
    assert.equal(say("greeting = winter\ngreeting =\n"), 0)
})
