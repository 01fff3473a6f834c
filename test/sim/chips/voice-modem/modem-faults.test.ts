import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { ModemBench, sine, unshield } from "./modem-bench.ts"

const DLE = 0x10

function ready(): ModemBench {
    const bench = new ModemBench()
    bench.command("ATE0")
    return bench
}

function recording(): { bench: ModemBench; from: number } {
    const bench = new ModemBench()
    bench.answer()
    bench.command("AT+VRX")
    return { bench, from: bench.text().lastIndexOf("CONNECT\r\n") + 9 }
}

describe("a mute modem", () => {
    test("says nothing and hears nothing, from power-on as one that is not there", () => {
        const bench = ready()
        bench.modem.setFault("modem-mute")
        bench.modem.power(false)
        bench.modem.power(true)
        bench.run(500)
        const from = bench.heard.length
        assert.equal(bench.command("AT", 200), "")
        bench.command("AT+FCLASS=8;+VLS=1", 200)
        bench.modem.ringing(true)
        bench.run(2000)
        bench.modem.ringing(false)
        bench.run(1000)
        assert.equal(bench.heard.length, from)
        assert.deepEqual(bench.hook, [])
        bench.modem.endFaults()
        assert.match(bench.command("AT+FCLASS?"), /\r\n0\r\n/)
    })

    test("in mid-call stops the sound and leaves the line as it is", () => {
        const { bench } = recording()
        bench.play(sine(500, 5000, -10))
        bench.run(1000)
        bench.modem.setFault("modem-mute")
        const from = bench.heard.length
        bench.run(1000)
        bench.send([DLE, 0x21])
        bench.run(500)
        assert.equal(bench.heard.length, from)
        assert.ok(!bench.modem.isStreaming)
        assert.ok(bench.modem.isOffHook)
        assert.ok(bench.voices[0]!.bytes.length >= 7900 && bench.voices[0]!.bytes.length < 8100)
        bench.modem.endFaults()
        assert.match(bench.command("ATZ"), /OK/)
        assert.deepEqual(bench.hook, ["off", "on"])
    })

    test("comes back after so many command lines, or so long", () => {
        const bench = ready()
        bench.modem.setFault("modem-mute", { times: 2 })
        assert.equal(bench.command("AT", 100), "")
        assert.equal(bench.command("AT", 100), "")
        assert.match(bench.command("AT"), /OK/)
        bench.modem.setFault("modem-mute", { ms: 300 })
        assert.equal(bench.command("AT", 250), "")
        bench.run(60)
        assert.match(bench.command("AT"), /OK/)
    })
})

describe("a wedged modem", () => {
    test("says nothing, holds the line, and is well when its power comes back", () => {
        const { bench } = recording()
        bench.modem.setFault("modem-wedged")
        const from = bench.heard.length
        bench.command("ATZ", 200)
        bench.line.isDtrAsserted = false
        bench.run(500)
        bench.line.isDtrAsserted = true
        assert.equal(bench.heard.length, from)
        assert.deepEqual(bench.hook, ["off"])
        bench.modem.power(false)
        assert.deepEqual(bench.hook, ["off", "on"])
        bench.modem.power(true)
        bench.run(500)
        assert.match(bench.command("ATE0"), /OK/)
    })

    test("may need that several times", () => {
        const bench = ready()
        bench.modem.setFault("modem-wedged", { times: 2 })
        for (const isWell of [false, true]) {
            bench.modem.power(false)
            bench.modem.power(true)
            bench.run(500)
            assert.equal(bench.command("AT", 200).includes("OK"), isWell)
        }
    })
})

describe("a modem that tells of no ring", () => {
    /** Ring once. @returns what it said, and whether the ring indicator showed the ring */
    function rung(bench: ModemBench): { text: string; isShown: boolean } {
        const from = bench.heard.length
        bench.modem.ringing(true)
        bench.run(1000)
        const isShown = bench.line.isRiAsserted
        bench.modem.ringing(false)
        bench.run(3000)
        return { text: bench.text(from), isShown }
    }

    test("shows rings by its pin, and answers commands", () => {
        const bench = ready()
        bench.modem.setFault("modem-ringless")
        assert.deepEqual(rung(bench), { text: "", isShown: true })
        assert.match(bench.command("AT+VCID?"), /OK/)
        assert.equal(rung(bench).text, "")
    })

    for (const [what, cure] of [
        ["a reset by command", (bench: ModemBench) => bench.command("ATHZ")],
        [
            "a power failure",
            ({ modem }: ModemBench) => {
                modem.power(false)
                modem.power(true)
            },
        ],
    ] as const)
        test(`is well after ${what}`, () => {
            const bench = ready()
            bench.modem.setFault("modem-ringless")
            cure(bench)
            bench.run(500)
            bench.command("ATE0")
            assert.match(rung(bench).text, /RING/)
        })
})

describe("a modem that begins anew by itself", () => {
    test("has forgotten all but how it talks, and is on-hook", () => {
        const { bench } = recording()
        bench.run(500)
        bench.modem.setFault("modem-forgets")
        bench.run(1000)
        assert.deepEqual(bench.hook, ["off", "on"])
        assert.equal(bench.command("AT+FCLASS?"), "\r\n0\r\n\r\nOK\r\n")
        assert.match(bench.command("ATS8?"), /\r\n002\r\n/)
    })

    test("does so several times, a second apart", () => {
        const bench = ready()
        bench.modem.setFault("modem-forgets", { times: 2 })
        bench.run(500)
        bench.command("ATS8=33")
        assert.match(bench.command("ATS8?"), /033/)
        bench.run(1000)
        assert.match(bench.command("ATS8?"), /002/)
        bench.command("ATS8=33")
        bench.run(2000)
        assert.match(bench.command("ATS8?"), /033/)
    })
})

