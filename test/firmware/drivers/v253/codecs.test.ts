import { describe, expect, test } from "@devicescript/test"
import { isBetter, parseCodecLine } from "../../../../src/drivers/v253/codecs"
import { Codec } from "../../../../src/hal/sound"

function seen(line: string): string {
    const found = parseCodecLine(line)
    return found ? found.id + ":" + found.codec : "none"
}

describe("codec lines of AT+VSM=?", () => {
    test("Conexant controller modems (102184B): unsigned PCM of 8 bits is number 1", () => {
        expect(seen('1,"UNSIGNED PCM",8,0,8000,0,0')).toBe("1:" + Codec.PcmU8)
        expect(seen('129,"IMA ADPCM",4,0,8000,0,0')).toBe("none")
        expect(seen('140,"2 Bit ADPCM",2,0,8000,0,0')).toBe("none")
    })
    test("MultiTech MT9234 (S000434H): three fields, rates in a list", () => {
        expect(seen('128,"8-BIT LINEAR",(7200,8000,11025)')).toBe("128:" + Codec.PcmU8)
        expect(seen('129,"16-BIT LINEAR",(7200,8000,11025)')).toBe("none")
        expect(seen('130,"8-BIT ALAW",(8000)')).toBe("130:" + Codec.ALaw)
        expect(seen('131,"8-BIT ULAW",(8000)')).toBe("131:" + Codec.MuLaw)
    })
    test("soft modems put a prefix in front", () => {
        expect(seen('+VSM: 4,"G.711U",8,0,(8000),(0),(0)')).toBe("4:" + Codec.MuLaw)
    })
    test("16 bits, another rate, and no codec at all are none", () => {
        expect(seen('1,"UNSIGNED PCM",16,0,8000,0,0')).toBe("none")
        expect(seen('1,"UNSIGNED PCM",8,0,7200,0,0')).toBe("none")
        expect(seen("OK")).toBe("none")
    })
    test("µ-law beats A-law beats unsigned PCM beats nothing", () => {
        expect(isBetter(Codec.MuLaw, Codec.ALaw)).toBe(true)
        expect(isBetter(Codec.ALaw, Codec.PcmU8)).toBe(true)
        expect(isBetter(Codec.PcmU8, Codec.MuLaw)).toBe(false)
        expect(isBetter(Codec.PcmU8, undefined)).toBe(true)
    })
})
