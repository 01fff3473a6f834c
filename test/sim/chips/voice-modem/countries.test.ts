/** The model of the modem on the model of the exchange: rings and callers of each country, as the host gets them. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { type ModemProfile } from "../../../../sim/chips/voice-modem/profiles/modem-profile.ts"
import { PROFILES } from "../../../../sim/chips/voice-modem/profiles.ts"
import { EVERYONE } from "./profile-bench.ts"
import { VoiceModem } from "../../../../sim/chips/voice-modem/voice-modem.ts"
import { AudioClock } from "../../../../sim/clock/audio-clock.ts"
import { Random } from "../../../../sim/clock/random.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"
import { CALL_DEFAULTS } from "../../../../sim/exchange/call-spec.ts"
import { Exchange, type ExchangeOptions } from "../../../../sim/exchange/exchange.ts"
import { RuleBook } from "../../../../sim/report/rules.ts"
import { Timeline } from "../../../../sim/report/timeline.ts"
import { SerialLine } from "../../../../sim/wire/serial-direction.ts"

const GCI = { US: "B5", UK: "B4", PL: "8A", RU: "B8", DE: "42", FR: "3D" }
type Country = keyof typeof GCI
const COUNTRIES = Object.keys(GCI) as Country[]

interface Caller {
    readonly number?: string
    readonly name?: string
}

interface Situation {
    readonly profile?: ModemProfile
    /** Country of the line, and the one that the modem was told. */
    readonly line: Country
    readonly modem?: Country
    readonly form?: ExchangeOptions["callerId"]
    readonly voice?: boolean
}

/** All that the modem says while somebody lets it ring twice. */
function heardOf(caller: Caller, situation: Situation): string {
    const { profile = PROFILES["usr5637"]!, line: country, form, voice = false } = situation
    const scheduler = new Scheduler()
    const timeline = new Timeline(scheduler)
    const line = new SerialLine()
    line.isDtrAsserted = true
    const audioClock = new AudioClock(scheduler, () => {
        modem.beat(exchange.render())
        exchange.consume(modem.toLine)
    })
    const exchange: Exchange = new Exchange({
        country,
        callerId: form,
        scheduler,
        audioClock,
        timeline,
        random: new Random(1, "exchange"),
        wallStart: { year: 2026, month: 9, day: 12, hour: 19, minute: 42, second: 0 },
    })
    const modem: VoiceModem = new VoiceModem({
        profile,
        line,
        hook: exchange,
        scheduler,
        audioClock,
        timeline,
        rules: new RuleBook(timeline),
        random: new Random(1, "modem"),
        faultRandom: new Random(1, "modem-faults"),
        callNumber: () => 1,
    })
    exchange.connect(modem)
    modem.power(true)
    const run = (ms: number) => scheduler.runUntil(scheduler.nowUs + ms * 1000)
    run(600)
    const setUp = ["E0", "+VCID=1", `+GCI=${GCI[situation.modem ?? country]}`]
    if (voice) setUp.push("+FCLASS=8")
    for (const command of setUp) {
        const bytes = Array.from(`AT${command}\r`, char => char.charCodeAt(0))
        line.toDce.send(bytes, scheduler.nowUs)
        run(160)
    }
    line.toDte.clear()
    exchange.placeCall({ ...CALL_DEFAULTS, number: undefined, ...caller, maxRings: 2 })
    run(15_000)
    let text = ""
    for (let byte = line.toDte.take(1e12); byte !== undefined; byte = line.toDte.take(1e12))
        text += String.fromCharCode(byte)
    return text
}

/** The lines without the empty ones, in their order. */
function linesOf(text: string): string[] {
    return text.split("\r\n").filter(Boolean)
}

const KNOWN = { number: "2125550123" }
const DATED = ["DATE=0912", "TIME=1942", "NMBR=2125550123"]

describe("a call in each country", () => {
    for (const country of COUNTRIES)
        test(`${country}: the lines of the caller and both rings, in the order of the country`, () => {
            const lines = linesOf(heardOf(KNOWN, { line: country, form: "mdmf" }))
            const expected =
                country === "UK" ? [...DATED, "RING", "RING"] : ["RING", ...DATED, "RING"]
            assert.deepEqual(lines, expected)
        })

    test("on every modem in its own form", () => {
        for (const profile of EVERYONE)
            for (const country of ["US", "UK", "DE"] as const) {
                const { separator } = profile.ring
                const lines = linesOf(heardOf(KNOWN, { profile, line: country }))
                const expected = DATED.map(line => line.replace("=", separator))
                assert.deepEqual(
                    lines.filter(line => line !== "RING"),
                    expected,
                    `${profile.name} ${country}`
                )
            }
    })

    test("with a name, and with neither name nor number", () => {
        const named = { ...KNOWN, name: "J SMITH" }
        assert.match(heardOf(named, { line: "US" }), /NMBR=2125550123\r\nNAME=J SMITH\r\n/)
        assert.match(heardOf({ number: "private" }, { line: "PL" }), /NMBR=P\r\n/)
        assert.match(heardOf({ number: "out-of-area" }, { line: "UK" }), /NMBR=O\r\n/)
        assert.deepEqual(linesOf(heardOf({}, { line: "FR" })), ["RING", "RING"])
    })
})

describe("other forms on the line", () => {
    test("the single message has no name", () => {
        for (const country of ["US", "DE"] as const) {
            const lines = linesOf(heardOf(KNOWN, { line: country, form: "sdmf" }))
            assert.deepEqual(lines, ["RING", ...DATED, "RING"])
        }
    })

    test("keypad tones come before the first ring, and without a date", () => {
        for (const form of ["dtmf", "dtmf-d"] as const) {
            const told = (number: string) =>
                linesOf(heardOf({ number }, { line: "RU", form })).join(" ")
            assert.equal(told("4951234567"), "NMBR=4951234567 RING RING")
            assert.equal(told("private"), "NMBR=P RING RING")
            assert.equal(told("out-of-area"), "NMBR=O RING RING")
        }
    })
})

describe("a modem that was told the wrong country", () => {
    test("rings, and does not know who calls", () => {
        const cases: [Country, Country][] = [
            ["UK", "US"],
            ["UK", "DE"],
            ["US", "UK"],
            ["PL", "UK"],
        ]
        for (const [line, modem] of cases)
            assert.deepEqual(
                linesOf(heardOf(KNOWN, { line, modem })),
                ["RING", "RING"],
                `${modem} on a line in ${line}`
            )
    })
})

test("in class 8 the caller of a UK line is told before the ring as well", () => {
    const text = heardOf(KNOWN, { profile: PROFILES["si2494"]!, line: "UK", voice: true })
    assert.equal(text, `\x10X\r\n${["CIDM", ...DATED].join("\r\n")}\r\n\x10.\x10R\x10R`)
})
