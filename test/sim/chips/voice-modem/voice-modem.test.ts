import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { ModemBench, sine } from "./modem-bench.ts"

describe("command state", () => {
    test("AT is echoed and answered OK after 15 to 40 ms", () => {
        const bench = new ModemBench()
        const sentUs = bench.scheduler.nowUs
        assert.equal(bench.command("AT"), "AT\r\r\nOK\r\n")
        const byteUs = 10e6 / 115200
        const lineEndUs = sentUs + 3 * byteUs
        const replyUs = bench.heardUs[3]! - byteUs - lineEndUs
        assert.ok(replyUs >= 15_000 && replyUs <= 40_001, `replied after ${replyUs} µs`)
    })

    test("a host that looks at the line at every echo gets it in order", () => {
        const bench = new ModemBench()
        const { line } = bench
        line.toDte.onSend = () => line.syncDce(bench.scheduler.nowUs)
        assert.equal(bench.command("AT+VCID?"), "AT+VCID?\r\r\n0\r\n\r\nOK\r\n")
    })

    test("answers are those of a Conexant", () => {
        const bench = new ModemBench()
        bench.command("ATE0V1Q0")
        const answers: [string, string][] = [
            ["ATI0", "56000"],
            ["AT+FCLASS?", "0"],
            ["AT+FCLASS=?", "0,8"],
            ["AT+VCID?", "0"],
            ["AT+VSM?", "1,8000,0,0"],
            ["AT+VSD?", "128,50"],
            ["AT+VLS?", "0"],
            ["AT+GCI?", "B5"],
            ["AT+IFC?", "2,2"],
            ["ATS7?", "050"],
        ]
        for (const [command, line] of answers)
            assert.equal(bench.command(command), `\r\n${line}\r\n\r\nOK\r\n`, command)
        assert.match(bench.command("AT+GMI9"), /CONEXANT/)
        assert.equal(
            bench.command("AT+VSM=?"),
            '\r\n1,"UNSIGNED PCM",8,0,8000,0,0\r\n129,"IMA ADPCM",4,0,8000,0,0\r\n' +
                '130,"UNSIGNED PCM",8,0,8000,0,00\r\n140,"2 Bit ADPCM",2,0,8000,0,0\r\n' +
                '141,"4 Bit ADPCM",4,0,8000,0,0\r\n\r\nOK\r\n'
        )
        assert.match(bench.command("AT+VLS=?"), /\r\n1,"T",0B8418E000,0FE418E000,0B8419E000\r\n/)
    })

    test("what an initialisation needs is accepted", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        const commands = [
            "ATZ",
            "ATE0",
            "AT&K3",
            "AT&D0",
            "ATM0",
            "ATS0=0",
            "AT+IFC=2,2",
            "AT+IPR=115200",
            "AT+GCI=B5",
            "AT-STE=3",
            "AT+VCID=1",
            "AT+FCLASS=8",
            "AT+VSM=1,8000,0,0",
            "AT+VSD=0,0",
            "AT+VGR=0",
            "AT+VGT=128",
            "AT+VIT=0",
            "AT+VTD=9",
            "AT+VDR=0,0",
            "AT+VIP",
            "ATH0",
            "AT+FCLASS=8;+VSM=1,8000,0,0;+VSD=128,50",
            "at+fclass = 0",
        ]
        for (const command of commands) assert.match(bench.command(command), /OK\r\n$/, command)
        assert.deepEqual(bench.rules.broken, [])
    })

    test("what is unknown or not allowed is ERROR", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        const commands = [
            "AT+VXX=1",
            "AT#CLS=8",
            "ATD5551212",
            "AT+FCLASS=1",
            "AT+VSM=129,8000,0,0",
            "AT+VSM=1,7200",
            "AT+VLS=1",
            "AT+VTX",
            "AT+VRX",
            "AT+VGR=128",
            "AT+GCI=00",
            "AT+IPR=12345",
            "ATS0=2",
            "AT+VSD=5",
            "AT+IFC=x",
            "AT?",
        ]
        for (const command of commands)
            assert.equal(bench.command(command), "\r\nERROR\r\n", command)
        assert.deepEqual(bench.rules.broken, [])
    })

    test("commands joined by semicolons run in turn and stop at the first that fails", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        assert.equal(bench.command("AT+VCID=2;+NONE;+VCID=1"), "\r\nERROR\r\n")
        assert.match(bench.command("AT+VCID?"), /\r\n2\r\n/)
    })

    test("the result has the form that V and Q ask for", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        bench.send("ATV0\r")
        bench.run(60)
        assert.match(bench.text(), /0\r$/)
        bench.run(30)
        const from = bench.heard.length
        bench.send("ATQ1\r")
        bench.run(100)
        assert.equal(bench.heard.length, from)
    })

    test("a character sooner than 20 ms after a result is lost and breaks a rule", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        bench.send("AT\r")
        bench.run(45)
        const from = bench.heard.length
        const doneUs = bench.heardUs.at(-1)!
        bench.scheduler.runUntil(Math.floor(doneUs + 15_000))
        bench.send("AT\r")
        bench.run(200)
        assert.equal(bench.heard.length, from)
        assert.equal(bench.rules.broken.length, 1)
        assert.match(bench.rules.broken[0]!, /^modem: "A" sent within 20 ms after AT/)
    })

    test("20 ms after a result the modem listens", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        bench.send("AT\r")
        bench.run(45)
        bench.scheduler.runUntil(Math.ceil(bench.heardUs.at(-1)! + 20_000))
        bench.send("AT\r")
        bench.run(60)
        assert.match(bench.text(), /OK\r\n\r\nOK\r\n$/)
        assert.deepEqual(bench.rules.broken, [])
    })

    test("a character before the result code is lost, a line feed does no harm", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        assert.match(bench.command("AT"), /OK/)
        bench.send("AT\r\nAT\r")
        bench.run(100)
        assert.equal(bench.rules.broken.length, 1)
        assert.match(bench.rules.broken[0]!, /before the result code/)
    })

    test("a command line that is too long is ERROR and breaks a rule", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        const line = "AT" + "+VGT=128;".repeat(6)
        assert.equal(bench.command(line), "\r\nERROR\r\n")
        assert.equal(bench.rules.broken.length, 1)
    })

    test("without DTR it does not answer, unless told to ignore it", () => {
        const bench = new ModemBench()
        bench.command("AT&D0")
        bench.line.isDtrAsserted = false
        assert.match(bench.command("AT"), /OK/)
        bench.command("AT&D2")
        assert.equal(bench.command("AT", 100), "")
    })

    test("A/ repeats the last command line", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        bench.command("AT+VCID?")
        const from = bench.heard.length
        bench.send("A/")
        bench.run(60)
        assert.equal(bench.text(from), "\r\n0\r\n\r\nOK\r\n")
    })

    test("it finds the host's rate, and can't be read at a rate that +IPR has not fixed", () => {
        const bench = new ModemBench()
        bench.line.toDce.setBaud(9600)
        assert.match(bench.command("AT"), /OK/)
        assert.ok(Math.abs(bench.line.toDte.byteTimeUs - 10e6 / 9600) < 1)
        bench.command("AT+IPR=9600")
        bench.line.toDce.setBaud(115200)
        assert.equal(bench.command("AT", 200), "")
    })

    test("the timeline holds both sides of the talk", () => {
        const bench = new ModemBench()
        bench.command("AT+FCLASS?")
        assert.deepEqual(
            bench.events("rx").map(e => e.fields["text"]),
            ["AT+FCLASS?"]
        )
        assert.deepEqual(
            bench.events("tx").map(e => e.fields["text"]),
            ["0", "OK"]
        )
    })

    test("one seed gives one run", () => {
        const talk = (seed: number) => {
            const bench = new ModemBench(undefined, seed)
            bench.answer()
            return bench.timeline.toJsonLines()
        }
        assert.equal(talk(3), talk(3))
        assert.notEqual(talk(3), talk(4))
    })
})

