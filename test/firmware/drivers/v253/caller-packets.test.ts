import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { unknownCaller } from "../../../../src/drivers/v253/caller-id"
import { addPacket } from "../../../../src/drivers/v253/caller-packets"

/** The vectors of the reference, computed after Telcordia GR-30, GR-31 and ETSI EN 300 659-3. */
const SINGLE = "041230393132313934323930383535353132313248"
const MULTIPLE = "80210108303931323139343207094A4F4520534D495448020A3930383535353132313215"
const NUMBER_ONLY = "801601083039313231393432020A39303835353531323132B3"
const CALL_TYPE_FIRST = "801A110101010831323033313435" + "32020B30373730303930303132337E"
const WITHHELD = "80100108303931323139343204015008" + "01501D"

/** Date, time, number and name after these MESG lines. */
function told(...lines: string[]): string {
    const caller = unknownCaller()
    for (const line of lines) addPacket(line, caller)
    return [caller.date, caller.time, caller.number, caller.name].join(",")
}

describe("caller ID packets", () => {
    test("SDMF: date, time and number", () => {
        expect(told(SINGLE)).toBe("0912,1942,9085551212,")
    })
    test("MDMF: date, time, name and number", () => {
        expect(told(MULTIPLE)).toBe("0912,1942,9085551212,JOE SMITH")
        expect(told(NUMBER_ONLY)).toBe("0912,1942,9085551212,")
    })
    test("ETSI's call type in front is passed over", () => {
        expect(told(CALL_TYPE_FIRST)).toBe("1203,1452,07700900123,")
    })
    test("reasons instead of number and name", () => {
        expect(told(WITHHELD)).toBe("0912,1942,P,P")
    })
    test("SDMF with a letter instead of a number", () => {
        expect(told("040930393132313934325007")).toBe("0912,1942,P,")
    })
    test("messages that wait at the exchange are no call", () => {
        for (const packet of ["82030B01FF70", "82030B01006F", "060342424231", "06036F6F6FAA"])
            expect(told(packet)).toBe(",,,")
        // Call type 81 in a call set-up packet.
        expect(told("800F11018101083132303331343532020041")).toBe(",,,")
    })
    test("in two lines, wherever the cut is", async () => {
        for (let cut = 2; cut < MULTIPLE.length; cut += 2) {
            await ds.sleep(0)
            expect(told(MULTIPLE.slice(0, cut), MULTIPLE.slice(cut))).toBe(
                "0912,1942,9085551212,JOE SMITH"
            )
        }
    })
    test("one that was cut off does not spoil the next", async () => {
        for (let cut = 0; cut < MULTIPLE.length; cut++) {
            await ds.sleep(0)
            expect(told(MULTIPLE.slice(0, cut), NUMBER_ONLY)).toBe("0912,1942,9085551212,")
        }
    })
    test("cut at any digit and never ended, it says nothing", () => {
        for (let cut = 0; cut < MULTIPLE.length - 3; cut++)
            expect(told(MULTIPLE.slice(0, cut))).toBe(",,,")
    })
    test("with a wrong checksum it says nothing", () => {
        expect(told(MULTIPLE.slice(0, -2) + "16")).toBe(",,,")
        expect(told(SINGLE.slice(0, -2) + "00")).toBe(",,,")
    })
    test("Rockwell's number by itself, and one parameter with its checksum", () => {
        expect(told("030735353531323132")).toBe(",,5551212,")
        expect(told("02073535353132313292")).toBe(",,5551212,")
        expect(told("02073535353132313200")).toBe(",,,")
        expect(told("040150AB")).toBe(",,P,")
    })
    test("a number that was dialled, within a packet, is not the caller's", () => {
        expect(told("800903073535353132313208")).toBe(",,,")
    })
    test("nonsense is nothing", () => {
        for (const line of ["", "8", "ZZ", "80FF", "800101", "8000", "80020A0A", "8002010574"])
            expect(told(line)).toBe(",,,")
    })
    test("a name in Latin-1 stays whole", () => {
        expect(told("8008070656E468E46CE495")).toBe(",,,V\u00e4h\u00e4l\u00e4")
    })
})
