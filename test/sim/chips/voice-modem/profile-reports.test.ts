import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { AGERE } from "../../../../sim/chips/voice-modem/profiles/agere.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { type ModemProfile } from "../../../../sim/chips/voice-modem/profiles/modem-profile.ts"
import { SI2494 } from "../../../../sim/chips/voice-modem/profiles/si2494.ts"
import { USR5637 } from "../../../../sim/chips/voice-modem/profiles/usr5637.ts"
import { fskPacket, hexBytes, type ModemBench, sine, unshield } from "./modem-bench.ts"
import { bench, cadenced, EVERYONE, press, receiving, transmitting } from "./profile-bench.ts"

const DLE = 0x10
const ETX = 0x03
const CAN = 0x18
const ESC = 0x1b
const CALLER = hexBytes(
    "80 21 01 08 30 39 31 32 31 39 34 32 07 09 4A 4F 45 20 53 4D 49 54 48 " +
        "02 0A 39 30 38 35 35 35 31 32 31 32 15"
)

describe("ends of streams", () => {
    test("Silicon Labs says the end of a transmit back, the others only OK", () => {
        for (const profile of EVERYONE) {
            const on = bench(profile)
            transmitting(on, profile)
            const from = on.heard.length
            on.send([...new Uint8Array(400).fill(0x55), DLE, ETX])
            on.run(200)
            const end = profile === SI2494 ? "\x10\x03\r\nOK\r\n" : "\r\nOK\r\n"
            assert.equal(on.text(from).replace("\x10d", ""), end, profile.name)
            assert.deepEqual(on.rules.broken, [])
        }
    })

    test("CAN alone ends the transmit of USRobotics, and CAN with ETX that of all", () => {
        for (const profile of EVERYONE) {
            const on = bench(profile)
            transmitting(on, profile)
            on.send(new Uint8Array(1200).fill(0x55))
            on.run(120)
            const from = on.heard.length
            on.send([DLE, CAN])
            on.run(30)
            assert.equal(/OK/.test(on.text(from)), profile === USR5637, profile.name)
            if (profile !== USR5637) on.send([DLE, ETX])
            on.run(60)
            assert.match(on.text(from), /OK\r\n$/)

            const both = bench(profile)
            transmitting(both, profile)
            both.send(new Uint8Array(1200).fill(0x55))
            both.run(120)
            both.send([DLE, CAN, DLE, ETX])
            both.run(60)
            assert.equal(both.text().match(/OK\r\n$/)?.length, 1)
            assert.deepEqual(both.rules.broken, [])
        }
    })

    test("DLE ! ends every receive; DLE ESC that of Silicon Labs, and is said back", () => {
        for (const profile of EVERYONE) {
            const on = bench(profile)
            receiving(on, profile)
            on.run(100)
            on.send([DLE, ESC])
            on.run(20)
            assert.equal(on.modem.isStreaming, profile !== SI2494, profile.name)
            if (profile === SI2494) assert.match(on.text(), /\x10\x1b\r\nOK\r\n$/)
            else on.send([DLE, 0x21])
            on.run(20)
            if (profile !== SI2494) assert.match(on.text(), /\x10\x03\r\nOK\r\n$/)
        }
    })
})

