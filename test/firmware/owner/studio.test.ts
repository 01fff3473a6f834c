import { describe, expect, test } from "@devicescript/test"
import { StopReason } from "../../../src/audio/stop-reason"
import { Command, OwnerKeys } from "../../../src/owner/owner-keys"
import { Studio } from "../../../src/owner/studio"
import { MachineFixture } from "../support/machine-fixture"

const SOUND = hex`01 f0 02 f1`
/** Nothing that is heard. */
const SILENCE = hex`80 80 80 80`

/** An owner who does one thing at a look. */
class FakeKeys implements OwnerKeys {
    isRemote = false
    /** After so many looks `reason` is what has happened. */
    looksLeft = -1
    reason = StopReason.KeyPressed
    taken = 0
    wanted = Command.Stop

    check(): StopReason | undefined {
        return this.looksLeft-- === 0 ? this.reason : undefined
    }

    async command(): Promise<Command | undefined> {
        this.taken++
        return this.wanted
    }

    isStillDown(): boolean {
        return false
    }

    async afterGreeting(): Promise<Command | undefined> {
        return undefined
    }

    async digit(): Promise<number | undefined> {
        return undefined
    }
}

class Desk {
    f = new MachineFixture()
    keys = new FakeKeys()
    studio = new Studio(this.f.parts, this.keys)

    async mounted(): Promise<Desk> {
        const { f } = this
        f.line.takesBytes = 512
        f.line.incoming = SOUND
        await f.mounted()
        f.parts.clock.setFromCallerId("1122", "1405")
        return this
    }
}

describe("a memo", () => {
    test("is a message under that name and the time, until a key is pressed", async () => {
        const d = await new Desk().mounted()
        const { f, keys } = d
        // What is said before takes the looks in front.
        keys.looksLeft = 400
        expect(await d.studio.memo()).toBe(StopReason.Finished)
        const envelope = f.store.recording?.envelope
        expect(envelope?.number + "," + envelope?.name).toBe("memo,")
        expect(envelope?.at?.hour).toBe(14)
        expect(keys.taken).toBe(1)
        expect(f.line.log).toBe("<>B()<>")
    })
    test("is kept, too, where the line is lost or the telephone rings", async () => {
        for (const reason of [StopReason.HungUp, StopReason.Rang]) {
            const d = await new Desk().mounted()
            d.keys.looksLeft = 400
            d.keys.reason = reason
            expect(await d.studio.memo()).toBe(reason)
            expect(d.f.store.recording?.envelope?.number).toBe("memo")
            expect(d.f.line.log).toBe("<>B()")
        }
    })
    test("without any sound leaves nothing", async () => {
        const d = await new Desk().mounted()
        d.f.line.incoming = SILENCE
        d.keys.looksLeft = 400
        await d.studio.memo()
        expect(d.f.store.recording?.envelope).toBe(undefined)
        expect(d.f.store.recording?.isDropped).toBe(true)
    })
    test("that is not wanted any more before the beep leaves nothing", async () => {
        const d = await new Desk().mounted()
        d.keys.looksLeft = 2
        expect(await d.studio.memo()).toBe(StopReason.Skipped)
        expect(d.f.line.log).toBe("<x")
    })
    test("without a card, or with a full one, is refused", async () => {
        const empty = new Desk()
        empty.f.line.takesBytes = 512
        expect(await empty.studio.memo()).toBe(StopReason.Finished)
        expect(empty.f.line.log).toBe("<>")
        const full = await new Desk().mounted()
        full.f.store.isFull = true
        expect(await full.studio.memo()).toBe(StopReason.Finished)
        expect(full.f.line.log).toBe("<>")
    })
})

describe("a greeting", () => {
    test("is not recorded on a card that can't be written, and not erased", async () => {
        const d = await new Desk().mounted()
        d.f.store.isReadOnly = true
        expect(await d.studio.record("default", "", "")).toBe(StopReason.Finished)
        expect(await d.studio.erase("default")).toBe(StopReason.Finished)
        expect(d.f.line.log).toBe("<><>")
    })
    test("is played as callers hear it", async () => {
        const d = await new Desk().mounted()
        expect(await d.studio.hear("default", "|")).toBe(StopReason.Finished)
        expect(d.f.line.log).toBe("<>")
        d.keys.looksLeft = 3
        expect(await d.studio.hear("default", "|")).toBe(StopReason.KeyPressed)
    })
})
