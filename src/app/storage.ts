import * as ds from "@devicescript/core"
import { BlockDevice } from "../hal/block-device"
import { Codec, SoundSource } from "../hal/sound"
import { GreetingShelf } from "../greeting/greeting-shelf"
import { MessageStore } from "../store/message-store"
import { Recording } from "../store/recording"
import { findPath } from "../fat/directory"
import { NewCard } from "../fat/format"
import { Contact, findContact } from "../calls/contacts"
import { OpenCall } from "../calls/return-list"
import { ReturnState } from "../calls/return-state"
import { readBytes } from "../fat/text-file"
import { writeSettings } from "../fat/twin-file"
import { SETTINGS, SettingsFile, withSetting } from "../settings/settings-file"
import { Fault, FaultCode } from "../util/fault"
import { PLANNED, Settings } from "../settings/settings"

/** The card as the machine handles it: made ready, then used through the store. */
export interface CardInSlot extends BlockDevice {
    /** @throws Fault Absent, TimedOut or Protocol: there is none, or none that works */
    initialise(): Promise<void>
    /** Whether the card that was initialised is still there; never throws. */
    isResponding(): Promise<boolean>
}

/** What needs looking after, as the lamp says it: so many short flashes. */
export enum Sign {
    None,
    /** There is room for one more message. */
    LittleRoom,
    Trouble,
    Full,
    /** The owner has decided that no messages are taken. */
    GreetingOnly,
    /** The card is being made new. */
    MakingNew,
}

/** A card that can't be written is made ready anew after so many looks, one every 5 s: it may be well again. */
const RETRY_LOOKS = 12
/** No more is said of words that a card lacks when they fill so many characters. */
const MISSED_MAX = 200

/** Card, messages and settings, and whether they can be used now: without a card the machine still greets. */
export class Storage {
    isReady = false
    /** The card is being made new, in steps of `makeNew`. */
    isMakingNew = false
    private newCard: NewCard
    private hasCard = false
    /** At a card that can't be written. */
    private looks = 0
    private toldRoom = Sign.None
    /** Words that the card lacks, as far as that was said. */
    private missed = " "
    /** Said already, so that a card that stays away is not told every few seconds. */
    private toldProblem = ""

    constructor(
        private card: CardInSlot,
        readonly store: MessageStore,
        private settings: Settings,
        readonly greetings: GreetingShelf
    ) {
        this.newCard = new NewCard(store.volume)
    }

    /** Bring whatever card is there into SPI mode. A fault is logged: then there is none. Waits: up to 3 s. */
    async initialise(): Promise<void> {
        this.isReady = this.hasCard = this.isMakingNew = false
        this.greetings.clear()
        try {
            await this.card.initialise()
            this.hasCard = true
        } catch (e: any) {
            this.fail(e)
        }
    }

    /** Find messages and settings on it. A fault is logged, and leaves `isReady` false. Waits: for the card. */
    async mount(): Promise<void> {
        if (!this.hasCard) return
        try {
            await this.store.mount()
            const file = new SettingsFile()
            await file.load(this.store)
            this.settings.apply(file)
            this.store.setSlotsMax(this.settings.slots)
            await this.greetings.look(this.store.volume)
            this.isReady = true
            this.toldProblem = ""
        } catch (e: any) {
            this.fail(e)
        }
        await this.tellLostGreeting()
    }

    /** The one that all callers are to hear is not there: they hear others. Told once for each name. */
    private async tellLostGreeting(): Promise<void> {
        const { missed, isReady } = this
        const { greeting } = this.settings
        const isTold = greeting === PLANNED || missed.indexOf(" " + greeting + " ") >= 0
        const path = "AFTERBEEP/greetings/" + greeting + ".wav"
        if (!isReady || isTold || (await this.hasFile(path)) || !this.isReady) return
        this.missed = missed + greeting + " "
        console.warn(`settings.txt: greeting = ${greeting}: there is no ${path}`)
        console.warn("record it, or put it there, or write: greeting = planned")
    }

    /**
     * Notice a card that was pulled out, or put in, or can be written again.
     *
     * Waits: some ms; up to some seconds for a card that is new.
     */
    async lookAfterCard(): Promise<void> {
        if (this.isReady) {
            if (!(await this.card.isResponding()))
                this.fail(new Fault(FaultCode.Absent, "it is gone"))
            else if (!this.store.isReadOnly || ++this.looks < RETRY_LOOKS) return
        }
        this.looks = 0
        await this.initialise()
        await this.mount()
    }

