import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { AnsweringMachine, MachineState } from "../../../src/app/answering-machine"
import { LineEventKind } from "../../../src/hal/voice-line"
import { Command } from "../../../src/owner/owner-keys"
import { MachineFixture } from "../support/machine-fixture"

/** Runs single steps and notes the states, until one comes a second time in a row or the limit is reached. */
async function states(machine: AnsweringMachine, stepsMax: number): Promise<string> {
    let seen = ""
    for (let i = 0; i < stepsMax; i++) {
        machine.state = await machine.step()
        seen += machine.state
    }
    return seen
}

/** It rings once, and a key is pressed meanwhile. @returns the state after the next look at the keys */
async function stateAfterRing(f: MachineFixture): Promise<MachineState> {
    const machine = new AnsweringMachine(f.parts)
    machine.state = MachineState.OnHook
    f.line.post(LineEventKind.Ring)
    machine.state = await machine.step()
    f.panel.press(ds.millis(), 120)
    machine.state = await machine.step()
    return await machine.step()
}

describe("AnsweringMachine", () => {
    test("starts with the card, then the modem, and shows what is unheard", async () => {
        const f = new MachineFixture()
        f.unheard("12")
        f.keepsake.value = 1
        const machine = new AnsweringMachine(f.parts)
        expect(await machine.step()).toBe(MachineState.OnHook)
        expect(f.line.log).toBe("I")
        expect(f.lamp.shown).toBe("3,0")
    })
    test("looks for the caller among the owner's contacts while it rings, before it answers", async () => {
        const f = await new MachineFixture().mounted()
        f.settings.rings = 2
        f.line.pollsUntilEvent = 30
        f.line.eventAtPoll = LineEventKind.Ring
        const machine = new AnsweringMachine(f.parts)
        f.line.post(LineEventKind.Ring)
        await states(machine, 4)
        expect(f.contactCount).toBe(1)
    })
    test("answers after the rings that the settings say, not before", async () => {
        const f = await new MachineFixture().mounted()
        f.settings.rings = 3
        f.line.incoming = hex`80`
        const machine = new AnsweringMachine(f.parts)
        machine.state = MachineState.OnHook
        for (let i = 0; i < 3; i++) f.line.post(LineEventKind.Ring)
        expect(await states(machine, 3)).toBe(
            "" + MachineState.Ringing + MachineState.Ringing + MachineState.Ringing
        )
        expect(f.line.log).toBe("")
        f.line.pollsUntilEvent = 300
        expect(await states(machine, 2)).toBe("" + MachineState.InCall + MachineState.OnHook)
        expect(f.line.log.startsWith("A<")).toBe(true)
        expect(f.line.log.endsWith("HF")).toBe(true)
    })
    test("sets the clock by the caller ID before the call is taken", async () => {
        const f = new MachineFixture()
        f.card.isAbsent = true
        const machine = new AnsweringMachine(f.parts)
        machine.state = MachineState.InCall
        await machine.step()
        expect(f.parts.clock.now()?.day).toBe(22)
    })
    test("a key pressed during a call does not start a playback after it", async () => {
        const f = await new MachineFixture().mounted()
        f.panel.press(ds.millis(), 120)
        f.line.pollsUntilEvent = 5
        const machine = new AnsweringMachine(f.parts)
        machine.state = MachineState.InCall
        expect(await states(machine, 2)).toBe("" + MachineState.OnHook + MachineState.OnHook)
    })
    test("a key pressed while a call is listed is obeyed", async () => {
        const f = await new MachineFixture().mounted()
        const store: any = f.store
        store.logCall = async () => {
            f.panel.press(ds.millis(), 120)
            return true
        }
        f.line.pollsUntilEvent = 5
        const machine = new AnsweringMachine(f.parts)
        machine.state = MachineState.InCall
        expect(await states(machine, 2)).toBe("" + MachineState.OnHook + MachineState.Playing)
    })
    test("a key pressed while a call that was not answered is listed is obeyed, one pressed while it rang is not", async () => {
        const f = await new MachineFixture().mounted()
        f.settings.rings = 9
        expect(await stateAfterRing(f)).toBe(MachineState.OnHook)
        const store: any = f.store
        store.logCall = async () => {
            f.panel.press(ds.millis(), 120)
            return true
        }
        expect(await stateAfterRing(f)).toBe(MachineState.Playing)
    })
    test("a key plays, and the lamp goes dark when all is heard", async () => {
        const f = await new MachineFixture().mounted()
        f.unheard("1")
        f.panel.press(ds.millis(), 120)
        const machine = new AnsweringMachine(f.parts)
        machine.state = MachineState.OnHook
        expect(await states(machine, 2)).toBe("" + MachineState.Playing + MachineState.OnHook)
        expect(f.lamp.shown).toBe("0,0")
        expect(f.lamp.isSteady).toBe(false)
    })
    test("a key that is held until after the playback switches recording", async () => {
        const f = await new MachineFixture().mounted()
        const storage: any = f.storage
        storage.keepSetting = async (key: string, value: string) => {}
        f.panel.down(ds.millis() - 2500)
        f.parts.gestures.next()
        const machine = new AnsweringMachine(f.parts)
        machine.state = MachineState.OnHook
        expect(await states(machine, 2)).toBe("" + MachineState.Playing + MachineState.OnHook)
        expect(f.settings.isRecording).toBe(false)
        expect(f.lamp.shown).toBe("0,4")
    })
    test("a ring during playback is the first ring of a call", async () => {
        const f = await new MachineFixture().mounted()
        f.unheard("1")
        f.settings.rings = 1
        f.line.post(LineEventKind.Ring)
        f.parts.keys.begin(Command.PlayAll)
        const machine = new AnsweringMachine(f.parts)
        machine.state = MachineState.Playing
        expect(await states(machine, 2)).toBe("" + MachineState.Ringing + MachineState.InCall)
    })
    test("without a card it starts all the same, and shows trouble", async () => {
        const f = new MachineFixture()
        f.card.isAbsent = true
        const machine = new AnsweringMachine(f.parts)
        expect(await machine.step()).toBe(MachineState.OnHook)
        expect(f.lamp.shown).toBe("0,2")
    })
    test("what the card says about the modem is told to it, once", async () => {
        const f = new MachineFixture()
        f.store.files = "silence-seconds = 5\ncountry = PL"
        const machine = new AnsweringMachine(f.parts)
        machine.state = await machine.step()
        expect(f.line.log).toBe("II")
        await machine.step()
        expect(f.line.silenceMs).toBe(5000)
        expect(f.line.country).toBe("PL")
    })
    test("who gives up while it rings is forgotten, and the modem listens again", async () => {
        const f = await new MachineFixture().mounted()
        f.settings.rings = 4
        const machine = new AnsweringMachine(f.parts)
        machine.state = MachineState.OnHook
        f.line.post(LineEventKind.Ring)
        expect(await states(machine, 2)).toBe("" + MachineState.Ringing + MachineState.OnHook)
        expect(f.line.log).toBe("HF")
        expect(f.line.prepareCount > 100).toBe(true)
    })
    test("a caller whose number comes after another's is another call, whose rings are counted anew", async () => {
        const f = await new MachineFixture().mounted()
        f.settings.rings = 2
        f.line.callerId.number = ""
        const machine = new AnsweringMachine(f.parts)
        machine.state = MachineState.OnHook
        f.line.post(LineEventKind.Ring)
        await states(machine, 1)
        f.settings.rings = 3
        const line: any = f.line
        line.prepareAnswer = async () => {
            f.line.callerId.number = "2125550102"
            f.line.callerId.name = "ONE RING"
        }
        f.line.pollsUntilEvent = 50
        f.line.eventAtPoll = LineEventKind.Ring
        expect(await states(machine, 1)).toBe("" + MachineState.Ringing)
        line.prepareAnswer = async () => {}
        f.line.callerId.number = "2125550103"
        f.line.callerId.name = "J SMITH"
        expect(await states(machine, 1)).toBe("" + MachineState.Ringing)
        expect(f.store.calls).toBe("2125550102: one ring 0\n")
        expect(f.line.callerId.name).toBe("J SMITH")
        // Its second ring, and its third.
        f.line.post(LineEventKind.Ring)
        f.line.post(LineEventKind.Ring)
        expect(await states(machine, 3)).toBe(
            "" + MachineState.Ringing + MachineState.Ringing + MachineState.InCall
        )
    })
    test("where numbers come before the first ring, none of the rings is the next caller's", async () => {
        const f = await new MachineFixture().mounted()
        f.settings.rings = 2
        const machine = new AnsweringMachine(f.parts)
        machine.state = MachineState.OnHook
        f.line.post(LineEventKind.Ring)
        await states(machine, 1)
        const line: any = f.line
        line.prepareAnswer = async () => {
            f.line.callerId.number = "2125550103"
        }
        expect(await states(machine, 1)).toBe("" + MachineState.Ringing)
        expect(f.store.calls).toBe("2125550123: one ring 0\n")
        f.line.post(LineEventKind.Ring)
        f.line.post(LineEventKind.Ring)
        expect(await states(machine, 3)).toBe(
            "" + MachineState.Ringing + MachineState.Ringing + MachineState.InCall
        )
    })
    test("a fault makes everything begin anew; without a modem it tries for ever, ever more seldom", async () => {
        const f = await new MachineFixture().mounted()
        f.line.failsAtPoll = 0
        const machine = new AnsweringMachine(f.parts)
        machine.state = MachineState.OnHook
        expect(await machine.guardedStep()).toBe(MachineState.Recovering)
        f.line.isAbsent = true
        machine.state = MachineState.Recovering
        let waits = ""
        for (let i = 0; i < 3; i++) {
            const before = ds.millis()
            expect(await machine.step()).toBe(MachineState.Recovering)
            waits += Math.round((ds.millis() - before) / 1000) + " "
        }
        expect(waits).toBe("1 2 4 ")
        expect(f.lamp.shown).toBe("0,2")
        f.line.isAbsent = false
        f.line.trouble = { how: "does not answer", sinceMs: ds.millis() - 7000 }
        expect(await machine.step()).toBe(MachineState.OnHook)
        expect(f.lamp.shown).toBe("0,0")
        expect(f.store.calls).toBe(": modem does not answer 7\n")
    })
    test("Play held at power-on: the self-test, and then a machine as ever", async () => {
        const f = new MachineFixture()
        f.panel.wasPlayHeld = true
        f.line.incoming = hex`80`
        const store: any = f.store
        store.spareSector = async () => 0
        store.tidied = 1
        store.isReadOnly = true
        const machine = new AnsweringMachine(f.parts)
        expect(await states(machine, 3)).toBe(
            "" + MachineState.Testing + MachineState.OnHook + MachineState.OnHook
        )
        expect(f.line.log.startsWith("IEIA()H")).toBe(true)
        // No dial tone: the fourth part.
        expect(f.lamp.verdict).toBe(4)
        expect(f.lamp.isSteady).toBe(false)
    })
    test("without a modem it is tested, too, and then the modem is looked for as ever", async () => {
        const f = new MachineFixture()
        f.panel.wasPlayHeld = true
        f.line.isAbsent = true
        const store: any = f.store
        store.spareSector = async () => 0
        store.tidied = 1
        store.isReadOnly = true
        const machine = new AnsweringMachine(f.parts)
        expect(await machine.guardedStep()).toBe(MachineState.Testing)
        machine.state = MachineState.Testing
        expect(await machine.guardedStep()).toBe(MachineState.Recovering)
        expect(f.lamp.verdict).toBe(3)
        expect(f.lamp.shown).toBe("0,2")
        machine.state = MachineState.Recovering
        expect(await machine.guardedStep()).toBe(MachineState.Recovering)
    })
    test("a ring in the self-test is the first ring of a call", async () => {
        const f = new MachineFixture()
        f.panel.wasPlayHeld = true
        f.store.files = "rings = 1"
        f.line.post(LineEventKind.Ring)
        const machine = new AnsweringMachine(f.parts)
        expect(await states(machine, 3)).toBe(
            "" + MachineState.Testing + MachineState.Ringing + MachineState.InCall
        )
        expect(f.lamp.verdict).toBe(-1)
    })
})
