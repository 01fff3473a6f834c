import { Waiting } from "../../../src/fat/volume"
import { LoggedCall } from "../../../src/calls/call-log"
import { ReturnState } from "../../../src/calls/return-state"
import { Codec, SoundSource } from "../../../src/hal/sound"
import { WallTime } from "../../../src/hal/wall-clock"
import { Envelope } from "../../../src/store/envelope"
import { Fault, FaultCode } from "../../../src/util/fault"
import { HEARD, Kind, UNHEARD } from "../../../src/store/slot-state"
import { CountingSound } from "./sounds"

/** A recording that remembers what it was given. */
export class FakeRecording {
    sectorsLeft = 100
    envelope: Envelope | undefined
    bytesInLast = -1
    keptBytes = -1
    /** One letter for each thing done after it was filed: u urgent, n named again. */
    log = ""
    isDropped = false

    async drop(): Promise<void> {
        this.isDropped = true
    }

    async prepare(): Promise<void> {}

    async put(from: Buffer, atByte: number): Promise<number> {
        this.sectorsLeft--
        return 1
    }

    async flush(): Promise<boolean> {
        return true
    }

    async markUrgent(): Promise<void> {
        this.log += "u"
    }

    nameAgain(): void {
        this.log += "n"
    }

    async finish(
        lastSector: Buffer,
        bytesInLast: number,
        envelope: Envelope,
        keptBytes: number
    ): Promise<void> {
        this.keptBytes = keptBytes
        this.bytesInLast = bytesInLast
        this.envelope = envelope
    }
}

class FakeMessage {
    number = "2125550123"
    slot = 0
    at: WallTime | undefined

    constructor(
        readonly order: number,
        private isBroken: boolean
    ) {}

    async open(): Promise<SoundSource> {
        if (this.isBroken) throw new Fault(FaultCode.Corrupt, "not a WAV")
        return new CountingSound(Codec.PcmU8, 100)
    }
}

function without(serials: string, serial: string): string {
    let left = ""
    for (let i = 0; i < serials.length; i++) if (!serial.includes(serials[i])) left += serials[i]
    return left
}

function sorted(serials: string): string {
    let all = ""
    for (let i = 0; i < 10; i++) if (serials.includes("" + i)) all += i
    return all
}

/** Calls that wait to be returned: one number for each. */
export class FakeReturns {
    openCount = 0
    /** Numbers and the states they were given. */
    marked = ""
    /** A FaultCode with which the card fails; 0: it does not. */
    fault = 0

    async nextOpen(line: number): Promise<any> {
        if (this.fault !== 0) throw new Fault(this.fault, "no list")
        if (line >= this.openCount) return undefined
        return { line: line + 1, number: "212555010" + (line + 1), name: "", at: undefined }
    }

    async markCalls(number: string, state: ReturnState): Promise<number> {
        if (this.fault !== 0) throw new Fault(this.fault, "no list")
        this.marked += number + ":" + state + " "
        return 1
    }
}

/** The store as the app uses it, in memory. */
export class FakeStore {
    /** It is the fake of its messages, too. */
    readonly messages: FakeStore = this
    unheardCount = 0
    /** A FaultCode with which the mount fails; 0: it does not. */
    mountFault = 0
    readonly volume = { isReplaceable: false, card: { sectorCount: 2048000 }, mountNumber: 1 }
    recording: FakeRecording | undefined
    isFull = false
    greeting: SoundSource | undefined
    /** A FaultCode with which sounds are refused; 0: they are not. */
    openFault = 0
    freeCount = 5
    roomCount = 5
    isReadOnly = false
    tidied = 1
    maintainCount = 0
    /** Somebody was waiting when it was asked for work last. */
    wasWanted = false
    /** The work takes long. */
    isLong = false
    /** Lines of the list of calls. */
    calls = ""
    /** Their states, a figure for each. */
    states = ""
    files = ""
    /** Paths of the sounds that were opened. */
    opened = ""
    /** WAV files in the folder of prompts; but for these words. */
    hasPrompts = false
    lacking = ""

    private lacks(path: string): boolean {
        const words = this.lacking.split(" ")
        return words.some(word => word !== "" && path.endsWith("/" + word + ".wav"))
    }

    async hasFolder(path: string): Promise<boolean> {
        return this.hasPrompts
    }

    async beginRecording(codec: Codec): Promise<FakeRecording> {
        if (this.isFull) throw new Fault(FaultCode.Full, "no slot is free")
        this.recording = new FakeRecording()
        return this.recording
    }