    /**
     * Somebody needs the card now: one that failed, or was put in a moment ago, is not left until the next look.
     *
     * @param toWrite one that could not be written is not left either
     * @returns whether it can be used. Waits: not for one that is in use; else up to 3 s for `initialise`, and up to 6 s for a mount
     */
    async insist(toWrite = false): Promise<boolean> {
        if (toWrite && this.store.isReadOnly) this.looks = RETRY_LOOKS
        else if (this.isReady) return true
        if (!this.isMakingNew) await this.lookAfterCard()
        return this.isReady
    }

    /** The card is of no use to the machine, and can be made new if its owner wants it. */
    isReplaceable(): boolean {
        return (
            this.hasCard &&
            !this.isMakingNew &&
            this.store.volume.isReplaceable &&
            !this.card.isWriteProtected
        )
    }

    /** Make the card new, whatever is on it, from the next `makeNew` on. */
    beginNewCard(): void {
        this.isMakingNew = true
        this.newCard.begin(ds.millis())
    }

    /** Do a part of it. A fault ends it; it is logged. @returns whether there is more to do on the card. Waits: some 0.5 s. */
    async makeNew(): Promise<boolean> {
        try {
            if (await this.newCard.step()) return true
        } catch (e: any) {
            this.fail(e)
        }
        this.isMakingNew = false
        await this.mount()
        return this.isReady
    }

    /** Messages to be heard; 0 while there is no card. */
    unheardCount(): number {
        return this.isReady ? this.store.messages.unheardCount : 0
    }

    /** There is room for one more message, or for none. */
    hasLittleRoom(): boolean {
        return this.isReady && this.store.messages.roomCount <= 1
    }

    /**
     * What needs looking after most. Trouble is no card, or none that can be written, or a greeting that is not what the owner
     * wants. Room that becomes scarce is logged.
     */
    sign(): Sign {
        const { store } = this
        if (this.isMakingNew) return Sign.MakingNew
        if (!this.isReady || this.greetings.isRefused || store.isReadOnly) return Sign.Trouble
        if (!this.settings.isRecording) return Sign.GreetingOnly
        let sign = Sign.None
        if (this.hasLittleRoom())
            sign = store.messages.roomCount === 0 ? Sign.Full : Sign.LittleRoom
        if (sign === this.toldRoom) return sign
        this.toldRoom = sign
        if (sign === Sign.Full) console.warn("card: full, callers are greeted and leave no message")
        else if (sign !== Sign.None) console.warn("card: almost full, room for 180 s is left")
        return sign
    }

    /** Take a slot for a message. @returns undefined: there is none, which is logged. Waits: as the store's */
    async beginRecording(codec: Codec): Promise<Recording | undefined> {
        if (!this.isReady) return undefined
        try {
            // The store would say that no slot is free.
            if (this.store.isReadOnly) throw new Fault(FaultCode.Full, "it can't be written")
            return await this.store.beginRecording(codec, this.settings.messageMaxMs)
        } catch (e: any) {
            this.fail(e)
            return undefined
        }
    }

    /** Open a WAV file; what is wrong with it is logged. @returns undefined: it can't be played. Waits: for the card. */
    async openSound(path: string): Promise<SoundSource | undefined> {
        if (!this.isReady) return undefined
        try {
            return await this.store.openSound(path)
        } catch (e: any) {
            if (e instanceof Fault && e.code === FaultCode.Corrupt)
                console.warn(path + ": " + e.message)
            else this.fail(e)
            return undefined
        }
    }

    /**
     * A word is not on the card. It is logged, once for each.
     *
     * @param folder of the words @returns false: the card has none of them. Waits: for the card.
     */
    async missWord(folder: string, word: string): Promise<boolean> {
        if (!this.isReady) return false
        try {
            if (!(await this.store.hasFolder(folder))) return false
        } catch (e: any) {
            this.fail(e)
            return false
        }
        this.tellMissing(word, folder)
        return true
    }

    private tellMissing(word: string, folder: string): void {
        const { missed } = this
        if (missed.length > MISSED_MAX || missed.indexOf(" " + word + " ") >= 0) return
        this.missed = missed + word + " "
        console.warn(folder + ": there is no " + word + ".wav, so it is left out")
    }

