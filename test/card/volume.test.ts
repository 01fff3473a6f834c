import assert from "node:assert/strict"
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { checkCard } from "../../card/check/check-card.ts"
import { readWhole } from "../../card/volume/card-files.ts"
import { withCard } from "../../card/volume/card-image.ts"
import { findMount } from "../../card/volume/mounts.ts"
import { kindOfPlace, openFiles, requireSectors, withFiles } from "../../card/volume/place.ts"
import { SlotStore } from "../../card/volume/slot-store.ts"
import { withImage } from "../../sim/card/image-file.ts"
import { judgedTest, runJudge } from "../support/judges.ts"
import { populateCard } from "../support/populated-card.ts"
import { scratchFolder } from "../support/scratch-folder.ts"

const CARD = { sizeMB: 160, format: "fat32", layout: "superfloppy" } as const

test("a device is mounted where it or a part of it is", () => {
    const table =
        "/dev/sdb1 /media/my\\040card vfat rw 0 0\n/dev/mmcblk0p2 /boot vfat rw 0 0\nproc /proc proc rw 0 0\n"
    assert.equal(findMount("/dev/sdb", table), "/media/my card")
    assert.equal(findMount("/dev/sdb1", table), "/media/my card")
    assert.equal(findMount("/dev/mmcblk0", table), "/boot")
    assert.equal(findMount("/dev/sd", table), undefined)
    assert.equal(findMount("/dev/sdb12", table), undefined)
    assert.equal(
        findMount("/dev/rdisk2", "/dev/disk2s1 on /Volumes/CARD (msdos, local)\n"),
        "/Volumes/CARD"
    )
})

test("what a path is", t => {
    const folder = scratchFolder(t)
    assert.equal(kindOfPlace(join(folder, "none")), "absent")
    assert.equal(kindOfPlace(folder), "folder")
    assert.throws(() => requireSectors(folder, "make"), /is a folder, and "card make" must see/)
    assert.throws(() => openFiles(folder, "r"), /there is no folder AFTERBEEP in it/)
    mkdirSync(join(folder, "AFTERBEEP"))
    for (const path of [folder, join(folder, "AFTERBEEP")])
        assert.equal(openFiles(path, "r").list("AFTERBEEP").length, 0)
})

judgedTest(["mcopy"], "a file that is replaced is read again by mtools, and in parts by us", t => {
    const path = join(scratchFolder(t), "card.img")
    populateCard(path, { messages: 1, card: CARD })
    const content = Buffer.from(Array.from({ length: 100_001 }, (_, i) => i & 0xff))
    for (const length of [100_001, 5, 0, 70_000])
        withFiles(path, "r+", files => {
            const part = content.subarray(0, length)
            files.replace("AFTERBEEP/greetings/default.wav", part)
            assert.ok(readWhole(files, "afterbeep/GREETINGS/default.wav")!.equals(part))
            assert.ok(
                files
                    .read("AFTERBEEP/greetings/default.wav", 500, 1500)
                    .equals(part.subarray(500, 2000))
            )
            const copy = runJudge("mcopy", [
                "-n",
                "-i",
                path,
                "::/AFTERBEEP/greetings/default.wav",
                "-",
            ])
            assert.ok(copy.equals(part))
            assert.deepEqual(withImage(path, "r", checkCard).findings, [])
        })
})

test("a plug that is pulled at any write leaves the old file or the new one", t => {
    const folder = scratchFolder(t)
    const path = join(folder, "card.img")
    const cut = join(folder, "cut.img")
    populateCard(path, { messages: 1, card: CARD })
    const old = Buffer.alloc(90_000, 1)
    const fresh = Buffer.alloc(70_000, 2)
    withFiles(path, "r+", files => files.replace("AFTERBEEP/greetings/default.wav", old))
    const states = new Set<string>()
    for (let writes = 0; ; writes += 7) {
        copyFileSync(path, cut)
        const isCut = replaceWithCut(cut, fresh, writes)
        const found = withFiles(cut, "r", files =>
            readWhole(files, "AFTERBEEP/greetings/default.wav")!
        )
        assert.ok(found.equals(old) || found.equals(fresh), `after ${writes} writes`)
        states.add(found.equals(old) ? "old" : "new")
        const faults = withImage(cut, "r", checkCard).findings.filter(
            each => each.severity === "fault"
        )
        const others = faults.filter(
            each => !["lost-clusters", "tables-differ", "fs-info-wrong"].includes(each.code)
        )
        assert.deepEqual(others, [], `after ${writes} writes`)
        if (!isCut) break
    }
    assert.deepEqual([...states], ["old", "new"])
})

/** @returns whether it was cut before its end */
function replaceWithCut(path: string, content: Buffer, writes: number): boolean {
    const files = openFiles(path, "r+")
    const image = (
        files as never as {
            card: { image: { commitInSteps: (stepOf: (sector: number) => number) => void } }
        }
    ).card.image
    const commit = image.commitInSteps.bind(image)
    let left = writes
    image.commitInSteps = stepOf => {
        const { staged } = image as never as { staged: Map<number, Buffer> }
        const order = [...staged.keys()].sort((a, b) => stepOf(a) - stepOf(b))
        for (const sector of order.slice(left)) staged.delete(sector)
        const isCut = order.length > left
        left = Math.max(0, left - order.length)
        commit(stepOf)
        if (isCut) throw new Error("cut")
    }
    try {
        files.replace("AFTERBEEP/greetings/default.wav", content)
        return false
    } catch (error) {
        assert.equal((error as Error).message, "cut")
        return true
    } finally {
        files.close()
    }
}

test("in a mounted folder a file is replaced as a whole", t => {
    const folder = scratchFolder(t)
    mkdirSync(join(folder, "AFTERBEEP"))
    withFiles(folder, "r+", files =>
        files.replace("AFTERBEEP/greetings/default.wav", Buffer.from("hello"))
    )
    assert.equal(readFileSync(join(folder, "AFTERBEEP/greetings/default.wav"), "utf8"), "hello")
    writeFileSync(join(folder, "AFTERBEEP/contacts.csv"), "1,A\n")
    withFiles(folder, "r", files => {
        assert.equal(String(readWhole(files, "AFTERBEEP/contacts.csv")), "1,A\n")
        assert.equal(readWhole(files, "AFTERBEEP/none"), undefined)
        assert.equal(String(files.read("AFTERBEEP/contacts.csv", 2, 100)), "A\n")
    })
})

test("messages are filed round and round; those that are passed over are of an earlier round", t => {
    const path = join(scratchFolder(t), "card.img")
    populateCard(path, { messages: 14, slots: 16, card: CARD })
    withCard(path, "r+", card => {
        const store = new SlotStore(card)
        assert.deepEqual(
            store.freeSlots().map(slot => slot.index),
            [14, 15]
        )
        const header = { codec: 7 as const, at: undefined, number: "1", name: "" }
        const message = { header, state: "new" as const, sound: new Uint8Array(100) }
        const names = store.freeSlots().map(slot => store.file([slot], message, false))
        assert.deepEqual(names, ["no-time #000015 1.wav", "no-time #000016 1.wav"])
        assert.equal(store.index.facts.armedLast, 15)
        assert.deepEqual(store.freeSlots(), [])
        store.index.flush()
        card.commit()
    })
    assert.deepEqual(withImage(path, "r", checkCard).findings, [])
})
