import assert from "node:assert/strict"
import { describe, test } from "node:test"
import {
    callerFields,
    callerLines,
    PacketAssembler,
    unformattedField,
} from "../../../../sim/chips/voice-modem/caller-id.ts"
import { fskPacket, hexBytes, ModemBench } from "./modem-bench.ts"

const SDMF = hexBytes("04 12 30 39 31 32 31 39 34 32 39 30 38 35 35 35 31 32 31 32 48")
const MDMF_NAME = hexBytes(
    "80 21 01 08 30 39 31 32 31 39 34 32 07 09 4A 4F 45 20 53 4D 49 54 48 " +
        "02 0A 39 30 38 35 35 35 31 32 31 32 15"
)
const MDMF_NUMBER = hexBytes(
    "80 16 01 08 30 39 31 32 31 39 34 32 02 0A 39 30 38 35 35 35 31 32 31 32 B3"
)
const BT = hexBytes(
    "80 1A 11 01 01 01 08 31 32 30 33 31 34 35 32 02 0B 30 37 37 30 30 39 30 30 31 32 33 7E"
)
const PRIVATE = hexBytes("80 10 01 08 30 39 31 32 31 39 34 32 04 01 50 08 01 50 1D")
const WAITING_ON = hexBytes("82 03 0B 01 FF 70")

const WORKED: [string, number[], string[]][] = [
    ["single message", SDMF, ["DATE = 0912", "TIME = 1942", "NMBR = 9085551212"]],
    [
        "multiple message with name",
        MDMF_NAME,
        ["DATE = 0912", "TIME = 1942", "NMBR = 9085551212", "NAME = JOE SMITH"],
    ],
    ["number only", MDMF_NUMBER, ["DATE = 0912", "TIME = 1942", "NMBR = 9085551212"]],
    ["call type first", BT, ["DATE = 1203", "TIME = 1452", "NMBR = 07700900123"]],
    ["withheld", PRIVATE, ["DATE = 0912", "TIME = 1942", "NMBR = P", "NAME = P"]],
]

function spokenLines(packet: readonly number[]): string[] {
    return callerLines(callerFields(Uint8Array.from(packet))!, " = ")
}

function ringTwice(bench: ModemBench, sound: Float32Array): void {
    for (const inGap of [sound, new Float32Array(0)]) {
        bench.modem.ringing(true)
        bench.run(2000)
        bench.modem.ringing(false)
        bench.run(500)
        bench.play(inGap)
        bench.run(3500)
    }
}

describe("packets", () => {
    for (const [what, packet, lines] of WORKED)
        test(`${what} becomes its lines`, () => {
            assert.deepEqual(spokenLines(packet), lines)
        })

    test("a parameter that is not known is told in hexadecimal", () => {
        const packet = [0x80, 5, 0x03, 3, 0x35, 0x35, 0x35, 0]
        assert.deepEqual(spokenLines(packet), ["MESG = 03033535355B"])
    })

    test("message waiting announces no call", () => {
        assert.equal(callerFields(Uint8Array.from(WAITING_ON)), undefined)
    })

    test("unformatted is the whole packet", () => {
        assert.deepEqual(unformattedField(Uint8Array.from(WAITING_ON)), ["MESG", "82030B01FF70"])
    })

    test("a wrong byte anywhere leaves nothing", () => {
        for (let wrong = 0; wrong < SDMF.length; wrong++) {
            const packets: number[][] = []
            const assembler = new PacketAssembler(packet => packets.push([...packet]))
            SDMF.forEach((byte, i) =>
                assembler.byte(i === wrong ? byte ^ 0x04 : byte, i === 0 ? 180 : 0)
            )
            assert.deepEqual(packets, [], `byte ${wrong}`)
        }
    })

    test("stuffed marks between bytes do no harm, seizure is no packet", () => {
        const packets: number[][] = []
        const assembler = new PacketAssembler(packet => packets.push([...packet]))
        for (let i = 0; i < 30; i++) assembler.byte(0x55, 0)
        SDMF.forEach((byte, i) => assembler.byte(byte, i === 0 ? 55 : 10))
        assert.deepEqual(packets, [SDMF])
    })
})

describe("caller ID in the line sound", () => {
    for (const [what, packet, lines] of WORKED)
        test(`${what} is told between the rings`, () => {
            const bench = new ModemBench()
            bench.command("ATE0")
            bench.command("AT+VCID=1")
            const from = bench.heard.length
            ringTwice(bench, fskPacket(packet))
            const told = `\r\n${lines.join("\r\n")}\r\n`
            assert.equal(bench.text(from), `\r\nRING\r\n${told}\r\nRING\r\n`)
        })

    test("V.23 is heard as well as Bell 202, loud or soft", () => {
        for (const tones of [
            { markHz: 1300, spaceHz: 2100 },
            { markHz: 1300, spaceHz: 2100, levelDbm: -34 },
            { levelDbm: -34 },
            { levelDbm: -3 },
        ]) {
            const bench = new ModemBench()
            bench.command("ATE0")
            bench.command("AT+VCID=1")
            ringTwice(bench, fskPacket(MDMF_NAME, tones))
            assert.match(bench.text(), /NAME = JOE SMITH/, JSON.stringify(tones))
        }
    })

    test("+VCID=2 tells the packet, +VCID=0 nothing", () => {
        const told = (mode: number) => {
            const bench = new ModemBench()
            bench.command("ATE0")
            bench.command(`AT+VCID=${mode}`)
            const from = bench.heard.length
            ringTwice(bench, fskPacket(SDMF))
            return bench.text(from).replaceAll("\r\nRING\r\n", "")
        }
        assert.equal(told(2), "\r\nMESG = 041230393132313934323930383535353132313248\r\n")
        assert.equal(told(0), "")
    })

    test("a packet with a wrong checksum is not told", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        bench.command("AT+VCID=1")
        ringTwice(bench, fskPacket([...SDMF.slice(0, -1), 0x49]))
        assert.doesNotMatch(bench.text(), /NMBR/)
    })

    test("listening ends 6 s after the last ring", () => {
        const bench = new ModemBench()
        bench.command("AT+VCID=1")
        ringTwice(bench, new Float32Array(0))
        bench.run(3000)
        const beats = bench.beatCount
        bench.run(60_000)
        assert.equal(bench.beatCount, beats)
    })
})
