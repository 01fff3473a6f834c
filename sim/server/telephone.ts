/**
 * The telephone of the page, as the exchange sees it: the microphone, recordings that are sent, and the keypad, mixed.
 *
 * What is sent is rounded to 16 bits, as a file of it would be, so that a call can be played again from its file.
 */
import { sampleToInt16 } from "../audio/sound-recorder.ts"
import { BLOCK_SAMPLES } from "../clock/audio-clock.ts"
import { ToneGenerator } from "../exchange/tones.ts"
import { dtmfPair } from "../exchange/dtmf-generator.ts"
import { callingSignal, type CallingMachine } from "../exchange/calling-tones.ts"
import { type Handset } from "../exchange/handset.ts"
import { ElasticBuffer } from "../protocol/elastic-buffer.ts"
import { LINE_RATE } from "../protocol/frame.ts"
import { type LineHealth, type TelephoneKey } from "../protocol/messages.ts"
import { KeyTune } from "./key-tune.ts"

/** Buffered sound of the microphone: the machine's time goes on in turns of about 10 ms, so 20 more than the page's ear. */
const MOUTH_BUFFER_MS = 60
/** Of each of a key's two tones, as telephones send them. */
const KEY_DBM = -9
/** A key that is only touched still sounds for so long. */
const KEY_MIN_BLOCKS = 14
/** From the beep until somebody speaks: 300 ms, whole blocks. */
const REACTION_SAMPLES = 60 * BLOCK_SAMPLES
const FULL_SCALE = 32768

export class Telephone implements Handset {
    isLifted = true
    private readonly mouth = new ElasticBuffer(LINE_RATE, MOUTH_BUFFER_MS)
    private readonly block = new Float32Array(BLOCK_SAMPLES)
    private recording: Float32Array | undefined
    /** Sample of it that comes next; before 0 it has not begun. */
    private recordingAt = 0
    private message: Float32Array | undefined
    /** The telephone is put down when the recording is over. */
    private isLastWord = false
    private tone: ToneGenerator | undefined
    private keyToTell: TelephoneKey | undefined
    private keyBlocks = 0
    private isKeyDown = false
    private tune: KeyTune | undefined
    private machine: CallingMachine | undefined
    private nextFrame: number | undefined
    private lost = 0

    /**
     * @param onHear told what is heard in each 5 ms; valid only during the call
     * @param onOver told once that the call has ended
     */
    constructor(
        private readonly onHear: (block: Float32Array) => void,
        private readonly onOver: () => void
    ) {}

    /** A frame of the microphone, counted by whoever sends. */
    take(number: number, samples: Float32Array): void {
        if (this.machine) return
        if (this.nextFrame !== undefined && number > this.nextFrame)
            this.lost += number - this.nextFrame
        this.nextFrame = number + 1
        this.mouth.push([samples])
    }

    /** Another microphone speaks from now on, or none. */
    changeMouth(): void {
        this.nextFrame = undefined
        this.mouth.rest()
    }

    /** Send a recording after the beep, as a person would, and put the telephone down after it. */
    sayAfterBeep(samples: Float32Array): void {
        this.message = samples
    }

    /** Send a recording, 8000 Hz, 1.0 = full scale, in the place of one that is being sent. */
    say(samples: Float32Array): void {
        this.recording = samples
        this.recordingAt = 0
        this.isLastWord = false
    }

    /** A machine calls: it hears nobody's microphone, sends its calling tone when it is answered, and gives up after some time. */
    beMachine(machine: CallingMachine): void {
        this.machine = machine
    }

    answered(): void {
        if (!this.machine) return
        this.say(callingSignal(this.machine))
        this.isLastWord = true
    }

    beepHeard(): void {
        const { message } = this
        if (!message) return
        this.message = undefined
        this.say(message)
        this.recordingAt = -REACTION_SAMPLES
        this.isLastWord = true
    }

    press(key: TelephoneKey): void {
        const plan = { frequenciesHz: dtmfPair(key), levelDbm: KEY_DBM, cadenceMs: [] }
        this.tone = new ToneGenerator(plan)
        this.keyToTell = key
        this.keyBlocks = 0
        this.isKeyDown = true
    }

    release(): void {
        this.isKeyDown = false
    }

    /** Press these keys, one after the other; those before that are still to come are forgotten. */
    dial(keys: string): void {
        this.tune = new KeyTune(keys)
    }

    putDown(): void {
        this.isLifted = false
    }

    get health(): LineHealth {
        return { ...this.mouth.stats, lost: this.lost }
    }

    speak(into: Float32Array): string | undefined {
        this.mouth.pull([this.block])
        into.set(this.block)
        this.addRecording(into)
        this.playTune()
        this.addTone(into)
        for (let i = 0; i < into.length; i++) into[i] = sampleToInt16(into[i]!) / FULL_SCALE
        const key = this.keyToTell
        this.keyToTell = undefined
        return key
    }

    hear(block: Float32Array): void {
        this.onHear(block)
    }

    over(): void {
        this.onOver()
    }

    private addRecording(into: Float32Array): void {
        if (!this.recording) return
        const end = this.recordingAt + into.length
        if (this.recordingAt >= 0) {
            const piece = this.recording.subarray(this.recordingAt, end)
            for (let i = 0; i < piece.length; i++) into[i]! += piece[i]!
        }
        this.recordingAt = end
        if (end < this.recording.length) return
        this.recording = undefined
        if (this.isLastWord) this.putDown()
    }

    private playTune(): void {
        const move = this.tune?.beat()
        if (move === "up") this.release()
        else if (move !== undefined) this.press(move)
        if (this.tune?.isOver) this.tune = undefined
    }

    private addTone(into: Float32Array): void {
        if (!this.tone) return
        if (!this.isKeyDown && this.keyBlocks >= KEY_MIN_BLOCKS) {
            this.tone = undefined
            return
        }
        this.keyBlocks++
        this.tone.addTo(into)
    }
}
