/** Who calls, as far as that is known by now, and how the owner wants that call answered. */
import { BLOCKED } from "../calls/contacts"
import { BLOCKED_GREETING, greetingsWanted, NEVER_RINGS, ringsWanted } from "./answer-plan"
import { filedName } from "./caller"
import { MachineParts } from "./machine-parts"

/** "P" and "O" are no numbers. */
const NUMBER_MIN = 2
const WITHHELD = "P"

export class KnownCaller {
    /** Answer when it has rung so often: decided with the first ring, and again when the caller is known. */
    rings = NEVER_RINGS
    /** Of the owner's greetings, the one that plays; "": the ordinary one. */
    greetingName = ""
    /** The owner wants neither to be called by whoever calls nor to have a message. */
    isBlocked = false
    /** The number whose name in the owner's contacts is `contact`; "": not looked for. */
    askedNumber = ""
    contact = ""
    /** What the network calls whoever has `askedNumber`. */
    askedName = ""

    constructor(private parts: MachineParts) {}

    /**
     * After each look at the line: find what the owner says of the caller, once the number is known.
     *
     * @param isRoom a message can be taken
     * Waits: once, for the contacts and the folder of greetings on the card.
     */
    async identify(isRoom: boolean): Promise<void> {
        const { number, name } = this.parts.line.callerId
        if (number === this.askedNumber) this.askedName = name
        if (number === WITHHELD && this.parts.settings.isWithheldBlocked && !this.isBlocked)
            await this.decide("", BLOCKED, isRoom)
        if (number.length < NUMBER_MIN || number === this.askedNumber) return
        this.askedNumber = number
        const contact = await this.parts.storage.contact(number)
        this.contact = contact.name
        this.parts.screen.identify(contact.name)
        await this.decide(number, contact.rings, isRoom)
    }

    /** After how many rings, and with which greeting. @param number "" where it is not known */
    async decide(number: string, contactRings: number, isRoom: boolean): Promise<void> {
        const { parts } = this
        this.setClock()
        this.isBlocked = contactRings === BLOCKED
        this.rings = ringsWanted(parts, number, contactRings)
        const names = this.isBlocked ? [BLOCKED_GREETING] : greetingsWanted(parts, number, isRoom)
        this.greetingName = await parts.storage.chooseGreeting(names)
    }

    /** A call says the time once: what it says again does not confirm it. */
    setClock(): void {
        const { callerId } = this.parts.line
        if (callerId.time === "") return
        this.parts.clock.setFromCallerId(callerId.date, callerId.time)
        callerId.date = ""
    }

    /** What the owner calls the caller; else what the network says. */
    calledName(): string {
        return this.contact === "" ? filedName(this.parts.line.callerId) : this.contact
    }

    /** The call is over. */
    forgetCaller(): void {
        this.askedNumber = this.askedName = this.contact = ""
        this.isBlocked = false
    }
}
