import assert from "node:assert/strict"
import { test } from "node:test"
import { emptyCalls, fieldsOf, trimmedCalls, waitingCalls } from "../../card/layout/calls-csv.ts"
import { digestOf } from "../../card/layout/digest.ts"
import {
    packDate,
    packTime,
    parseTimeText,
    timeText,
    unpackTime,
} from "../../card/layout/fat-time.ts"
import { decodePage, encodePage, freshFacts } from "../../card/layout/index-page.ts"
import {
    decodeHeader,
    encodeHeader,
    faultOfHeader,
    junkAfter,
    type MessageHeader,
} from "../../card/layout/message-header.ts"
import { fileNameFor, titleOf } from "../../card/layout/message-name.ts"
import { freeHalf, longNameOf, ownLongEntries, setHalf } from "../../card/layout/slot-half.ts"
import {
    clustersPerSlot,
    freeNameOf,
    numberOfShortName,
    SHORT_AT,
    shortNameOf,
    SLOT_BYTES,
} from "../../card/layout/slot.ts"
import {
    attributesOf,
    isFree,
    MESSAGE_STATES,
    nibbleOf,
    stateOf,
    stateOfNibble,
} from "../../card/layout/state.ts"
import { Random } from "../../sim/clock/random.ts"

const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 31 }
const HEADER: MessageHeader = {
    version: 2,
    codec: 7,
    serial: 123,
    sampleCount: 12345,
    at: AT,
    nextCluster: 70000,
    part: 2,
    headCluster: 60000,
    number: "2125550123",
    name: "J SMITH",
}

test("a header says what was put into it, whatever the lengths of its texts", () => {
    for (let length = 0; length <= 81; length++) {
        const header = { ...HEADER, number: "1".repeat(length % 7), name: "ż".repeat(length >> 1) }
        const sector = encodeHeader(header)
        assert.deepEqual(decodeHeader(sector), { ...header, name: header.name.slice(0, 40) })
        assert.equal(faultOfHeader(sector, header), undefined)
    }
})

test("a time that was not set stays so, and no letter is cut in two", () => {
    const header = { ...HEADER, at: undefined, name: "a" + "ż".repeat(60) }
    const found = decodeHeader(encodeHeader(header))
    assert.equal(found?.at, undefined)
    assert.equal(found?.name, "a" + "ż".repeat(39))
})

test("a header of version 1 is read, too", () => {
    const sector = encodeHeader(HEADER)
    const old = Buffer.from(sector)
    old.writeUInt32LE(24, 54)
    old.writeUInt32LE(1, 58)
    sector.copy(old, 82, 90, 504)
    old.writeUInt32LE(504 - 8 - 82 - 8 - old.readUInt32LE(86), findJunk(old) + 4)
    digestOf(old, 74).copy(old, 74)
    const found = decodeHeader(old)
    assert.deepEqual(found, { ...HEADER, version: 1, nextCluster: 0, part: 0, headCluster: 0 })
    assert.equal(faultOfHeader(old, found!), undefined)
})

function findJunk(sector: Buffer): number {
    return sector.indexOf("JUNK", 82, "latin1")
}

test("one changed byte makes a header none", () => {
    const random = new Random(1, "header")
    for (let i = 0; i < 200; i++) {
        const sector = encodeHeader(HEADER)
        sector[random.nextInteger(0, 511)]! ^= 1 << random.nextInteger(0, 7)
        assert.equal(decodeHeader(sector), undefined)
    }
})

test("the chunk behind the sound ends where the slot ends", () => {
    for (const samples of [0, 1, 503, 504, 505, 1439999, 1440000]) {
        const { at, sizeBytes } = junkAfter(samples)
        assert.equal(at % 2, 0)
        assert.equal(at + 8 + sizeBytes, SLOT_BYTES)
        assert.ok(at - 512 - samples <= 1)
    }
})

test("a slot's half holds the longest name, and its short one stays", () => {
    const half = freeHalf(7, 0x12345)
    assert.equal(longNameOf(half), freeNameOf(7))
    assert.equal(freeNameOf(7).length, 91)
    assert.equal(ownLongEntries(half), 7)
    assert.ok(isFree(half[SHORT_AT + 11]!))
    setHalf(half, "2026-11-22 14.05 1.wav", attributesOf("kept"), AT)
    assert.equal(longNameOf(half), "2026-11-22 14.05 1.wav")
    assert.equal(half.toString("latin1", SHORT_AT, SHORT_AT + 11), shortNameOf(7))
    assert.equal(half[SHORT_AT + 13], 100)
    assert.equal(half.readUInt32LE(SHORT_AT + 28), SLOT_BYTES)
    assert.equal(
        half.readUInt16LE(SHORT_AT + 20) * 0x10000 + half.readUInt16LE(SHORT_AT + 26),
        0x12345
    )
    assert.equal(ownLongEntries(half), 7)
})