describe("events", () => {
    function toldIn(profile: ModemProfile, sound: Float32Array, setUp: string[] = []): string {
        const on = bench(profile)
        const from = receiving(on, profile, setUp)
        on.play(sound)
        on.run(sound.length / 8 + 100)
        const { codes } = unshield(on.heard.slice(from))
        return codes
            .map(([code]) => code)
            .join("")
            .replace(/[Hd]/g, "")
    }

    test("congestion is K, and nothing on Conexant", () => {
        const sound = cadenced([480, 620], 250, 2500)
        assert.equal(toldIn(CONEXANT, sound), "")
        for (const profile of [AGERE, USR5637, SI2494])
            assert.equal(toldIn(profile, sound), "K", profile.name)
    })

    test("silence after sound is q, but s on Multi-Tech", () => {
        const sound = new Float32Array(8 * 4500)
        sound.set(sine(500, 1000, -20))
        for (const profile of EVERYONE)
            assert.equal(
                toldIn(profile, sound, ["AT+VSD=128,30"]),
                profile === AGERE ? "s" : "q",
                profile.name
            )
    })

    test("a break of the loop is told by Conexant and Silicon Labs only", () => {
        for (const profile of EVERYONE) {
            const on = bench(profile)
            receiving(on, profile)
            on.modem.loopCurrent(false)
            on.run(300)
            const isTold = profile === CONEXANT || profile === SI2494
            assert.equal(on.codes().includes("l"), isTold, profile.name)
        }
    })

    test("a key is told once, on Multi-Tech from its beginning to its end", () => {
        const sound = new Float32Array(8 * 600)
        sound.set(press(770, 1336, 250), 800)
        for (const profile of [CONEXANT, USR5637, SI2494])
            assert.equal(toldIn(profile, sound), "5", profile.name)
        assert.match(toldIn(AGERE, sound), /^\/5{3,4}~$/)
    })

    test("Silicon Labs reports keys only while the host wants them", () => {
        const key = new Float32Array(8 * 300)
        key.set(press(770, 1336, 100), 800)
        const on = bench(SI2494)
        receiving(on, SI2494)
        const told: string[] = []
        for (const code of ["/", "~"]) {
            on.send([DLE, code.charCodeAt(0)])
            on.run(10)
            on.play(key)
            on.run(400)
            told.push(on.codes())
        }
        assert.deepEqual(told, ["", "5"])
    })

    test("USRobotics takes its own hook for another telephone's, and sometimes hears a dial tone", () => {
        let imagined = 0
        for (let seed = 1; seed <= 20; seed++) {
            const on = bench(USR5637, seed)
            receiving(on, USR5637)
            const startMs = on.events("record-start")[0]!.tMs
            on.run(6000)
            const dial = on.events("event").filter(e => e.fields["code"] === "d")
            assert.equal(on.codes().replace("d", ""), "H" + "s")
            assert.ok(dial.length <= 1)
            if (dial[0]) assert.ok(dial[0].tMs < startMs + 3000)
            imagined += dial.length
        }
        assert.ok(imagined > 4 && imagined < 16, `${imagined} of 20`)
    })
})

describe("rings and callers", () => {
    function ring(on: ModemBench): void {
        on.modem.ringing(true)
        on.run(2000)
        on.modem.ringing(false)
        on.run(400)
    }

    function ringsWithCaller(profile: ModemProfile, voice: boolean): string {
        const on = bench(profile)
        on.command("AT+VCID=1")
        if (voice) on.command("AT+FCLASS=8")
        const from = on.heard.length
        ring(on)
        on.play(fskPacket(CALLER))
        on.run(3000)
        return on.text(from)
    }

    const SPACED = ["DATE = 0912", "TIME = 1942", "NMBR = 9085551212", "NAME = JOE SMITH"]
    const CLOSE = SPACED.map(line => line.replace(" = ", "="))

    test("lines have spaces round the equals sign on Conexant only", () => {
        for (const profile of EVERYONE) {
            const lines = profile === CONEXANT ? SPACED : CLOSE
            assert.equal(
                ringsWithCaller(profile, false),
                `\r\nRING\r\n\r\n${lines.join("\r\n")}\r\n`,
                profile.name
            )
        }
    })

    test("in class 8 a ring is a code or text, and Silicon Labs packs the caller", () => {
        assert.equal(ringsWithCaller(CONEXANT, true), `\x10R\r\n${SPACED.join("\r\n")}\r\n`)
        for (const profile of [AGERE, USR5637])
            assert.equal(
                ringsWithCaller(profile, true),
                `\r\nRING\r\n\r\n${CLOSE.join("\r\n")}\r\n`
            )
        assert.equal(
            ringsWithCaller(SI2494, true),
            `\x10R\x10X\r\n${["CIDM", ...CLOSE].join("\r\n")}\r\n\x10.`
        )
    })
})
