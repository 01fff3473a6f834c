import assert from "node:assert/strict"
import { test } from "node:test"
import { readImage, type Image } from "../../../../tools/firmware/linker/image.ts"
import { readLiterals, writeLiterals } from "../../../../tools/firmware/linker/literals.ts"
import { compileUnlinked } from "../../../support/unlinked.ts"

const SECTION_COUNT = 10
/** The table of buffers has the length of each, the others have only where they are. */
const [ASCII, UTF8, BUFFERS, DATA] = [4, 5, 6, 7]

function empty(): Image {
    const sections = Array.from({ length: SECTION_COUNT }, () => new Uint8Array(0))
    return { header: new Uint8Array(32), sections, routines: [] }
}

function bytes(text: string): Uint8Array {
    return new TextEncoder().encode(text)
}

test("literals are written as the compiler writes them", async () => {
    const { binary } = await compileUnlinked("test/fixtures/every-statement/main.ts")
    const image = readImage(binary, new Map())
    const before = image.sections.map(each => Uint8Array.from(each))
    const literals = readLiterals(image)
    writeLiterals(image, literals)
    assert.deepEqual(image.sections, before)
    assert.ok(literals.ascii.length > 50 && literals.buffers.length > 0)
})

test("what is written is read: texts of both kinds, long ones too, and buffers", () => {
    const image = empty()
    const literals = {
        ascii: ["a", "", "a somewhat longer text"].map(bytes),
        utf8: ["zażółć gęślą jaźń, and so on over several sixteens", "1234567890123456", ""].map(
            bytes
        ),
        buffers: [Uint8Array.of(0, 1, 2), new Uint8Array(0), Uint8Array.of(255)],
    }
    writeLiterals(image, literals)
    assert.deepEqual(readLiterals(image), literals)
    for (const each of [ASCII, UTF8, BUFFERS, DATA])
        assert.equal(image.sections[each]!.length % 4, 0)
})

test("a text in UTF-8 says where every sixteenth character ends", () => {
    const image = empty()
    writeLiterals(image, {
        ascii: [],
        utf8: [bytes("ż".repeat(15) + "a" + "b".repeat(17))],
        buffers: [],
    })
    const head = new Uint16Array(image.sections[DATA]!.slice(0, 8).buffer)
    assert.deepEqual([...head], [48, 33, 31, 47])
})
