import assert from "node:assert/strict"
import { test } from "node:test"
import { encodeLongName, LongNameReader, requireValidName } from "../../../sim/card/long-name.ts"

function read(entries: Buffer, checksum: number): string | undefined {
    const reader = new LongNameReader()
    for (let at = 0; at < entries.length; at += 32) reader.take(entries.subarray(at, at + 32))
    return reader.finish(checksum)
}

test("a name of any length is read back", () => {
    for (const length of [1, 12, 13, 14, 25, 26, 27, 254, 255]) {
        const name = "wiadomość od ".repeat(20).slice(0, length - 1) + "x"
        const entries = encodeLongName(name, 0x5a)
        assert.equal(entries.length, Math.ceil(length / 13) * 32)
        assert.equal(read(entries, 0x5a), name)
    }
})

test("the end of the name stands first, then come zero and padding", () => {
    const entries = encodeLongName("after-hours.wav", 7)
    assert.equal(entries.length, 64)
    assert.deepEqual([entries[0], entries[32]], [0x42, 0x01])
    assert.deepEqual([entries[11], entries[12], entries[13]], [0x0f, 0, 7])
    assert.equal(entries.subarray(1, 11).toString("hex"), "61007600" + "0000" + "ffff" + "ffff")
    assert.equal(entries.readUInt16LE(26), 0)
})

test("a long name that lost a part, its order or its short entry is not believed", () => {
    const name = "a name that fills three entries, surely"
    const entries = encodeLongName(name, 9)
    assert.equal(entries.length, 4 * 32 - 32)
    assert.equal(read(entries, 8), undefined)
    assert.equal(read(entries.subarray(32), 9), undefined)
    assert.equal(read(entries.subarray(0, 64), 9), undefined)
    const swapped = Buffer.concat([
        entries.subarray(0, 32),
        entries.subarray(64),
        entries.subarray(32, 64),
    ])
    assert.equal(read(swapped, 9), undefined)
})

test("a name that FAT forbids is refused with the reason", () => {
    for (const name of ["a", "ę.txt", "a".repeat(255), "no-time #000123 unknown (2).wav"])
        requireValidName(name)
    assert.throws(() => requireValidName(""), /is not one for a file/)
    assert.throws(() => requireValidName(".."), /is not one for a file/)
    assert.throws(() => requireValidName("a".repeat(256)), /longer than 255/)
    assert.throws(() => requireValidName("what?"), /holds "\?"/)
    assert.throws(() => requireValidName("a\\b"), /holds "\\\\"/)
    assert.throws(() => requireValidName("bell\x07"), /holds/)
    assert.throws(() => requireValidName("end."), /ends in a dot or a space/)
})
