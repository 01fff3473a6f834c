import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { AGERE } from "../../../../sim/chips/voice-modem/profiles/agere.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { type ModemProfile } from "../../../../sim/chips/voice-modem/profiles/modem-profile.ts"
import { SI2494 } from "../../../../sim/chips/voice-modem/profiles/si2494.ts"
import { USR5637 } from "../../../../sim/chips/voice-modem/profiles/usr5637.ts"
import { ModemBench, sine, unshield } from "./modem-bench.ts"
import { bench, cadenced, EVERYONE, receiving } from "./profile-bench.ts"

const DLE = 0x10

describe("every modem", () => {
    for (const profile of EVERYONE) {
        test(`${profile.name} charges 15 to 40 ms a command, by the seed`, () => {
            const charges = Array.from({ length: 20 }, (_, seed) => {
                const on = bench(profile, seed)
                const before = on.modem.chargedUs
                on.command("AT")
                return on.modem.chargedUs - before
            })
            assert.ok(charges.every(us => us >= 15_000 && us <= 40_000))
            assert.ok(Math.max(...charges) - Math.min(...charges) > 10_000)
        })

        test(`${profile.name} loses what comes too soon after a result`, () => {
            const deafMs = profile === AGERE ? 100 : 20
            for (const [waitMs, answers] of [
                [deafMs - 3, 1],
                [deafMs + 1, 2],
            ] as const) {
                const on = bench(profile)
                const from = on.heard.length
                on.send("AT\r")
                on.run(45)
                on.scheduler.runUntil(Math.floor(on.heardUs.at(-1)!) + waitMs * 1000)
                on.send("AT\r")
                on.run(60)
                assert.equal(on.text(from).split("OK").length - 1, answers, `${waitMs} ms`)
                assert.equal(on.rules.broken.length, 2 - answers)
            }
        })

        test(`${profile.name} plays and records with each codec that it has`, () => {
            for (const { id, codec } of profile.voiceFormats) {
                if (!codec) continue
                const on = bench(profile)
                on.command("AT+FCLASS=8")
                assert.match(on.command(`AT+VSM=${id},8000`), /OK/)
                on.command("AT+VLS=1")
                on.command("AT+VRX")
                on.play(sine(800, 900, -10))
                on.run(1000)
                on.send([DLE, 0x21])
                on.run(50)
                const [voice] = on.voices
                assert.equal(voice!.codec, codec.name)
                const loudest = Math.max(...voice!.bytes.map(byte => codec.decoded[byte]! * 1000))
                assert.ok(loudest > 190 && loudest < 240, `${codec.name}: ${loudest}`)
            }
        })

        test(`${profile.name} knows the six countries and hears a wrong one's busy tone not at all`, () => {
            for (const [gci, told] of [
                ["B5", "b"],
                ["8A", ""],
            ] as const) {
                const on = bench(profile)
                const from = receiving(on, profile, [`AT+GCI=${gci}`])
                on.play(cadenced([480, 620], 500, 4000))
                on.run(4000)
                const { codes } = unshield(on.heard.slice(from))
                const heard = codes.map(([code]) => code).join("")
                assert.equal(heard.replace(/[Hd]/g, ""), told, gci)
            }
            const on = bench(profile)
            for (const gci of ["B5", "B4", "8A", "B8", "42", "3D"])
                assert.match(on.command(`AT+GCI=${gci}`), /OK/)
        })
    }
})