describe("the line", () => {
    test("RING comes at the end of each burst in class 0", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        const from = bench.heard.length
        bench.modem.ringing(true)
        bench.run(2000)
        assert.equal(bench.text(from), "")
        bench.modem.ringing(false)
        bench.run(5)
        assert.equal(bench.text(from), "\r\nRING\r\n")
    })

    test("in class 8 a ring is a shielded R, and two short bursts are one ring", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        bench.command("AT+FCLASS=8")
        const from = bench.heard.length
        for (const pauseMs of [200, 2000]) {
            bench.modem.ringing(true)
            bench.run(400)
            bench.modem.ringing(false)
            bench.run(pauseMs)
        }
        assert.deepEqual(bench.heard.slice(from), [0x10, 0x52])
    })

    test("+VDR=1 tells the cadence", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        bench.command("AT+VDR=1,0")
        const from = bench.heard.length
        for (const pauseMs of [1100, 100]) {
            bench.modem.ringing(true)
            bench.run(500)
            bench.modem.ringing(false)
            bench.run(pauseMs)
        }
        assert.equal(bench.text(from), "\r\nDRON=5\r\n\r\nDROF=11\r\n\r\nDRON=5\r\n")
    })

    test("+VLS takes the line and leaves it, ATH too", () => {
        const bench = new ModemBench()
        bench.answer()
        assert.ok(bench.modem.isOffHook)
        bench.command("AT+VLS=5")
        bench.command("AT+VLS=0")
        bench.command("AT+VLS=1")
        bench.command("ATH")
        assert.deepEqual(bench.hook, ["off", "on", "off", "on"])
        assert.match(bench.command("AT+VLS?"), /\r\n0\r\n/)
    })

    test("ATA answers with VCON in class 8, and waits in vain for a carrier in class 0", () => {
        const bench = new ModemBench()
        bench.command("ATE0S7=2")
        assert.equal(bench.command("ATA"), "\r\nNO CARRIER\r\n")
        bench.command("AT+FCLASS=8")
        assert.equal(bench.command("ATA"), "\r\nVCON\r\n")
        assert.deepEqual(bench.hook, ["off", "on", "off"])
    })

    test("a character ends the wait for a carrier", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        bench.send("ATA\r")
        bench.run(1000)
        bench.send("x")
        bench.run(50)
        assert.match(bench.text(), /NO CARRIER\r\n$/)
        assert.deepEqual(bench.hook, ["off", "on"])
    })

    test("a break of the loop is told after 200 ms, a shorter one never", () => {
        const bench = new ModemBench()
        bench.answer()
        const from = bench.heard.length
        bench.modem.loopCurrent(false)
        bench.run(150)
        bench.modem.loopCurrent(true)
        bench.run(500)
        assert.equal(bench.heard.length, from)
        bench.modem.loopCurrent(false)
        bench.run(250)
        assert.deepEqual(bench.heard.slice(from), [0x10, 0x6c])
    })

    test("a parallel telephone is told where -STE asks for it", () => {
        const bench = new ModemBench()
        bench.answer()
        bench.modem.extension(true)
        bench.command("AT-STE=3")
        bench.modem.extension(true)
        bench.modem.extension(false)
        assert.equal(bench.codes(), "Pp")
    })

    test("tones sound on the line for their length, then comes OK", () => {
        const bench = new ModemBench()
        bench.answer()
        const before = bench.toLine.length
        assert.equal(bench.command("AT+VTS=[933,933,120]"), "\r\nOK\r\n")
        const sound = bench.toLine.slice(before)
        const first = sound.findIndex(sample => Math.abs(sample) > 0.001)
        const last = sound.findLastIndex(sample => Math.abs(sample) > 0.001)
        assert.ok(Math.abs(last - first - 9600) < 8, `${last - first} samples`)
        const peak = Math.max(...sound)
        assert.ok(peak > 0.1 && peak < 0.3, `peak ${peak}`)
        assert.equal(bench.command("AT+VTS=[933,933,300]"), "\r\nERROR\r\n")
        assert.equal(bench.command("AT+VTS=[100,0,10]"), "\r\nERROR\r\n")
        assert.equal(bench.command("AT+VTS=5,{#,12}"), "\r\nOK\r\n")
    })

    test("a character cuts tones short", () => {
        const bench = new ModemBench()
        bench.answer()
        bench.send("AT+VTS=[933,933,200]\r")
        bench.run(500)
        bench.send("x")
        bench.run(20)
        assert.match(bench.text(), /OK\r\n$/)
        const silentFrom = bench.toLine.length
        bench.run(100)
        assert.ok(bench.toLine.slice(silentFrom).every(sample => sample === 0))
    })

    test("on-hook and idle it costs no beat", () => {
        const bench = new ModemBench()
        bench.command("AT+VCID=1")
        bench.answer()
        bench.command("AT+VLS=0")
        bench.run(10)
        const beats = bench.beatCount
        bench.run(60_000)
        assert.equal(bench.beatCount, beats)
        assert.equal(bench.scheduler.nextDueUs(), undefined)
    })

    test("screening lets the room hear the line", () => {
        const bench = new ModemBench()
        bench.answer()
        bench.command("AT+VLS=5")
        const from = bench.toSpeaker.length
        bench.play(sine(1000, 500, -10))
        bench.run(500)
        assert.ok(Math.max(...bench.toSpeaker.slice(from)) > 0.2)
        assert.ok(bench.toLine.slice(from).every(sample => sample === 0))
    })

    test("power off releases the line and forgets everything", () => {
        const bench = new ModemBench()
        bench.answer()
        bench.modem.power(false)
        assert.deepEqual(bench.hook, ["off", "on"])
        assert.equal(bench.command("AT", 200), "")
        bench.modem.power(true)
        bench.run(300)
        assert.equal(bench.command("AT+FCLASS?"), "AT+FCLASS?\r\r\n0\r\n\r\nOK\r\n")
    })
})
