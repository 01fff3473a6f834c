import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { CommandInterpreter } from "../../../../sim/chips/voice-modem/command-interpreter.ts"
import { DtePort } from "../../../../sim/chips/voice-modem/dte-port.ts"
import { type Outcome } from "../../../../sim/chips/voice-modem/modem-commands.ts"
import { ModemSettings } from "../../../../sim/chips/voice-modem/modem-settings.ts"
import { AGERE } from "../../../../sim/chips/voice-modem/profiles/agere.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { Random } from "../../../../sim/clock/random.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"
import { Timeline } from "../../../../sim/report/timeline.ts"
import { SerialLine } from "../../../../sim/wire/serial-direction.ts"

const BYTE_US = 10e6 / 115200

/** An interpreter whose commands do what `run` says, by their names. */
function wired(run: (name: string) => Outcome = () => ({ result: "OK" }), profile = CONEXANT) {
    const scheduler = new Scheduler()
    const line = new SerialLine()
    const settings = new ModemSettings(profile)
    const port = new DtePort(line, scheduler, settings, new Timeline(scheduler))
    const state = {
        ran: [] as string[],
        lines: [] as string[],
        broken: [] as string[],
        takes: true,
    }
    const interpreter = new CommandInterpreter({
        profile,
        port,
        scheduler,
        random: new Random(1),
        target: {
            run: ({ name }) => {
                state.ran.push(name)
                return run(name)
            },
            commandLine: text => {
                state.lines.push(text)
                return state.takes
            },
            abort: () => "NO CARRIER",
            broken: rule => state.broken.push(rule),
        },
    })
    let said = ""
    const wait = (ms: number) => {
        scheduler.runUntil(scheduler.nowUs + ms * 1000)
        const { toDte } = line
        for (let byte = toDte.take(1e12); byte !== undefined; byte = toDte.take(1e12))
            said += String.fromCharCode(byte)
    }
    const type = (text: string) => {
        for (const char of text) {
            const atUs = scheduler.nowUs + BYTE_US
            interpreter.receive(char.charCodeAt(0), scheduler.nowUs, atUs)
            scheduler.runUntil(atUs)
        }
    }
    const answer = () => {
        wait(0)
        const text = said
        said = ""
        return text
    }
    settings.set("E", "0")
    return { interpreter, settings, state, type, wait, answer }
}

describe("a command line", () => {
    test("begins at AT, wherever that stands, and ends at the carriage return", () => {
        const { state, type, wait } = wired()
        type("xyz\nA\r+AAT+VIP\r")
        wait(50)
        assert.deepEqual(state.lines, ["AT+VIP"])
        assert.deepEqual(state.ran, ["+VIP"])
    })

    test("can be mended with backspaces, and is repeated by A/", () => {
        const { state, type, wait } = wired()
        type("AT+VX\bIP\r")
        wait(80)
        type("A/")
        wait(80)
        assert.deepEqual(state.ran, ["+VIP", "+VIP"])
    })

    test("stops at the first command that fails", () => {
        const { state, type, wait, answer } = wired(name => ({
            result: name === "+VB" ? "ERROR" : "OK",
        }))
        type("AT+VA;+VB;+VC\r")
        wait(150)
        assert.deepEqual(state.ran, ["+VA", "+VB"])
        assert.equal(answer(), "\r\nERROR\r\n")
    })

    test("is charged command by command", () => {
        const { interpreter, state, type, wait } = wired()
        type("AT+VA;+VB;+VC\r")
        wait(14)
        assert.deepEqual(state.ran, [])
        wait(200)
        assert.equal(state.ran.length, 3)
        assert.ok(interpreter.chargedUs >= 60_000 && interpreter.chargedUs <= 160_000)
    })

    test("that the modem does not take is ERROR, and nothing is run", () => {
        const { state, type, wait, answer } = wired()
        state.takes = false
        type("AT+VIP\r")
        wait(50)
        assert.equal(answer(), "\r\nERROR\r\n")
        assert.deepEqual(state.ran, [])
    })
})

describe("what comes at the wrong time", () => {
    test("aborts a command that goes on, but not in its first 125 ms", () => {
        const { interpreter, state, type, wait, answer } = wired(() => ({ result: undefined }))
        type("AT+VTS\r")
        wait(60)
        type("x")
        assert.ok(interpreter.isExecuting)
        assert.equal(state.broken.length, 1)
        wait(100)
        type("x")
        assert.ok(!interpreter.isExecuting)
        assert.equal(answer(), "\r\nNO CARRIER\r\n")
    })

    test("is lost after a result, and the rule is told once", () => {
        const { state, type, wait } = wired()
        type("AT\r")
        wait(41)
        type("AT\rAT\r")
        wait(100)
        assert.deepEqual(state.lines, ["AT"])
        assert.equal(state.broken.length, 1)
        type("AT\r")
        assert.equal(state.lines.length, 2)
    })

    test("is no harm where it would have meant nothing: ends of streams, line feeds", () => {
        const { state, type, wait } = wired()
        type("AT\r")
        type("\x10!\x10\x18\x10\x03\n")
        wait(41)
        type("\x10!\x10\x03")
        wait(41)
        assert.deepEqual(state.broken, [])
        type("AT\r\x10!A")
        assert.equal(state.broken.length, 1)
    })

    test("a line feed behind the carriage return is nothing", () => {
        const { state, type, wait } = wired()
        type("AT\r\n")
        wait(41)
        type("\n")
        assert.deepEqual(state.broken, [])
    })
})

test("sound of a host that does not know that its stream is over breaks no rule, until it pauses", () => {
    const { interpreter, state, type, wait } = wired()
    interpreter.strayed()
    type(`xAT${"y".repeat(60)}\rAT\rzzz`)
    wait(50)
    assert.deepEqual(state.broken, [])
    wait(100)
    type(`AT${"y".repeat(60)}\r`)
    assert.equal(state.broken.length, 1)
})

test("the echo of Multi-Tech changes A and T", () => {
    for (const [profile, echo] of [
        [CONEXANT, "xAT+VIP\r"],
        [AGERE, "xTA+VIP\r"],
    ] as const) {
        const { settings, type, answer } = wired(undefined, profile)
        settings.set("E", "1")
        type("xAT+VIP\r")
        assert.equal(answer(), echo)
    }
})