describe("who it says it is", () => {
    test("ATI and +GMI tell the families apart", () => {
        assert.match(bench(CONEXANT).command("ATI0"), /^\r\n56000\r\n/)
        assert.match(bench(CONEXANT).command("AT+GMI9"), /CONEXANT/)
        assert.match(bench(USR5637).command("ATI0"), /^\r\n5601\r\n/)
        assert.match(bench(USR5637).command("ATI3"), /1\.2\.23/)
        assert.match(bench(AGERE).command("ATI0"), /MT9234/)
        assert.match(bench(SI2494).command("ATI6"), /^\r\n2494\r\n/)
        for (const profile of [USR5637, AGERE, SI2494])
            assert.equal(bench(profile).command("AT+GMI9"), "\r\nERROR\r\n")
    })

    test("a class is answered bare, or with the name of its command", () => {
        assert.equal(bench(CONEXANT).command("AT+FCLASS?"), "\r\n0\r\n\r\nOK\r\n")
        assert.equal(bench(AGERE).command("AT+FCLASS?"), "\r\n+FCLASS=0\r\n\r\nOK\r\n")
    })

    test("Multi-Tech's echo is garbled until it is off", () => {
        const on = new ModemBench(AGERE)
        assert.equal(on.command("ATE0"), "TAE0\r\r\nOK\r\n")
        assert.equal(on.command("AT"), "\r\nOK\r\n")
    })
})

describe("AT+VSM", () => {
    test("lists have three fields, or seven with ITU numbers", () => {
        const lucent =
            '\r\n128,"8-BIT LINEAR",(7200,8000,11025)\r\n129,"16-BIT LINEAR",(7200,8000,11025)\r\n' +
            '130,"8-BIT ALAW",(8000)\r\n131,"8-BIT ULAW",(8000)\r\n' +
            '132,"IMA ADPCM",(7200,8000,11025)\r\n\r\nOK\r\n'
        assert.equal(bench(AGERE).command("AT+VSM=?"), lucent)
        assert.equal(bench(USR5637).command("AT+VSM=?"), lucent)
        const ids = [
            ...bench(SI2494)
                .command("AT+VSM=?")
                .matchAll(/^(\d+),"([^"]+)",(\d)/gm),
        ]
        assert.deepEqual(
            ids.map(([, id, name, bits]) => [id, name, bits]),
            [
                ["0", "SIGNED PCM", "8"],
                ["1", "UNSIGNED PCM", "8"],
                ["4", "G.711U", "8"],
                ["5", "G.711A", "8"],
                ["129", "G.726", "2"],
                ["131", "G.726", "4"],
            ]
        )
    })

    test("two numbers are set on the Lucent family, four on the others", () => {
        for (const profile of [AGERE, USR5637]) {
            assert.match(bench(profile).command("AT+VSM=131,8000"), /OK/)
            assert.equal(bench(profile).command("AT+VSM=131,8000,0,0"), "\r\nERROR\r\n")
        }
        assert.match(bench(SI2494).command("AT+VSM=4,8000,0,0"), /OK/)
        assert.match(bench(CONEXANT).command("AT+VSM=1,8000,0,0"), /OK/)
    })

    test("a Multi-Tech that was told nothing has 16-bit sound, and no stream of it", () => {
        const on = bench(AGERE)
        assert.match(on.command("AT+VSM?"), /\r\n129,8000\r\n/)
        on.command("AT+FCLASS=8")
        on.command("AT+VLS=1")
        assert.equal(on.command("AT+VRX"), "\r\nERROR\r\n")
        assert.equal(on.command("AT+VTX"), "\r\nERROR\r\n")
    })
})

