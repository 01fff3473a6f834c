import assert from "node:assert/strict"
import { test } from "node:test"
import { parseCommandLine } from "../../../../sim/chips/voice-modem/command-parser.ts"
import {
    type ModemActions,
    ModemCommands,
    type Outcome,
} from "../../../../sim/chips/voice-modem/modem-commands.ts"
import { ModemSettings } from "../../../../sim/chips/voice-modem/modem-settings.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { type ModemProfile } from "../../../../sim/chips/voice-modem/profiles/modem-profile.ts"
import { RD02_D400 } from "../../../../sim/chips/voice-modem/profiles/rd02-d400.ts"
import { SI2494 } from "../../../../sim/chips/voice-modem/profiles/si2494.ts"
import { USR5637 } from "../../../../sim/chips/voice-modem/profiles/usr5637.ts"

/** The commands of a modem, and what they make it do. */
function wired(profile: ModemProfile = CONEXANT) {
    const did: string[] = []
    const settings = new ModemSettings(profile)
    const act =
        (what: string) =>
        (...details: unknown[]): Outcome => {
            did.push([what, ...details].join(" "))
            return { result: "OK" }
        }
    const actions: ModemActions = {
        selectLine: act("line"),
        selectClass: fclass => {
            settings.fclass = fclass
            did.push(`class ${fclass}`)
        },
        hangUp: act("hang up"),
        seizeLine: act("seize"),
        answerData: act("answer data"),
        answerVoice: act("answer voice"),
        startTransmit: act("transmit"),
        startReceive: act("receive"),
        playTones: tones => act(`tones ${tones.length}`)(),
        useCountry: act("country"),
        lineLevel: () => 17,
        reset: act("reset"),
    }
    const commands = new ModemCommands(profile, settings, actions)
    const run = (line: string) => commands.run(parseCommandLine(line)![0]!)
    return { did, settings, run }
}

test("the line, streams and tones are for class 8 only", () => {
    const { did, run } = wired()
    const voice = ["+VLS=1", "+VTX", "+VRX", "+VTS=5"]
    for (const command of voice) assert.equal(run(command).result, "ERROR", command)
    run("+FCLASS=8")
    for (const command of voice) assert.equal(run(command).result, "OK", command)
    assert.deepEqual(did, ["class 8", "line 1", "transmit", "receive", "tones 2"])
})

test("registers of Silicon Labs are written one after another, and read as four figures", () => {
    const { run, settings } = wired(SI2494)
    assert.deepEqual(run(":R76"), { result: "OK", lines: ["3240"] })
    assert.equal(run(":U76,1A40,481E").result, "OK")
    assert.deepEqual(run(":R77"), { result: "OK", lines: ["481E"] })
    assert.deepEqual(run(":R79"), { result: "OK", lines: ["0011"] })
    for (const unknown of [":R70", ":U79,1", ":U77,1,2", ":U77", ":R76,1"])
        assert.equal(run(unknown).result, "ERROR", unknown)
    settings.resetAll()
    assert.deepEqual(run(":R77").lines, ["401E"])
    for (const command of [":R79", ":R76", "%V1"])
        assert.equal(wired().run(command).result, "ERROR", command)
})

test("the form of caller ID is set where a modem has to be told it, and lasts until power is off", () => {
    const { run, settings } = wired(RD02_D400)
    assert.equal(run("!4886=02").result, "OK")
    for (const unknown of ["!4886=04", "!4892=00"])
        assert.equal(run(unknown).result, "ERROR", unknown)
    settings.resetAll()
    assert.equal(settings.callerIdForm, "02")
    settings.powerUp()
    assert.equal(settings.callerIdForm, undefined)
    assert.equal(wired(CONEXANT).run("!4886=02").result, "ERROR")
})

test("A answers as the class says, H takes and leaves the line", () => {
    const { did, run } = wired()
    for (const command of ["A", "+FCLASS=8", "A", "H1", "H0", "H"]) run(command)
    assert.deepEqual(did, ["answer data", "class 8", "answer voice", "seize", "hang up", "hang up"])
})

test("what can be asked is answered with its values and its limits", () => {
    const { run } = wired()
    const asked: [string, string[] | undefined][] = [
        ["+FCLASS=?", ["0,8"]],
        ["+VLS?", ["0"]],
        ["+GCI?", ["B5"]],
        ["+GCI=?", ["(B5,B4,8A,B8,42,3D)"]],
        ["+VSD=?", ["(0,127-129),(0-255)"]],
        ["+IPR?", ["0"]],
        ["S0?", ["000"]],
        ["I0", ["56000"]],
        ["I", ["56000"]],
        ["I2", undefined],
    ]
    for (const [command, lines] of asked)
        assert.deepEqual(run(command), lines ? { result: "OK", lines } : { result: "OK" }, command)
})

test("a country is used at once, and one that the modem does not have is an error", () => {
    const { did, settings, run } = wired()
    assert.equal(run("+GCI=B4").result, "OK")
    assert.equal(settings.country, "UK")
    assert.equal(run("+GCI=XX").result, "ERROR")
    assert.deepEqual(did, ["country"])
})

test("flow control is set by the commands of the maker", () => {
    const conexant = wired()
    assert.equal(conexant.run("&K0").result, "OK")
    assert.equal(conexant.settings.read("+IFC"), "0,0")
    assert.equal(conexant.run("&K3").result, "OK")
    assert.equal(conexant.settings.read("+IFC"), "2,2")
    const robotics = wired(USR5637)
    assert.equal(robotics.run("+IFC=0,0").result, "ERROR")
    robotics.run("&H0")
    assert.equal(robotics.settings.read("+IFC"), "2,0")
    robotics.run("&R1")
    assert.equal(robotics.settings.read("+IFC"), "0,0")
})

test("what no modem knows is an error", () => {
    const { run } = wired()
    for (const command of ["+NONE", "+NONE=1", "D5", "S99?", "&Z", "Z2", "+FCLASS=1", "+FCLASS"])
        assert.equal(run(command).result, "ERROR", command)
})
