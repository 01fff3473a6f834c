/** The one telephone that all pages share: who calls, whose microphone it is, and what is sent into the line. */

import { type Command, type LineHealth, type Refusal } from "../protocol/messages.ts"
import { callOf } from "./commands.ts"
import { type SoundShelf } from "./sound-shelf.ts"
import { type Stage } from "./stage.ts"
import { Telephone } from "./telephone.ts"

/** A page that reloads is back by then; the telephone of one that is not is put down. */
const RELOAD_MS = 10_000

/** What a network can send, as in a scenario (docs/scenarios.md): nothing, no number, or one; and 15 letters. */
const SENT_NUMBER = /^(private|(?=.{1,20}$)\+?[0-9]+|)$/
const SENT_NAME = /^[ -~]{0,15}$/

type CallCommand = Extract<Command, { do: "call" }>
type HandsetCommand = Extract<Command, { do: "hang-up" | "take-over" | "key" | "keys" | "say" }>

export class PhoneDesk {
    /** Page whose microphone is the caller's; "": nobody is on the line by hand. */
    holder = ""
    private telephone: Telephone | undefined

    /** @param onHear told what is heard in each 5 ms; valid only during the call */
    constructor(
        private readonly sounds: SoundShelf,
        private readonly onHear: (block: Float32Array) => void
    ) {}

    /** How well the caller's microphone arrives; undefined: there is none. */
    get health(): LineHealth | undefined {
        return this.telephone?.health
    }

    call(stage: Stage, command: CallCommand, page: string): Refusal["reason"] | undefined {
        if (this.telephone) return "on-the-line"
        if (!SENT_NUMBER.test(command.number) || !SENT_NAME.test(command.name)) return "bad-caller"
        const message = this.sounds.find(command.recording)
        if (!message && command.recording !== "") return "not-understood"
        const handset = new Telephone(this.onHear, () => this.forget(handset))
        if (command.machine) handset.beMachine(command.machine)
        else if (message) handset.sayAfterBeep(message)
        this.telephone = handset
        this.holder = page
        const spec = callOf(command)
        return void stage.atNextTurn(() => stage.act({ kind: "call", spec, handset }))
    }

    use(command: HandsetCommand, page: string): Refusal["reason"] | undefined {
        const { telephone } = this
        if (!telephone) return "no-call"
        switch (command.do) {
            case "hang-up":
                return void telephone.putDown()
            case "take-over":
                this.holder = page
                return void telephone.changeMouth()
            case "key":
                return void (command.isDown ? telephone.press(command.key) : telephone.release())
            case "keys":
                return void telephone.dial(command.keys)
            case "say":
                return this.say(telephone, command.recording)
        }
    }

    /** A frame of its microphone, counted by whoever sends. */
    take(number: number, samples: Float32Array): void {
        this.telephone?.take(number, samples)
    }

    /** That page's microphone is somewhere else now. */
    loseMouth(page: string): void {
        if (page === this.holder) this.telephone?.changeMouth()
    }

    /** Nobody looks at that page any more; it may come back. */
    awaitReturn(page: string, isBack: () => boolean): void {
        if (page !== this.holder) return
        const { telephone } = this
        telephone?.changeMouth()
        const timer = setTimeout(() => {
            if (page === this.holder && !isBack()) telephone?.putDown()
        }, RELOAD_MS)
        timer.unref()
    }

    /** The telephone is put down, whoever has it. */
    drop(): void {
        this.telephone?.putDown()
        this.telephone = undefined
        this.holder = ""
    }

    private say(telephone: Telephone, recording: string): Refusal["reason"] | undefined {
        const samples = this.sounds.find(recording)
        if (!samples) return "not-understood"
        return void telephone.say(samples)
    }

    private forget(telephone: Telephone): void {
        if (telephone !== this.telephone) return
        this.telephone = undefined
        this.holder = ""
    }
}