describe("settings", () => {
    test("silence detection has the limits of its maker", () => {
        const cases: [ModemProfile, string, boolean][] = [
            [CONEXANT, "0,0", true],
            [CONEXANT, "130,50", false],
            [USR5637, "128,0", true],
            [USR5637, "0,0", false],
            [AGERE, "128,50", true],
            [SI2494, "118,70", true],
            [SI2494, "139,70", false],
        ]
        for (const [profile, value, isAllowed] of cases)
            assert.equal(
                bench(profile).command(`AT+VSD=${value}`).includes("OK"),
                isAllowed,
                `${profile.name} ${value}`
            )
        for (const profile of EVERYONE)
            assert.match(bench(profile).command("AT+VSD?"), /\r\n128,50\r\n/)
    })

    test("flow control has its own command on each", () => {
        assert.equal(bench(USR5637).command("AT+IFC=2,2"), "\r\nERROR\r\n")
        assert.match(bench(USR5637).command("AT&H1&R2"), /OK/)
        assert.equal(bench(CONEXANT).command("AT&H1&R2"), "\r\nERROR\r\n")
        for (const profile of [CONEXANT, AGERE, SI2494])
            assert.match(bench(profile).command("AT+IFC=2,2"), /OK/)
        assert.match(bench(SI2494).command("AT\\Q3"), /OK/)
        assert.equal(bench(SI2494).command("AT&K3"), "\r\nERROR\r\n")
    })

    test("a parallel telephone is watched by Conexant only", () => {
        assert.match(bench(CONEXANT).command("AT-STE=3"), /OK/)
        for (const profile of [AGERE, USR5637, SI2494]) {
            const on = bench(profile)
            assert.equal(on.command("AT-STE=3"), "\r\nERROR\r\n")
            receiving(on, profile)
            on.modem.extension(true)
            on.run(50)
            assert.doesNotMatch(on.codes(), /P/)
        }
    })

    test("the local telephone takes the line on Multi-Tech, and not on Conexant", () => {
        for (const [profile, isOffHook] of [
            [AGERE, true],
            [CONEXANT, false],
        ] as const) {
            const on = bench(profile)
            on.command("AT+FCLASS=8")
            on.command("AT+VLS=2")
            assert.equal(on.modem.isOffHook, isOffHook)
        }
    })
})

describe("tones that the host orders", () => {
    function orders(profile: ModemProfile, list: string, limitMs = 800): string {
        const on = bench(profile)
        on.command("AT+FCLASS=8")
        on.command("AT+VLS=1")
        on.run(60)
        const answer = on.command(`AT+VTS=${list}`, limitMs)
        return answer.replace(/\x10H/, "").trim()
    }

    test("two equal frequencies are taken by all, in units of 10 ms", () => {
        for (const profile of EVERYONE) {
            const on = bench(profile)
            on.command("AT+FCLASS=8")
            on.command("AT+VLS=1")
            on.run(60)
            const fromMs = on.scheduler.nowUs / 1000
            assert.match(on.command("AT+VTS=[933,933,50]"), /OK/)
            const tookMs = on.scheduler.nowUs / 1000 - fromMs
            assert.ok(tookMs > 500 && tookMs < 700, `${profile.name}: ${tookMs} ms`)
        }
    })

    test("one frequency is not enough for USRobotics and Lucent", () => {
        assert.equal(orders(CONEXANT, "[933,0,12]"), "OK")
        assert.equal(orders(SI2494, "[933,0,12]"), "OK")
        assert.equal(orders(USR5637, "[933,0,12]"), "ERROR")
        assert.equal(orders(AGERE, "[933,,12]"), "ERROR")
    })

    test("Silicon Labs wants all three numbers", () => {
        assert.equal(orders(SI2494, "[933,933]"), "ERROR")
        assert.equal(orders(CONEXANT, "[933,933]"), "OK")
    })

    test("each has its own range of frequencies", () => {
        assert.equal(orders(CONEXANT, "[3100,3100,5]"), "ERROR")
        assert.equal(orders(SI2494, "[3100,3100,5]"), "OK")
        assert.equal(orders(USR5637, "[250,250,5]"), "ERROR")
        assert.equal(orders(USR5637, "[3300,3300,5]"), "OK")
    })

    test("a bare digit is never answered by USRobotics, and the next character ends the wait", () => {
        assert.equal(orders(AGERE, "5", 2000), "OK")
        const on = bench(USR5637)
        on.command("AT+FCLASS=8")
        on.command("AT+VLS=1")
        on.run(60)
        const from = on.heard.length
        on.send("AT+VTS=5\r")
        on.run(5000)
        assert.equal(on.heard.length, from)
        on.send("x")
        on.run(60)
        assert.match(on.text(from), /ERROR\r\n$/)
        assert.match(on.command("AT+VTS={5,10}"), /OK/)
    })
})
