import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { CallerIdEar } from "../../../../sim/chips/voice-modem/caller-id-ear.ts"
import { type CallerField, callerLines } from "../../../../sim/chips/voice-modem/caller-id.ts"
import { ModemSettings } from "../../../../sim/chips/voice-modem/modem-settings.ts"
import { type ModemProfile } from "../../../../sim/chips/voice-modem/profiles/modem-profile.ts"
import { RD02_D400 } from "../../../../sim/chips/voice-modem/profiles/rd02-d400.ts"
import { USR5637 } from "../../../../sim/chips/voice-modem/profiles/usr5637.ts"
import { judgedTest } from "../../../support/judges.ts"
import { minimodemCall } from "../../../support/minimodem.ts"
import { concat, mix, scale, silence } from "../../../support/sound.ts"
import { fskPacket, hexBytes, ModemBench, sine } from "./modem-bench.ts"

const BT = hexBytes(
    "80 1A 11 01 01 01 08 31 32 30 33 31 34 35 32 02 0B 30 37 37 30 30 39 30 30 31 32 33 7E"
)
const V23 = { markHz: 1300, spaceHz: 2100 }
const BT_LINES = ["DATE=1203", "TIME=1452", "NMBR=07700900123"]
const GCI: Record<string, string> = {
    US: "B5",
    UK: "B4",
    PL: "8A",
    RU: "B8",
    DE: "42",
    FR: "3D",
}

/** What BT sends between the reversal and the first ring: silence, alerting tone, silence, V.23. */
function beforeRing(alertMs = 100, alertHz = [2130, 2750]): Float32Array {
    const alert = mix(sine(alertHz[0]!, alertMs, -16), sine(alertHz[1]!, alertMs, -16))
    return concat(silence(150), alert, silence(75), fskPacket(BT, V23), silence(250))
}

class Listening {
    readonly heard: CallerField[] = []
    readonly ear: CallerIdEar

    constructor(country: string, profile: ModemProfile = USR5637, form?: string) {
        const settings = new ModemSettings(profile)
        settings.set("+VCID", "1")
        settings.countryCode = GCI[country]!
        settings.callerIdForm = form
        this.ear = new CallerIdEar(settings, fields => this.heard.push(...fields))
    }

    hear(sound: Float32Array): void {
        for (let at = 0; at < sound.length && this.ear.isListening; at += 40)
            this.ear.process(sound.subarray(at, at + 40))
    }

    get lines(): string[] {
        return callerLines(this.heard, "=")
    }
}

describe("with the country that the line is in", () => {
    test("after a ring, FSK is heard everywhere but in the UK", () => {
        for (const country of ["US", "PL", "RU", "DE", "FR"]) {
            const at = new Listening(country)
            at.ear.ringEnded()
            at.hear(concat(silence(800), fskPacket(BT, V23)))
            assert.deepEqual(at.lines, BT_LINES, country)
            assert.ok(!at.ear.isListening)
        }
    })

    test("before the ring, the UK hears it behind reversal and alerting tone", () => {
        for (const alertMs of [88, 100, 110]) {
            const at = new Listening("UK")
            at.ear.lineReversed()
            at.hear(beforeRing(alertMs))
            assert.deepEqual(at.lines, BT_LINES, `${alertMs} ms`)
        }
    })

    test("the alerting tone may be 0.5 % off, as the standard says for the network", () => {
        for (const factor of [0.995, 1.005]) {
            const at = new Listening("UK")
            at.ear.lineReversed()
            at.hear(beforeRing(100, [2130 * factor, 2750 * factor]))
            assert.deepEqual(at.lines, BT_LINES, `${factor}`)
        }
    })
})

describe("with the wrong country nothing is heard", () => {
    test("a modem set to the UK does not listen after a ring", () => {
        const at = new Listening("UK")
        at.ear.ringEnded()
        assert.ok(!at.ear.isListening)
    })

    test("all others miss what comes behind an alerting tone", () => {
        for (const country of ["US", "PL", "RU", "DE", "FR"]) {
            const at = new Listening(country)
            at.ear.lineReversed()
            at.hear(beforeRing())
            at.ear.ringBegan()
            assert.deepEqual(at.lines, [], country)
        }
    })
})

