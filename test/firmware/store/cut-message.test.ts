/** A call that was cut off: its message and its line, from the note that was taken of it. */
import { describe, expect, test } from "@devicescript/test"
import { LoggedCall } from "../../../src/calls/call-log"
import { noteText } from "../../../src/calls/call-note"
import { ReturnState } from "../../../src/calls/return-state"
import { Codec } from "../../../src/hal/sound"
import { MessageStore } from "../../../src/store/message-store"
import { UNHEARD } from "../../../src/store/slot-state"
import {
    append,
    AT,
    leaveNumbered,
    mounted,
    present,
    rested,
    restedCard,
    storeOn,
} from "../support/messages"
import { RamDisk } from "../support/ram-disk"

const NUMBER = "2125550101"
const NAME = "2026-11-22 14.05 2125550101 J SMITH.wav"

const CALL: LoggedCall = {
    number: NUMBER,
    name: "J SMITH",
    at: AT,
    outcome: "",
    seconds: 0,
    state: ReturnState.ToReturn,
}

function noteOf(place: string, outcome = ""): string {
    return noteText(place, { ...CALL, outcome })
}

/** A mount after a call that has this note. */
async function mountWith(disk: RamDisk, note: string): Promise<MessageStore> {
    const store = storeOn(disk)
    store.recovery.cutNote = note
    await store.mount()
    return store
}

/** Two seconds of sound, of a call that is not over. */
async function leaveSound(store: MessageStore): Promise<void> {
    const sound = Buffer.alloc(512)
    sound.fillAt(0, 512, 0x31)
    const recording = await store.beginRecording(Codec.MuLaw)
    for (let i = 0; i < 32; i++) await append(recording, sound, 0, 1)
}

/** A line of the list of calls, without the blanks behind it. */
async function lineOf(store: MessageStore, line: number): Promise<string> {
    const desk: any = store
    const { volume, log } = desk
    await volume.loadSector(log.firstSector + (line >> 2))
    const at = (line & 3) * 128
    return volume.sector
        .slice(at, at + 128)
        .toString()
        .trim()
}

describe("a call that was cut off", () => {
    test("has its number, name and time in its message and in its line", async () => {
        const disk = await restedCard()
        let store = await rested(disk)
        const place = store.place()
        expect(place).toBe("1|0")
        await leaveSound(store)
        store = await mountWith(disk, noteOf(place))
        const message = present(await store.messages.nextOfKinds(UNHEARD))
        await message.open()
        expect(message.number + message.name).toBe(NUMBER + "J SMITH")
        expect(present(message.at).minute).toBe(5)
        expect(await store.logNote(noteOf(place), true)).toBe(true)
        expect(await lineOf(store, 1)).toBe(
            `2026-11-22,14:05:30,${NUMBER},"J SMITH",message cut off,2,"${NAME}",to return`
        )
        expect(await lineOf(store, 2)).toBe("")
    })
    test("is not noted with a line of another card's list", async () => {
        const store = await rested(await restedCard())
        expect(store.place()).toBe("1|0")
        await store.mount()
        expect(store.place()).toBe("0|0")
    })
    test("and was in its greeting has a line without a message, and takes no earlier call's", async () => {
        const disk = await restedCard()
        let store = await rested(disk)
        await leaveNumbered(store, 0x31)
        await store.logCall({ ...CALL, number: "1" })
        const place = store.place()
        store = await mountWith(disk, noteOf(place))
        expect(await store.logNote(noteOf(place), true)).toBe(true)
        expect(await lineOf(store, 2)).toBe(
            `2026-11-22,14:05:30,${NUMBER},"J SMITH",cut off,0,,to return`
        )
    })
    test("after its message was committed has that in its line", async () => {
        const disk = await restedCard()
        let store = await rested(disk)
        const place = store.place()
        await leaveNumbered(store, 0x31)
        store = await mountWith(disk, noteOf(place, "message"))
        await store.logNote(noteOf(place, "message"), false)
        expect(
            (await lineOf(store, 1)).endsWith(
                'message,0,"2026-11-22 14.05 2125550123 J SMITH.wav",to return'
            )
        ).toBe(true)
    })
    test("after its line was written gets no second one", async () => {
        const disk = await restedCard()
        let store = await rested(disk)
        const place = store.place()
        await store.logCall({ ...CALL, number: NUMBER })
        store = await mountWith(disk, noteOf(place))
        expect(await store.logNote(noteOf(place), true)).toBe(true)
        expect(await lineOf(store, 2)).toBe("")
        // The number in that line may be of another call.
        expect(await store.logNote(noteOf(place), false)).toBe(true)
        expect((await lineOf(store, 2)).includes("cut off")).toBe(true)
    })
    test("is listed though another call has its line, and where it is not known which one", async () => {
        const disk = await restedCard()
        let store = await rested(disk)
        const place = store.place()
        await store.logCall({ ...CALL, number: "1" })
        store = await mounted(disk)
        await store.logNote(noteOf(place), true)
        expect((await lineOf(store, 2)).includes("cut off")).toBe(true)
        await store.logNote(noteOf("0|0"), true)
        expect((await lineOf(store, 3)).includes("cut off")).toBe(true)
    })
    test("has no line on a card that can't be written", async () => {
        const disk = await restedCard()
        await rested(disk)
        disk.isWriteProtected = true
        const store = await mounted(disk)
        expect(await store.logNote(noteOf("1|0"), true)).toBe(false)
    })
})
