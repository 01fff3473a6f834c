/** The owner's greetings, by name: one of them is meant, until it is another one. docs/decisions/018. */
import { MachineParts } from "../app/machine-parts"
import { StopReason } from "../audio/stop-reason"
import { GREETING, PLANNED } from "../settings/settings"
import { Command, OwnerKeys } from "./owner-keys"
import { Studio } from "./studio"

/** Files without ".wav", in the order in which "next" goes through them. */
const NAMES = "default after-hours holiday temporary announce-only full"
const NAME_COUNT = 6
/** What is said of a greeting that is not there, before the usual one. */
const NONE = " greeting-none"
const FOR_ALL = "greeting-for-all|lhl "
const AS_PLANNED = "greeting-as-planned|lhl "
const NOT_SAVED = "not-saved|lll"

/** Made when a session begins. */
export class GreetingDesk {
    /** The owner is at the greetings: keys for messages mean them. */
    isOpen = false
    /** Number of the greeting that is meant. */
    private at = 0

    constructor(
        private parts: MachineParts,
        private keys: OwnerKeys
    ) {}

    /** Whether a command means a greeting; any other one leaves them. */
    async takes(command: Command): Promise<boolean> {
        if (command >= Command.HearGreeting && command <= Command.EraseGreeting) this.isOpen = true
        else if (this.isOpen)
            switch (command) {
                case Command.Next:
                case Command.Previous:
                case Command.Repeat:
                case Command.Delete:
                case Command.Keep:
                    break
                default:
                    this.isOpen = false
            }
        return this.isOpen
    }

    /** Do what `takes` has taken. @returns as `Studio`. @throws as `Studio` */
    async obey(command: Command): Promise<StopReason> {
        if (command === Command.Next) this.at++
        if (command === Command.Previous) this.at += NAME_COUNT - 1
        this.at = this.at % NAME_COUNT
        const name = NAMES.split(" ")[this.at]
        const studio = new Studio(this.parts, this.keys)
        switch (command) {
            case Command.RecordGreeting:
                return await studio.record(name, this.title(name), this.strokes())
            case Command.EraseGreeting:
            case Command.Delete:
                return await this.erase(studio, name)
            case Command.Keep:
                return await studio.say(await this.choose(name))
            default:
                return await this.hear(studio, name)
        }
    }

    private async hear(studio: Studio, name: string): Promise<StopReason> {
        const words = this.title(name) + ((await this.isThere(name)) ? "" : NONE)
        return await studio.hear(name, words + "|" + this.strokes())
    }

    /** One that was chosen for all callers is not chosen any more. */
    private async erase(studio: Studio, name: string): Promise<StopReason> {
        const { storage, settings } = this.parts
        if (settings.greeting === name) await storage.changeSetting(GREETING, PLANNED)
        return await studio.erase(name)
    }

    /** Let all callers hear it; the first one means: which one is as planned. @returns what is said of it */
    private async choose(name: string): Promise<string> {
        const { storage } = this.parts
        const isPlan = this.at === 0
        if (!(await this.isThere(name))) return NOT_SAVED
        if (!(await storage.changeSetting(GREETING, isPlan ? PLANNED : name))) return NOT_SAVED
        return isPlan ? AS_PLANNED : FOR_ALL
    }

    /** The usual one always is: the machine has one of its own. */
    private async isThere(name: string): Promise<boolean> {
        if (this.at === 0) return true
        return await this.parts.storage.hasFile(`AFTERBEEP/greetings/${name}.wav`)
    }

    /** What is said before a greeting: nothing before the usual one. */
    private title(name: string): string {
        return this.at === 0 ? "" : " greeting-" + name
    }

    /** The same where there are no words. */
    private strokes(): string {
        return "hhhhhh".slice(0, this.at)
    }
}
