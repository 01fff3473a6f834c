/** A telephone in somebody's hand of which all that is said is kept, so that the call can be played again. */
import { SoundRecorder } from "../audio/sound-recorder.ts"
import { type KeyMark } from "./file-handset.ts"
import { type Handset } from "./handset.ts"

export class RecordedHandset implements Handset {
    private readonly sound = new SoundRecorder()
    private readonly pressed: KeyMark[] = []

    /** @param inner sends steps of 16 bits, so that what is kept is what was sent */
    constructor(private readonly inner: Handset) {}

    /** What was said so far, from the first beat of the call on. */
    get samples(): Int16Array {
        return this.sound.samples.slice()
    }

    get keys(): readonly KeyMark[] {
        return [...this.pressed]
    }

    get isLifted(): boolean {
        return this.inner.isLifted
    }

    speak(into: Float32Array): string | undefined {
        const atSample = this.sound.sampleCount
        const digit = this.inner.speak(into)
        // One beat follows the other, whatever the time: the file has no gaps.
        this.sound.append(into, 0)
        if (digit !== undefined) this.pressed.push({ atSample, digit })
        return digit
    }

    hear(block: Float32Array): void {
        this.inner.hear(block)
    }

    answered(): void {
        this.inner.answered()
    }

    beepHeard(): void {
        this.inner.beepHeard()
    }

    over(): void {
        this.inner.over()
    }
}