describe("a modem that answers ERROR", () => {
    test("does so to every line, and does nothing of what it says", () => {
        const bench = ready()
        bench.modem.setFault("modem-error")
        for (const line of ["AT", "ATZ", "AT+FCLASS=8", "AT+FCLASS=8;+VLS=1"])
            assert.equal(bench.command(line), "\r\nERROR\r\n", line)
        assert.deepEqual(bench.hook, [])
        bench.modem.endFaults()
        assert.match(bench.command("AT+FCLASS?"), /\r\n0\r\n/)
    })

    test("still rings, and goes on with a stream", () => {
        const { bench, from } = recording()
        bench.modem.setFault("modem-error", { times: "forever" })
        bench.run(500)
        bench.send([DLE, 0x21])
        bench.run(50)
        assert.ok(unshield(bench.heard.slice(from)).sound.length > 3900)
        assert.match(bench.text(), /\x10\x03\r\nOK\r\n$/)
        assert.equal(bench.command("AT+VRX"), "\r\nERROR\r\n")
    })

    test("is well again after so many lines, or so long", () => {
        const bench = ready()
        bench.modem.setFault("modem-error", { times: 2 })
        const answers = ["AT", "AT", "AT"].map(line => bench.command(line).trim())
        assert.deepEqual(answers, ["ERROR", "ERROR", "OK"])
        bench.modem.setFault("modem-error", { ms: 500, times: "forever" })
        assert.match(bench.command("AT"), /ERROR/)
        bench.run(500)
        assert.match(bench.command("AT"), /OK/)
    })
})

describe("a modem that is reset", () => {
    test("goes on-hook in mid-call, says nothing of it, and has forgotten everything", () => {
        const { bench } = recording()
        bench.run(500)
        bench.modem.setFault("modem-reset", { ms: 50 })
        const from = bench.heard.length
        bench.run(1000)
        assert.equal(bench.heard.length, from)
        assert.deepEqual(bench.hook, ["off", "on"])
        assert.equal(bench.voices.length, 1)
        assert.equal(bench.command("AT+FCLASS?"), "AT+FCLASS?\r\r\n0\r\n\r\nOK\r\n")
    })

    test("forgets rate and country, too, which ATZ leaves as they are", () => {
        const bench = ready()
        bench.command("AT+GCI=B4")
        bench.command("AT+IPR=115200")
        bench.command("ATZ")
        bench.command("ATE0")
        assert.match(bench.command("AT+GCI?"), /\r\nB4\r\n/)
        assert.match(bench.command("AT+IPR?"), /\r\n115200\r\n/)
        bench.modem.setFault("modem-reset")
        bench.run(1000)
        bench.command("ATE0")
        assert.match(bench.command("AT+GCI?"), /\r\nB5\r\n/)
        assert.match(bench.command("AT+IPR?"), /\r\n0\r\n/)
    })

    test("can be so several times, a second apart", () => {
        const bench = ready()
        bench.modem.setFault("modem-reset", { times: 3 })
        for (let i = 0; i < 3; i++) {
            assert.equal(bench.command("AT+VCID=1", 100), "")
            bench.run(500)
            assert.match(bench.command("AT+VCID?"), /\r\n0\r\n/)
            bench.command("AT+VCID=1")
            bench.run(500 - ((bench.scheduler.nowUs / 1000) % 100))
        }
        bench.run(5000)
        assert.match(bench.command("AT+VCID?"), /\r\n1\r\n/)
    })

    test("stays off when the machine is switched off meanwhile", () => {
        const bench = ready()
        bench.modem.setFault("modem-reset", { ms: 300 })
        bench.run(100)
        bench.modem.power(false)
        bench.run(1000)
        assert.equal(bench.command("AT", 100), "")
    })
})

describe("a modem that sends garbage", () => {
    test("sends bytes of all kinds for as long as it is told, and not for longer", () => {
        const bench = ready()
        const from = bench.heard.length
        bench.modem.setFault("modem-garbage", { ms: 500 })
        bench.run(520)
        const bytes = bench.heard.slice(from)
        assert.ok(bytes.length > 1500 && bytes.length < 3000, `${bytes.length} bytes`)
        assert.ok(new Set(bytes).size > 240)
        bench.run(2000)
        assert.ok(bench.heard.length - from - bytes.length < 30)
        assert.match(bench.command("AT"), /OK/)
    })

    test("does so forever in bursts until that is ended, and the same by the same seed", () => {
        const hear = () => {
            const bench = ready()
            bench.modem.setFault("modem-garbage", { times: "forever" })
            bench.run(10_000)
            bench.modem.endFaults()
            bench.run(100)
            const heard = bench.heard.length
            bench.run(5000)
            assert.equal(bench.heard.length, heard)
            return bench.heard
        }
        const once = hear()
        assert.ok(once.length > 6000)
        assert.deepEqual(hear(), once)
    })

    test("waits while the host takes nothing", () => {
        const bench = ready()
        bench.modem.setFault("modem-garbage", { ms: 1000 })
        bench.line.toDte.setAllowed(false, bench.scheduler.nowUs)
        bench.run(1500)
        const from = bench.heard.length
        bench.line.toDte.setAllowed(true, bench.scheduler.nowUs)
        bench.run(500)
        assert.ok(bench.heard.length - from < 60)
    })
})

test("a new fault takes the place of the old one", () => {
    const bench = ready()
    bench.modem.setFault("modem-mute")
    bench.modem.setFault("modem-error")
    assert.match(bench.command("AT"), /ERROR/)
})