    /** Write a setting into settings.txt. What keeps it from there is logged: then it holds until power-off. Waits: for the card. */
    async keepSetting(key: string, value: string): Promise<void> {
        if (!this.isReady) return
        const { volume } = this.store
        try {
            const folder = await findPath(volume, "AFTERBEEP")
            const file = await findPath(volume, SETTINGS)
            const text = file === undefined ? Buffer.alloc(0) : await readBytes(volume, file)
            if (folder)
                await writeSettings(volume, folder.firstCluster, withSetting(text, key, value))
        } catch (e: any) {
            if (!(e instanceof Fault)) throw e
            console.error("settings.txt: " + e.message)
        }
    }

    /**
     * Take over a setting and write it into settings.txt.
     *
     * @returns false: the value is not allowed; nothing has changed. What keeps it from the card is logged: then it holds until
     * power-off. Waits: for the card.
     */
    async changeSetting(key: string, value: string): Promise<boolean> {
        if (!this.settings.set(key, value)) return false
        await this.keepSetting(key, value)
        return true
    }

    /** What the owner says of a number. What keeps it from being read is logged. Waits: some 0.5 s for a long file. */
    async contact(number: string): Promise<Contact> {
        if (!this.isReady) return new Contact("")
        try {
            return await findContact(this.store.volume, number)
        } catch (e: any) {
            if (!(e instanceof Fault)) throw e
            console.error("contacts.csv: " + e.message)
            return new Contact("")
        }
    }

    /**
     * While it rings: have the first of these greetings played that is there. A fault of the card is logged.
     *
     * @returns its name; "": the ordinary one. Waits: for some sectors.
     */
    async chooseGreeting(names: string[]): Promise<string> {
        if (!this.isReady) return ""
        try {
            return await this.greetings.choose(this.store.volume, names)
        } catch (e: any) {
            this.fail(e)
            return ""
        }
    }

    /** Calls that wait to be returned; 0 while there is no card. After a mount they are counted in idle. */
    openCallCount(): number {
        return this.isReady ? this.store.returns.openCount : 0
    }

    /**
     * The oldest call that waits to be returned, after the one in `line`; 0: of all. A fault of the card is logged.
     *
     * @returns undefined: there is none. Waits: for the list up to it, some 2 ms for 4 calls.
     */
    async nextOpenCall(line = 0): Promise<OpenCall | undefined> {
        if (!this.isReady) return undefined
        try {
            return await this.store.returns.nextOpen(line)
        } catch (e: any) {
            this.fail(e)
            return undefined
        }
    }

    /**
     * Mark all calls from `number` that wait to be returned; with ToReturn the last one of all, whatever has become of it. A fault of the card is logged.
     *
     * @returns how many were changed. Waits: for the list, and for three sectors where one is changed.
     */
    async markNumber(number: string, state: ReturnState): Promise<number> {
        if (!this.isReady || this.store.isReadOnly) return 0
        try {
            return await this.store.returns.markCalls(number, state)
        } catch (e: any) {
            this.fail(e)
            return 0
        }
    }

    /** A fault of the card is logged. Waits: for the folders' sectors. */
    async hasFile(path: string): Promise<boolean> {
        if (!this.isReady) return false
        try {
            return (await findPath(this.store.volume, path)) !== undefined
        } catch (e: any) {
            this.fail(e)
            return false
        }
    }

    /** Do a slice of work on the greeting. @returns whether there is more */
    async workOnGreeting(): Promise<boolean> {
        if (!this.isReady || this.store.isReadOnly || this.store.tidied === 0) return false
        const { volume, isGreetingMended } = this.store
        this.store.isGreetingMended = false
        try {
            if (isGreetingMended) await this.greetings.look(volume)
            return await this.greetings.work(volume)
        } catch (e: any) {
            this.fail(e)
            return false
        }
    }

    /** A Fault of the card is logged; but for a full one, it is not used any more until it was made ready again. */
    fail(e: any): void {
        if (!(e instanceof Fault)) throw e
        if (e.code !== FaultCode.Full) {
            this.isReady = false
            this.greetings.clear()
        }
        if (e.message === this.toldProblem) return
        this.toldProblem = e.message
        console.error("card: " + e.message)
    }
}
