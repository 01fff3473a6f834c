import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { Sign } from "../../../src/app/storage"
import { Scene } from "../../../src/display/screen"
import { StoredMessage } from "../../../src/store/stored-message"
import { MachineFixture, SOME_CALL } from "../support/machine-fixture"

/** Time for the screen to say it, a piece a tick. */
const SOON_MS = 900

/** A machine whose screen keeps the rows in `shown` instead of sending them. */
class ScreenFixture {
    machine = new MachineFixture()
    private fiber!: ds.Fiber

    async begin(): Promise<ScreenFixture> {
        await this.machine.mounted()
        const { parts } = this.machine
        const run = async () => {
            await parts.screen.run(parts)
        }
        this.fiber = run.start()
        await ds.sleep(SOON_MS)
        return this
    }

    end(): void {
        this.fiber.terminate()
    }

    /** The rows as the display has them. */
    async rows(): Promise<string[]> {
        await ds.sleep(SOON_MS)
        const screen: any = this.machine.parts.screen
        return screen.display.shown
    }
}

describe("Screen", () => {
    test("says that the machine starts, and the time as not known", async () => {
        const f = await new ScreenFixture().begin()
        expect((await f.rows())[0]).toBe("Starting        --:--")
        f.end()
    })
    test("says how many messages are new, and the time", async () => {
        const f = await new ScreenFixture().begin()
        f.machine.unheard("abc")
        f.machine.parts.clock.setFromCallerId("1122", "1405")
        f.machine.parts.screen.rest(Sign.None, false)
        const rows = await f.rows()
        expect(rows[0]).toBe("New: 3          14:05")
        expect(rows[1] + rows[2]).toBe("")
        expect(rows[3]).toBe("2026-11-22")
        f.end()
    })
    test("says how many calls were not recorded, where there are some", async () => {
        const f = await new ScreenFixture().begin()
        const { screen, lostCalls } = f.machine.parts
        screen.rest(Sign.None, false)
        expect((await f.rows())[1]).toBe("")
        await lostCalls.add(SOME_CALL)
        await lostCalls.add(SOME_CALL)
        screen.rest(Sign.None, false)
        await ds.sleep(1000)
        const rows = await f.rows()
        expect(rows[0].slice(0, 6)).toBe("New: 0")
        expect(rows[1]).toBe("Not recorded: 2")
        f.end()
    })
    test("says what needs looking after", async () => {
        const f = await new ScreenFixture().begin()
        const { screen } = f.machine.parts
        screen.rest(Sign.Full, false)
        expect((await f.rows())[2]).toBe("Card full            ")
        screen.rest(Sign.Full, true)
        await ds.sleep(1000)
        expect((await f.rows())[2]).toBe("Modem is silent      ")
        f.machine.storage.isReady = false
        screen.rest(Sign.Trouble, false)
        await ds.sleep(1000)
        expect((await f.rows())[2]).toBe("No usable card       ")
        f.end()
    })
    test("says who calls as soon as that is known, by the owner's name first", async () => {
        const f = await new ScreenFixture().begin()
        const { screen } = f.machine.parts
        f.machine.line.callerId.number = f.machine.line.callerId.name = ""
        screen.show(Scene.Ringing)
        expect((await f.rows())[1]).toBe("")
        f.machine.line.callerId.number = "2125550123"
        f.machine.line.callerId.name = "J SMITH"
        await ds.sleep(1000)
        let rows = await f.rows()
        expect(rows[1] + " " + rows[2]).toBe("2125550123 J SMITH")
        screen.identify("Jo")
        rows = await f.rows()
        expect(rows[2]).toBe("Jo")
        f.end()
    })
    test("counts the seconds of a recording", async () => {
        const f = await new ScreenFixture().begin()
        f.machine.parts.screen.show(Scene.Recording)
        await ds.sleep(61000)
        expect((await f.rows())[3]).toBe("                 1:01")
        f.end()
    })
    test("says whose message plays and when it came, in the owner's language", async () => {
        const f = await new ScreenFixture().begin()
        f.machine.settings.language = "pl"
        const message: any = { number: "private", name: "", at: undefined }
        message.at = { year: 2026, month: 11, day: 22, hour: 9, minute: 5, second: 0 }
        const progress = { soundAtMs: 0, fromByte: 80000 }
        f.machine.parts.screen.show(Scene.Playing, message as StoredMessage, progress)
        await ds.sleep(1000)
        const rows = await f.rows()
        expect(rows[0]).toBe("Odtwarzam       --:--")
        expect(rows[1]).toBe("Numer zastrzeżony    ")
        expect(rows[3].trim()).toBe("11-22 09:05")
        progress.soundAtMs = ds.millis()
        await ds.sleep(2000)
        expect((await f.rows())[3].slice(0, 20)).toBe("11-22 09:05      0:1")
        f.end()
    })
    test("sends one piece in a tick while sound flows", async () => {
        const f = await new ScreenFixture().begin()
        await f.rows()
        const { wires } = f.machine
        f.machine.parts.screen.show(Scene.Greeting)
        const before = wires.writes
        await ds.sleep(100)
        expect(wires.writes - before < 11).toBe(true)
        expect(wires.writes - before > 2).toBe(true)
        f.end()
    })
    test("ends where there is no display", async () => {
        const f = new MachineFixture()
        f.wires.isThere = false
        await f.parts.screen.run(f.parts)
        f.parts.screen.show(Scene.Ringing)
        expect(f.wires.writes).toBe(1)
    })
    test("finds a display again that went away", async () => {
        const f = await new ScreenFixture().begin()
        const { wires } = f.machine
        await f.rows()
        wires.isThere = false
        f.machine.parts.screen.show(Scene.Ringing)
        await ds.sleep(6000)
        wires.isThere = true
        await ds.sleep(6000)
        expect((await f.rows())[0]).toBe("Ringing         --:--")
        f.end()
    })
})
