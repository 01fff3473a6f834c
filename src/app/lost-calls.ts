/** What is kept in flash of calls that are not on the card yet, or never will be. docs/decisions/035. */
import { LoggedCall } from "../calls/call-log"
import { lineIn, NOBODY, NOWHERE, noteText } from "../calls/call-note"
import { Keepsake } from "../hal/keepsake"
import { Storage } from "./storage"

/** How many notes there are, in units of NOTE, and how many calls more. */
const KEY = "lost-calls"
const NOTE = 65536
/** Of the notes, from 0 on. The one after the last is of the call that goes on. */
const NOTE_KEY = "call-"
/** Of more calls only the count is kept. */
const NOTES_MAX = 8

/**
 * A note of each call, until its line is in calls.csv; notes of some calls that had no card, and the count of more of them.
 *
 * The owner is told of those once.
 */
export class LostCalls {
    /** Calls without a line that the owner was not told of. */
    count = 0
    /** Of the call that goes on; "": it is not noted. */
    place = ""
    /** Calls of which nothing is left but their number. */
    private bareCount = 0
    /** Calls that are noted, and over. */
    private noteCount = 0
    private keptCount = 0
    /** Of the call that was cut off before the machine started; "": none was, or it is one of the others now. */
    private cutNote = ""
    /** The mount after which it was tried to list the notes. */
    private triedMount = 0

    constructor(
        private keepsake: Keepsake,
        private storage: Storage
    ) {}

    /** What was kept before power went. Before the card is mounted. Waits: for flash. */
    async load(): Promise<void> {
        const { keepsake } = this
        const kept = await keepsake.read(KEY)
        this.keptCount = kept
        this.noteCount = Math.idiv(kept, NOTE)
        this.bareCount = kept % NOTE
        this.count = this.bareCount + this.noteCount
        for (let i = 0; i <= this.noteCount; i++) {
            this.cutNote = await keepsake.readText(NOTE_KEY + i)
            this.expect(this.cutNote)
        }
    }

    /** Have a call in flash that goes on. Once for each; not for when sound flows. Waits: for flash. */
    async note(call: LoggedCall): Promise<void> {
        const { storage } = this
        this.place = storage.isReady ? storage.store.place() : NOWHERE
        await this.put(noteText(this.place, call))
    }

    /** The call is over, and has its line. Waits: for flash, if it was noted. */
    async clear(): Promise<void> {
        if (this.place !== "") await this.put("")
        this.place = ""
    }

    /** The call is over, and has no line. Waits: for flash. */
    async add(call: LoggedCall): Promise<void> {
        const note = noteText(this.place === "" ? NOWHERE : this.place, call)
        this.place = ""
        this.expect(note)
        await this.put(note)
        await this.addNote()
    }

    /** The call that was cut off, by a fault or before the machine started, has no line yet: before another one begins. Waits: for flash. */
    async settle(): Promise<void> {
        if (this.cutNote !== "" || this.place !== "") await this.addNote()
        this.cutNote = this.place = ""
    }

    /** Make lines of the notes, if there are any, once after each mount. Between calls only. @throws as the card does. Waits: for some sectors of each, and flash. */
    async list(): Promise<void> {
        const { keepsake, noteCount, cutNote } = this
        const { store } = this.storage
        const isTried = this.triedMount === store.volume.mountNumber
        if (
            isTried ||
            store.tidied === 0 ||
            store.isReadOnly ||
            (noteCount === 0 && cutNote === "")
        )
            return
        this.triedMount = store.volume.mountNumber
        for (let i = 0; i <= noteCount; i++) {
            const isCut = i === noteCount
            const note = isCut ? cutNote : await keepsake.readText(NOTE_KEY + i)
            if (note === "") continue
            if (!(await store.logNote(note, isCut))) return
            await keepsake.writeText(NOTE_KEY + i, "")
        }
        this.cutNote = ""
        store.recovery.cutNote = NOBODY
        this.noteCount = 0
        this.count = this.bareCount
        await this.keep()
    }

    /** The owner knows. */
    forget(): void {
        this.count = this.bareCount = 0
    }

    /** Have the counts in flash, if they are not. Between calls only. Waits: for flash. */
    async keep(): Promise<void> {
        const count = this.noteCount * NOTE + this.bareCount
        if (count === this.keptCount) return
        this.keptCount = count
        await this.keepsake.write(KEY, count)
    }

    private async addNote(): Promise<void> {
        this.count++
        if (this.noteCount < NOTES_MAX) this.noteCount++
        else {
            this.bareCount++
            await this.put("")
        }
        await this.keep()
    }

    private async put(note: string): Promise<void> {
        await this.keepsake.writeText(NOTE_KEY + this.noteCount, note)
    }

    /** What the next mount finds of a message is of that call, if it had a card. */
    private expect(note: string): void {
        if (lineIn(note) >= 0) this.storage.store.recovery.cutNote = note
    }
}