    async openSound(path: string): Promise<SoundSource | undefined> {
        if (this.openFault !== 0) throw new Fault(this.openFault, "no sound")
        this.opened += path + "\n"
        if (path.startsWith("AFTERBEEP/prompts/"))
            return this.hasPrompts && !this.lacks(path)
                ? new CountingSound(Codec.PcmU8, 10)
                : undefined
        return this.greeting
    }

    /** Serials of the messages: one character each. */
    unheard = ""
    heard = ""
    trashed = ""
    /** Those of the trash that nobody has heard. */
    unheardTrash = ""
    broken = ""
    /** Called when the first message is marked as heard. */
    onHeard: (() => void) | undefined

    async nextOfKinds(kinds: number, afterSerial = 0): Promise<FakeMessage | undefined> {
        if (kinds === UNHEARD) return this.next(this.unheard, afterSerial)
        if (kinds === 1 << Kind.Heard) return this.next(without(this.heard, this.kept), afterSerial)
        if (kinds === HEARD) return this.next(this.heard, afterSerial)
        if (kinds === (UNHEARD | HEARD))
            return this.next(sorted(this.unheard + this.heard), afterSerial)
        return this.next(this.trashed, afterSerial)
    }

    async kindOf(message: FakeMessage): Promise<Kind> {
        return this.unheard.includes("" + message.order) ? Kind.Unheard : Kind.Heard
    }

    /** How often a message was marked as heard. */
    marked = 0

    async markHeard(message: FakeMessage): Promise<void> {
        this.marked++
        this.remove(message.order)
        this.heard += message.order
        const onHeard = this.onHeard
        this.onHeard = undefined
        if (onHeard) onHeard()
    }

    async trash(message: FakeMessage): Promise<void> {
        if (this.unheard.includes("" + message.order)) this.unheardTrash += message.order
        this.remove(message.order)
        this.trashed += message.order
    }

    kept = ""

    async keep(message: FakeMessage): Promise<void> {
        this.remove(message.order)
        this.heard += message.order
        this.kept += message.order
    }

    async untrash(message: FakeMessage): Promise<void> {
        this.trashed = without(this.trashed, "" + message.order)
        if (this.unheardTrash.includes("" + message.order)) {
            this.unheardTrash = without(this.unheardTrash, "" + message.order)
            this.unheard = sorted(this.unheard + message.order)
            this.unheardCount = this.unheard.length
        } else this.heard += message.order
    }

    messageOf(recording: FakeRecording): FakeMessage {
        return new FakeMessage(0, false)
    }

    private next(serials: string, afterSerial: number): FakeMessage | undefined {
        for (let i = 0; i < serials.length; i++) {
            const serial = parseInt(serials[i])
            if (serial > afterSerial) return new FakeMessage(serial, this.broken === serials[i])
        }
        return undefined
    }

    private remove(serial: number): void {
        this.unheard = without(this.unheard, "" + serial)
        this.heard = without(this.heard, "" + serial)
        this.unheardCount = this.unheard.length
    }

    /** What can be asked about calls that wait to be returned. */
    readonly returns = new FakeReturns()

    async logCall(call: LoggedCall): Promise<boolean> {
        if (this.isReadOnly) return false
        this.calls += call.number + ": " + call.outcome + " " + call.seconds + "\n"
        this.states += call.state
        return true
    }

    readonly recovery = { cutNote: "" }
    /** Notes that got their lines. */
    noted = ""

    place(): string {
        return "7|12"
    }

    async logNote(note: string, mayBeListed: boolean): Promise<boolean> {
        if (this.isReadOnly) return false
        this.noted += note + (mayBeListed ? "?\n" : "\n")
        return true
    }

    async maintain(waiting?: Waiting): Promise<boolean> {
        this.maintainCount++
        if (!this.isLong) return false
        this.wasWanted = waiting !== undefined && (await waiting.isWanted())
        return true
    }

    async mount(): Promise<void> {
        if (this.mountFault !== 0) throw new Fault(this.mountFault, "no volume")
    }

    setSlotsMax(limit: number): void {}

    async readText(path: string): Promise<string | undefined> {
        return this.files
    }
}

/** A card that can be made to fail. */
export class FakeCard {
    readonly sectorCount = 1000
    meanwhile: any
    isAbsent = false
    isWriteProtected = false
    initialiseCount = 0

    async initialise(): Promise<void> {
        this.initialiseCount++
        if (this.isAbsent) throw new Fault(FaultCode.Absent, "no card")
    }

    async isResponding(): Promise<boolean> {
        return !this.isAbsent
    }
}