test("entries that a PC has taken are left alone", () => {
    const half = freeHalf(7, 3)
    setHalf(half, "short.wav", 0, undefined)
    half.write("FOREIGN TXT", 2 * 32, "latin1")
    half[2 * 32 + 11] = 0x20
    assert.equal(ownLongEntries(half), 4)
    setHalf(half, "a name of forty-nine letters, which just fits.wav", 0, undefined)
    assert.equal(half.toString("latin1", 64, 75), "FOREIGN TXT")
    assert.throws(() => setHalf(half, "x".repeat(53), 0, undefined), RangeError)
})

test("short names and their numbers", () => {
    assert.equal(shortNameOf(8000), "AB008000WAV")
    assert.equal(numberOfShortName("AB008000WAV"), 8000)
    for (const other of ["AB000000WAV", "AB00001 WAV", "README  TXT"])
        assert.equal(numberOfShortName(other), undefined)
    assert.deepEqual([1, 2, 64, 128].map(clustersPerSlot), [2814, 1407, 44, 22])
})

test("a page of the index says what was put into it; damage makes it none", () => {
    const extents = [{ firstCluster: 100, folderCluster: 90, slotCount: 500 }]
    const nibbles = Uint8Array.from({ length: 832 }, (_, i) => i % 16)
    const page = { page: 0, ownCluster: 9, sequence: 5, facts: freshFacts(extents, 1024), nibbles }
    const sector = encodePage(page)
    assert.deepEqual(decodePage(sector, 0), page)
    assert.equal(decodePage(sector, 1), undefined)
    sector[511]! ^= 1
    assert.equal(decodePage(sector, 0), undefined)
})

test("states, as attributes and as half bytes", () => {
    for (const state of MESSAGE_STATES) {
        assert.equal(stateOf(attributesOf(state)), state)
        assert.equal(stateOfNibble(nibbleOf(state)), state)
        assert.equal(stateOfNibble(nibbleOf(state) + 4), state)
        assert.equal(stateOfNibble(nibbleOf(state) - 4), state)
    }
    assert.equal(stateOf(0x01), "new", "kept, and what cleared the archive bit shows it again")
    assert.equal(stateOf(0x23), "kept", "read-only is not in the trash")
    for (const nibble of [0, 1, 2, 3]) assert.equal(stateOfNibble(nibble), undefined)
})

test("names of files, as people read them", () => {
    const caller = { number: "2125550123", name: "J SMITH", at: AT, serial: 7 }
    assert.equal(titleOf(caller), "2026-11-22 14.05 2125550123 J SMITH")
    assert.equal(titleOf({ ...caller, at: undefined, name: "" }), "no-time #000007 2125550123")
    const doubtful = { ...caller, at: { ...AT, isDoubtful: true } }
    assert.equal(titleOf(doubtful), "2026-11-22 14.05~ 2125550123 J SMITH")
    assert.equal(
        titleOf({ ...caller, name: 'A/B:C*?"<>|\\\u0001' }),
        "2026-11-22 14.05 2125550123 A_B_C________"
    )
    assert.equal(
        fileNameFor("a", 91, name => name === "a.wav"),
        "a (2).wav"
    )
    assert.equal(
        fileNameFor("x".repeat(100), 13, () => false),
        `${"x".repeat(9)}.wav`
    )
    assert.equal(
        fileNameFor("abcdefgh😀", 13, () => false),
        "abcdefgh.wav"
    )
})

test("times, to FAT and to text and back", () => {
    assert.deepEqual(unpackTime(packDate(AT), packTime(AT), 100), AT)
    assert.deepEqual(parseTimeText(timeText(AT)), AT)
    assert.equal(unpackTime(packDate(undefined), packTime(undefined)), undefined)
    for (const text of ["", "2026-02-30 10:00:00", "1979-01-01 00:00:00", "2026-11-22 24:00:00"])
        assert.equal(parseTimeText(text), undefined)
})

test("calls.csv without its blanks, and whose calls wait", () => {
    const file = emptyCalls()
    assert.equal(file.length, 65536)
    file.write("2026-11-22,14:05:31,1,,message,3,", 128)
    file.write('2026-11-22,14:06:31~,2,"A, B",message,3,"x, to return.wav",to return', 256)
    file.write(',,3,"",not answered,0,,tried', 384)
    file.write(',,4,"",message,0,,done', 512)
    assert.deepEqual(trimmedCalls(file).split("\n").slice(0, 2), [
        "date,time,number,name,outcome,seconds,message,return",
        "2026-11-22,14:05:31,1,,message,3,",
    ])
    assert.deepEqual(waitingCalls(file), [
        { at: "2026-11-22 14:06:31~", number: "2", name: "A, B", state: "to return" },
        { at: "", number: "3", name: "", state: "tried" },
    ])
    assert.deepEqual(fieldsOf('a,"b,c",'), ["a", "b,c", ""])
    assert.deepEqual(fieldsOf("a,b"), ["a", "b"])
})
