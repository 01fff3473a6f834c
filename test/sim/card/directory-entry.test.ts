import assert from "node:assert/strict"
import { test } from "node:test"
import {
    Attribute,
    decodeEntry,
    encodeEntry,
    updateEntry,
} from "../../../sim/card/directory-entry.ts"

const FIELDS = {
    nameBytes: Buffer.from("AB000123WAV"),
    attributes: Attribute.Archive | Attribute.Hidden,
    firstCluster: 0x00abcdef,
    sizeBytes: 0xfffffffe,
    at: { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 8 },
}

test("an entry is read back as it was written", () => {
    assert.deepEqual(decodeEntry(encodeEntry(FIELDS)), FIELDS)
})

test("the fields stand where the specification puts them", () => {
    const [date, time] = ["765d", "a470"]
    const made = "00" + "00" + time + date + date
    const expected =
        "4142303030313233574156" + "22" + made + "ab00" + time + date + "efcd" + "feffffff"
    assert.equal(encodeEntry(FIELDS).toString("hex"), expected)
})

test("a new entry keeps the odd second of its making", () => {
    const entry = encodeEntry({ ...FIELDS, at: { ...FIELDS.at, second: 9 } })
    assert.equal(entry[13], 100)
})

test("a volume label has the time of its last change only", () => {
    const entry = encodeEntry({ ...FIELDS, attributes: Attribute.VolumeLabel })
    assert.ok(entry.subarray(12, 20).every(byte => byte === 0))
    assert.equal(entry.readUInt16LE(24), 0x5d76)
})

test("an update leaves name, attributes and the time of making", () => {
    const entry = encodeEntry(FIELDS)
    const before = Buffer.from(entry)
    updateEntry(entry, { firstCluster: 5, sizeBytes: 6, at: { ...FIELDS.at, year: 2027 } })
    assert.deepEqual(entry.subarray(0, 18), before.subarray(0, 18))
    const { firstCluster, sizeBytes, at } = decodeEntry(entry)
    assert.deepEqual([firstCluster, sizeBytes, at.year], [5, 6, 2027])
})
