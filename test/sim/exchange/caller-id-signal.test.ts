/**
 * Caller ID on the line, judged by programs that know nothing of ours: multimon-ng (CLIPFSK, DTMF) and minimodem.
 *
 * CLIPFSK of multimon-ng decodes Bell 202 and, as its filters are wide, V.23; minimodem is told the exact frequencies.
 */
import assert from "node:assert/strict"
import { test } from "node:test"
import { encodeWav16 } from "../../../sim/audio/wav.ts"
import { type CallerIdForm } from "../../../sim/exchange/caller-id-plan.ts"
import { callerIdKeys } from "../../../sim/exchange/caller-id-signal.ts"
import { type CallSpec } from "../../../sim/exchange/call-spec.ts"
import { judgedTest, runJudge } from "../../support/judges.ts"
import { rms } from "./goertzel.ts"
import { rawForMultimon } from "./multimon.ts"
import { TestLine } from "./test-line.ts"

const BELL_202 = { mark: "1200", space: "2200" }
const V23 = { mark: "1300", space: "2100" }

/** Everything that is on the on-hook line while it rings twice. */
function rung(country: string, spec: Partial<CallSpec>, callerId?: CallerIdForm): TestLine {
    const line = new TestLine(country, { callerId })
    line.call({ maxRings: 2, ...spec })
    line.runUntil(15_000)
    return line
}

/** What minimodem receives: the bytes of the message begin after the seizure, which it takes for U. */
function minimodem(sound: Float32Array, tones: { mark: string; space: string }): Buffer {
    const file = ["-t", "wav", "-", "-t", "wav", "-r", "48000", "-b", "16", "-"]
    const wav = runJudge("sox", [...file, "gain", "-1"], encodeWav16(sound))
    return runJudge("sh", ["-c", minimodemCommand(tones)], wav)
}

/** It reads sound from files only. */
function minimodemCommand({ mark, space }: { mark: string; space: string }): string {
    const receive = `minimodem --rx -q -M ${mark} -S ${space} -f "$f" 1200`
    return `f=$(mktemp --suffix .wav) && cat > "$f" && ${receive}; s=$?; rm "$f"; exit $s`
}

function multimon(decoder: string, sound: Float32Array): string {
    const args = ["-q", "-t", "raw", "-a", decoder, "-"]
    return runJudge("multimon-ng", args, rawForMultimon(sound)).toString()
}

const FSK_COUNTRIES = [
    ["US", BELL_202],
    ["UK", V23],
    ["PL", V23],
    ["DE", V23],
    ["FR", V23],
] as const

for (const [country, tones] of FSK_COUNTRIES) {
    judgedTest(["minimodem", "sox"], `minimodem reads the multiple format of ${country}`, () => {
        const { heard } = rung(country, { number: "07700900123" })
        const text = minimodem(heard, tones).toString("latin1")
        assert.match(text, /\x01\x0809121942\x02\x0b07700900123/)
    })

    judgedTest(["multimon-ng", "sox"], `multimon-ng reads number and name of ${country}`, () => {
        const { heard } = rung(country, { number: "5550123", name: "J SMITH" })
        assert.match(multimon("CLIPFSK", heard), /DATE=09121942 CNT=J SMITH CID=5550123/)
    })
}

judgedTest(["minimodem", "sox"], "minimodem reads the single format", () => {
    const { heard } = rung("US", { number: "9085551212" }, "sdmf")
    assert.match(minimodem(heard, BELL_202).toString("latin1"), /\x04\x12091219429085551212H/)
})

judgedTest(["minimodem", "sox"], "a withheld number is the letter P in the single format", () => {
    const { heard } = rung("DE", { number: "private" }, "sdmf")
    assert.match(minimodem(heard, V23).toString("latin1"), /\x04\x0909121942P/)
})

judgedTest(["minimodem", "sox"], "networks after ETSI say first that it is a voice call", () => {
    const { heard } = rung("UK", { number: "07700900123" })
    assert.match(minimodem(heard, V23).toString("latin1"), /\x80\x1a\x11\x01\x01\x01\x08/)
})

const KEYS: readonly (readonly [CallerIdForm, string, string])[] = [
    ["dtmf", "74951234567", "A74951234567C"],
    ["dtmf", "private", "B10C"],
    ["dtmf", "out-of-area", "B00C"],
    ["dtmf-d", "74951234567", "D74951234567C"],
    ["dtmf-d", "private", "D1#"],
    ["dtmf-d", "out-of-area", "D3#"],
]

for (const [form, number, expected] of KEYS)
    judgedTest(["multimon-ng", "sox"], `multimon-ng reads ${number} as ${form}`, () => {
        const line = rung("RU", { number }, form)
        const digits = [...multimon("DTMF", line.heard).matchAll(/^DTMF: (.)$/gm)]
        assert.equal(digits.map(([, digit]) => digit).join(""), expected)
        assert.ok(line.timeOf("caller-id-end")! < line.timeOf("ring-on")!, "before the first ring")
        assert.match(line.events()[0]!, /^0 polarity call=1 reversed=true$/)
    })

test("Russia tells nothing unless it is asked to", () => {
    assert.equal(rung("RU", { number: "74951234567" }).timeOf("caller-id-start"), undefined)
})

test("no form, no caller ID", () => {
    assert.equal(rung("US", { number: "5550123" }, "none").timeOf("caller-id-start"), undefined)
})

test("the keypad has no +, and a number that can't be sent is refused", () => {
    assert.equal(callerIdKeys("A", "+48123"), "A0048123C")
    assert.throws(() => callerIdKeys("A", "12a"), /caller number "12a"/)
})

test("in the UK: reversal, 100 ms of silence and more, DT-AS, FSK, and then it rings", () => {
    const line = rung("UK", { number: "07700900123" })
    assert.deepEqual(line.told.slice(0, 2), ["0 reversed true", "1050 ringing true"])
    assert.deepEqual(line.events("exchange").slice(0, 6), [
        "0 polarity call=1 reversed=true",
        "150 tone-on call=1 kind=alert",
        "250 tone-off call=1 kind=alert",
        "325 caller-id-start call=1",
        "800 caller-id-end call=1",
        "1050 tone-on kind=ringback call=1",
    ])
    const quiet = line.heard.subarray(0, 150 * 8)
    assert.ok(rms(quiet) < 0.001)
    assert.equal(line.told.at(-1), "7050 reversed false", "the polarity is as usual afterwards")
})
