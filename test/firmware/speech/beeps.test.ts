import { describe, expect, test } from "@devicescript/test"
import { Beeps } from "../../../src/speech/beeps"

/** Lengths of sound and silence in ms, as "60+60 …". */
async function lengths(score: string, blockBytes: number): Promise<string> {
    const beeps = new Beeps()
    beeps.begin(score)
    const block = Buffer.alloc(blockBytes)
    let sounding = 0
    let silent = 0
    let all = ""
    let total = 0
    let count = await beeps.read(0, block)
    while (count > 0) {
        total += count
        const isSilent = block[0] === 0xff && block[1] === 0xff
        if (!isSilent && silent > 0) {
            all += sounding / 8 + "+" + silent / 8 + " "
            sounding = silent = 0
        }
        if (isSilent) silent += count
        else sounding += count
        count = await beeps.read(total, block)
    }
    return all + sounding / 8 + "+" + silent / 8
}

describe("Beeps", () => {
    test("plays keys, strokes, long tones and silence, each with its length", async () => {
        expect(await lengths("19", 512)).toBe("40+50 40+50")
        expect(await lengths("lh", 512)).toBe("120+160 120+160")
        expect(await lengths("L", 512)).toBe("960+160")
        expect(await lengths("5 0", 512)).toBe("40+450 40+50")
        expect(await lengths("", 512)).toBe("0+0")
    })
    test("plays the same in blocks of any size", async () => {
        expect(await lengths("1L h", 64)).toBe("40+50 960+560 120+160")
        expect(await lengths("lh", 500)).toBe("120+160 120+160")
    })
})
