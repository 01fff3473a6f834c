import { describe, expect, test } from "@devicescript/test"
import { bestCodec } from "../../../../src/drivers/v253/codecs"
import { Codec } from "../../../../src/hal/sound"

function seen(...lines: string[]): string {
    const found = bestCodec(lines)
    return found ? found.id + ":" + found.codec : "none"
}

describe("codec lines of AT+VSM=?", () => {
    test("Conexant controller modems (102184B): unsigned PCM of 8 bits is number 1", () => {
        expect(seen('1,"UNSIGNED PCM",8,0,8000,0,0')).toBe("1:" + Codec.PcmU8)
        expect(seen('130,"UNSIGNED PCM",8,0,8000,0,00')).toBe("130:" + Codec.PcmU8)
        expect(seen('129,"IMA ADPCM",4,0,8000,0,0')).toBe("none")
        expect(seen('140,"2 Bit ADPCM",2,0,8000,0,0')).toBe("none")
        expect(seen('141,"4 Bit ADPCM",4,0,8000,0,0')).toBe("none")
    })
    test("Rockwell RC56: rates in a list", () => {
        expect(seen('1,"UNSIGNED PCM",8,0,(7200,8000,11025),0,0')).toBe("1:" + Codec.PcmU8)
        expect(seen('129,"IMA ADPCM",4,0,(7200,8000),0,0')).toBe("none")
    })
    test("MultiTech MT9234 (S000434H): three fields, rates in a list", () => {
        expect(seen('128,"8-BIT LINEAR",(7200,8000,11025)')).toBe("128:" + Codec.PcmU8)
        expect(seen('129,"16-BIT LINEAR",(7200,8000,11025)')).toBe("none")
        expect(seen('130,"8-BIT ALAW",(8000)')).toBe("130:" + Codec.ALaw)
        expect(seen('131,"8-BIT ULAW",(8000)')).toBe("131:" + Codec.MuLaw)
        expect(seen('132,"IMA ADPCM",(7200,8000,11025)')).toBe("none")
    })
    test("Silicon Laboratories: the names of ITU-T", () => {
        expect(seen('0,"SIGNED PCM",8,0,8000,0,0')).toBe("none")
        expect(seen('1,"UNSIGNED PCM", 8, 0, 8000, 0, 0')).toBe("1:" + Codec.PcmU8)
        expect(seen('4,"G.711U",8,0,8000,0,0')).toBe("4:" + Codec.MuLaw)
        expect(seen('5,"G.711A",8,0,8000,0,0')).toBe("5:" + Codec.ALaw)
        expect(seen('129,"G.726",2,0,8000,0,0')).toBe("none")
    })
    test("soft modems put a prefix in front, others names in small letters, semicolons, or a range", () => {
        expect(seen('+VSM: 4,"G.711U",8,0,(8000),(0),(0)')).toBe("4:" + Codec.MuLaw)
        expect(seen('VSM: 131,"8-bit uLaw",(7200-8000)')).toBe("131:" + Codec.MuLaw)
        expect(seen("6;A-Log;8;0;(8000)")).toBe("6:" + Codec.ALaw)
        expect(seen("1;UNSIGNED PCM;8;0;8000")).toBe("1:" + Codec.PcmU8)
        expect(seen("1;CELP;1;0;(9600)")).toBe("none")
    })
    test("16 bits, another rate, and no codec at all are none", () => {
        expect(seen('1,"UNSIGNED PCM",16,0,8000,0,0')).toBe("none")
        expect(seen('1,"UNSIGNED PCM",8,0,7200,0,0')).toBe("none")
        expect(seen("OK")).toBe("none")
        expect(seen()).toBe("none")
    })
    test("µ-law beats A-law beats unsigned PCM, in whatever order they come", () => {
        const u8 = '128,"8-BIT LINEAR",(8000)'
        const aLaw = '130,"8-BIT ALAW",(8000)'
        const muLaw = '131,"8-BIT ULAW",(8000)'
        expect(seen(u8, aLaw, muLaw)).toBe("131:" + Codec.MuLaw)
        expect(seen(muLaw, u8, aLaw)).toBe("131:" + Codec.MuLaw)
        expect(seen(u8, aLaw)).toBe("130:" + Codec.ALaw)
        expect(seen('131,"8-BIT ULAW",(7200)', u8)).toBe("128:" + Codec.PcmU8)
    })
})
