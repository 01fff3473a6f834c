import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { bench, EVERYONE, press } from "./profile-bench.ts"
import { sine } from "./modem-bench.ts"

/** The label of its row for all of microphone, loudspeaker and line, as AT+VLS=? has it; undefined: it has none. */
const LABELS: Readonly<Record<string, number | undefined>> = {
    conexant: undefined,
    agere: 7,
    usr5637: 7,
    si2494: 13,
}

function loudest(sound: readonly number[]): number {
    return Math.max(...sound.map(Math.abs), 0)
}

for (const profile of EVERYONE) {
    const label = LABELS[profile.name]
    describe(`the speakerphone of ${profile.name}`, () => {
        test("is listed, or refused", () => {
            const on = bench(profile)
            on.command("AT+FCLASS=8")
            const listed = on.command("AT+VLS=?")
            const labels = [...listed.matchAll(/(\d+),"M1?S1?T"/g)].map(found => Number(found[1]))
            assert.deepEqual(labels, label === undefined ? [] : [label])
            if (label === undefined) assert.match(on.command("AT+VLS=7"), /ERROR/)
        })
        if (label === undefined) return

        test("lets the line hear the room, and the room the line, and tells keys", () => {
            const on = bench(profile)
            on.answer()
            assert.match(on.command(`AT+VLS=${label}`), /OK/)
            on.command("AT+VSP=1")
            on.run(60)
            const from = on.toLine.length
            on.modem.fromMicrophone.fill(0.25)
            on.play(sine(1000, 200, -10))
            on.run(200)
            assert.equal(loudest(on.toLine.slice(from + 40)), 0.25)
            assert.ok(loudest(on.toSpeaker.slice(from)) > 0.1)
            on.play(press(770, 1336, 100))
            on.run(300)
            assert.match(on.codes(), /5/)
        })

        test("is over once the line alone is selected", () => {
            const on = bench(profile)
            on.answer()
            on.command(`AT+VLS=${label}`)
            on.command("AT+VSP=1")
            on.command("AT+VSP=0")
            on.command("AT+VLS=1")
            on.modem.fromMicrophone.fill(0.25)
            const from = on.toLine.length
            on.run(100)
            assert.equal(loudest(on.toLine.slice(from)), 0)
            assert.equal(loudest(on.toSpeaker.slice(from)), 0)
        })
    })
}

describe("Silicon Laboratories' speakerphone", () => {
    test("is off until it is switched on", () => {
        const profile = EVERYONE.find(({ name }) => name === "si2494")!
        const on = bench(profile)
        on.answer()
        on.command("AT+VLS=13")
        on.modem.fromMicrophone.fill(0.25)
        on.run(100)
        assert.equal(loudest(on.toLine), 0)
    })
})
