/** Who speaks before the machine: the microphone of one page, or recordings. */

import { type Command, type Refusal } from "../protocol/messages.ts"
import { RoomMicrophone } from "./room-microphone.ts"
import { type SoundShelf } from "./sound-shelf.ts"
import { type Stage } from "./stage.ts"

type RoomCommand = Extract<Command, { do: "room" | "room-say" }>

export class RoomDesk {
    /** Page whose microphone is held before the machine; "": none. */
    holder = ""
    private microphone: RoomMicrophone | undefined

    /** @param onOpen told of the page whose microphone is no longer at the telephone */
    constructor(
        private readonly sounds: SoundShelf,
        private readonly onOpen: (page: string) => void
    ) {}

    use(stage: Stage, command: RoomCommand, page: string): Refusal["reason"] | undefined {
        if (command.do === "room-say") return this.say(stage, command.recording)
        return command.isOpen ? this.open(stage, page) : void this.close(page)
    }

    /** A frame of its microphone. */
    take(samples: Float32Array): void {
        this.microphone?.take(samples)
    }

    /** @param page the one that closes its microphone; undefined: whosever it is */
    close(page = this.holder): void {
        if (page !== this.holder) return
        this.microphone?.close()
        this.microphone = undefined
        this.holder = ""
    }

    private open(stage: Stage, page: string): Refusal["reason"] | undefined {
        if (this.microphone) return page === this.holder ? undefined : "other-page"
        const mouth = new RoomMicrophone()
        this.microphone = mouth
        this.holder = page
        this.onOpen(page)
        return void stage.atNextTurn(() => stage.act({ kind: "openMouth", mouth }))
    }

    private say({ atNextTurn, act }: Stage, name: string): Refusal["reason"] | undefined {
        const samples = this.sounds.find(name)
        if (!samples) return "not-understood"
        return void atNextTurn(() => act({ kind: "say", samples }))
    }
}