describe("what minimodem sends", () => {
    const STANDARDS = { "Bell 202": { markHz: 1200, spaceHz: 2200 }, "V.23": V23 }
    for (const [standard, tones] of Object.entries(STANDARDS))
        judgedTest(["minimodem", "sox"], `is heard by ${standard}, loud and soft`, () => {
            const call = minimodemCall(BT, tones)
            for (const gainDb of [0, 10, -20]) {
                const at = new Listening("DE")
                at.ear.ringEnded()
                at.hear(concat(silence(600), scale(call, gainDb), silence(100)))
                assert.deepEqual(at.lines, BT_LINES, `${gainDb} dB`)
            }
        })

    judgedTest(["minimodem", "sox"], "is no caller when a bit of it is wrong", () => {
        const at = new Listening("DE")
        at.ear.ringEnded()
        at.hear(concat(silence(600), minimodemCall([...BT.slice(0, -1), 0x7f], V23), silence(6000)))
        assert.deepEqual(at.lines, [])
        assert.ok(!at.ear.isListening)
    })
})

test("no alerting tone, or one that is short or another, leaves the UK deaf", () => {
    const cases = [
        beforeRing(0),
        beforeRing(30),
        beforeRing(100, [2130, 2130]),
        beforeRing(100, [2000, 2750]),
    ]
    for (const sound of cases) {
        const at = new Listening("UK")
        at.ear.lineReversed()
        at.hear(sound)
        assert.deepEqual(at.lines, [])
    }
})

test("whoever does not ask for callers is told of none, and the ear rests", () => {
    const ear = new CallerIdEar(new ModemSettings(USR5637), () => assert.fail())
    ear.lineReversed()
    ear.ringEnded()
    assert.ok(!ear.isListening)
})

test("the modem prints the lines of a UK call before its first RING", () => {
    const bench = new ModemBench(USR5637)
    bench.command("ATE0")
    bench.command("AT+GCI=B4")
    bench.command("AT+VCID=1")
    const from = bench.heard.length
    bench.modem.polarity(true)
    bench.play(beforeRing())
    bench.run(1700)
    bench.modem.ringing(true)
    bench.run(400)
    bench.modem.ringing(false)
    bench.run(200)
    assert.equal(bench.text(from), `\r\n${BT_LINES.join("\r\n")}\r\n\r\nRING\r\n`)
})

test("an idle line with a reversal and no call lets the modem rest again", () => {
    const bench = new ModemBench()
    bench.command("AT+GCI=8A")
    bench.command("AT+VCID=1")
    bench.modem.polarity(true)
    bench.run(7000)
    const beats = bench.beatCount
    bench.run(60_000)
    assert.equal(bench.beatCount, beats)
})

describe("a modem that must be told which form there is", () => {
    const at = (form: string | undefined) => new Listening("US", RD02_D400, form)
    const afterRing = (form: string | undefined) => {
        const listening = at(form)
        listening.ear.ringEnded()
        listening.hear(concat(silence(800), fskPacket(BT, V23)))
        return listening.lines
    }

    test("hears nobody until it was told, whatever its country", () => {
        assert.deepEqual(afterRing(undefined), [])
        const listening = at(undefined)
        listening.ear.lineReversed()
        assert.ok(!listening.ear.isListening)
    })

    test("then hears that form, and no other", () => {
        for (const form of ["00", "02"]) assert.deepEqual(afterRing(form), BT_LINES, form)
        for (const form of ["01", "03", "05"]) assert.deepEqual(afterRing(form), [], form)
        const british = at("03")
        british.ear.lineReversed()
        british.hear(beforeRing())
        assert.deepEqual(british.lines, BT_LINES)
        for (const [form, listens] of [
            ["00", false],
            ["02", false],
            ["05", true],
        ] as const) {
            const listening = at(form)
            listening.ear.lineReversed()
            assert.equal(listening.ear.isListening, listens, form)
        }
    })
})
