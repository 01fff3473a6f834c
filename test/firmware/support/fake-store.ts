import { Codec, SoundSource } from "../../../src/hal/sound"
import { Envelope } from "../../../src/store/envelope"
import { Fault, FaultCode } from "../../../src/util/fault"
import { CountingSound } from "./sounds"

/** A recording that remembers what it was given. */
export class FakeRecording {
    sectorsLeft = 100
    envelope: Envelope | undefined
    bytesInLast = -1

    async append(from: Buffer, atByte: number, sectorCount: number): Promise<void> {
        this.sectorsLeft -= sectorCount
    }

    async finish(lastSector: Buffer, bytesInLast: number, envelope: Envelope): Promise<void> {
        this.bytesInLast = bytesInLast
        this.envelope = envelope
    }
}

class FakeMessage {
    constructor(readonly serial: number) {}

    async open(): Promise<SoundSource> {
        return new CountingSound(Codec.PcmU8, 100)
    }
}

/** The store as the app uses it, in memory. */
export class FakeStore {
    unheardCount = 0
    recording: FakeRecording | undefined
    isFull = false
    greeting: SoundSource | undefined
    isGreetingBroken = false
    heard = ""
    files = ""

    async beginRecording(codec: Codec): Promise<FakeRecording> {
        if (this.isFull) throw new Fault(FaultCode.Full, "no slot is free")
        this.recording = new FakeRecording()
        return this.recording
    }

    async openSound(path: string): Promise<SoundSource | undefined> {
        if (this.isGreetingBroken) throw new Fault(FaultCode.Corrupt, "not a WAV")
        return this.greeting
    }

    nextUnheard(): FakeMessage | undefined {
        return this.unheardCount > 0 ? new FakeMessage(10 - this.unheardCount) : undefined
    }

    async markHeard(message: FakeMessage): Promise<void> {
        this.heard += message.serial
        this.unheardCount--
    }

    async mount(): Promise<void> {}

    async readText(path: string): Promise<string | undefined> {
        return this.files
    }
}

/** A card that can be made to fail. */
export class FakeCard {
    readonly sectorCount = 1000
    meanwhile: any
    isAbsent = false

    async initialise(): Promise<void> {
        if (this.isAbsent) throw new Fault(FaultCode.Absent, "no card")
    }

    async isResponding(): Promise<boolean> {
        return !this.isAbsent
    }
}
