/** Whether files that a call has left are taken for one message only where they are the parts of one. */

import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { describe, test } from "node:test"
import type { FatLayout } from "../../../tools/powercut/judge/fat-view.ts"
import { judgeNewMessages, partsInOrder } from "../../../tools/powercut/judge/new-message.ts"
import { MESSAGES, SLOT_BYTES } from "../../../tools/powercut/judge/slot.ts"
import type { CardFile } from "../../../tools/powercut/judge/volume-check.ts"

const FULL_BYTES = 2812 * 512
const LAYOUT = { sectorsPerCluster: 2814, dataLba: 0 } as FatLayout

interface Part {
    readonly serial: number
    readonly part: number
    readonly samples: number
}

/** As docs/card-layout.md has it, as far as it is about parts. */
function header({ serial, part, samples }: Part): Uint8Array {
    const sector = Buffer.alloc(512)
    sector.write("RIFF", 0)
    sector.write("abmg", 50)
    for (const [at, value] of [
        [54, 32],
        [58, 2],
        [62, serial],
        [66, samples],
        [86, part << 28],
    ] as const)
        sector.writeUInt32LE(value >>> 0, at)
    createHash("sha256").update(sector).digest().copy(sector, 74, 0, 8)
    return new Uint8Array(sector)
}

function cardOf(parts: readonly Part[]) {
    const files = parts.map((_, index) => {
        const firstCluster = index + 2
        return {
            path: `${MESSAGES}${index}.wav`,
            shortName: `AB00000${index}.WAV`,
            sizeBytes: SLOT_BYTES,
            attributes: 0,
            firstCluster,
            chain: { runs: [{ cluster: firstCluster, count: 1 }] },
        } as unknown as CardFile
    })
    const heads = new Map(parts.map((part, index) => [index * 2814, header(part)]))
    const sectors = { peek: (lba: number) => heads.get(lba) ?? new Uint8Array(512) }
    return { files, card: { sectors, layout: LAYOUT } }
}

function manyMessages(...parts: Part[]): boolean {
    const { files, card } = cardOf(parts)
    const reference = { bytes: new Uint8Array(2 * FULL_BYTES), keptBytes: 0, beganUs: 0 }
    const { problems } = judgeNewMessages(files, card, reference)
    return problems.some(each => /^\d new messages: /.test(each))
}

describe("files that a call has left", () => {
    const first = { serial: 7, part: 0, samples: FULL_BYTES }
    const second = { serial: 7, part: 1, samples: 900 }

    test("are one message where they are its parts, whichever comes first in the folder", () => {
        assert.equal(manyMessages(first, second), false)
        assert.equal(manyMessages(second, first), false)
        assert.equal(manyMessages({ ...first, samples: 900 }), false)
    })

    test("are several where a part is another message's, is missing, is there twice, or ends too early", () => {
        assert.equal(manyMessages(first, { ...second, serial: 8 }), true)
        assert.equal(manyMessages(second), true)
        assert.equal(manyMessages(first, { ...second, part: 2 }), true)
        assert.equal(manyMessages(first, { ...first, serial: 8 }), true)
        assert.equal(manyMessages(first, second, second), true)
        assert.equal(manyMessages({ ...first, samples: 900 }, second), true)
    })

    test("have the sound that was said, each its own part of it", () => {
        const { files, card } = cardOf([second, first])
        const bytes = new Uint8Array(2 * FULL_BYTES)
        const judge = () => judgeNewMessages(files, card, { bytes, keptBytes: 0, beganUs: 0 })
        assert.deepEqual([judge().foundBytes, judge().wrongBytes], [FULL_BYTES + 900, 0])
        bytes.fill(9, FULL_BYTES + 3, FULL_BYTES + 8)
        assert.equal(judge().wrongBytes, 5)
        assert.deepEqual(
            partsInOrder(files, card).map(({ header }) => header?.part),
            [0, 1]
        )
    })
})
