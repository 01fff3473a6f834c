/** Somebody in the room of whom all that is said is kept, so that it can be said again. */
import { type RoomMouth } from "./room-voice.ts"
import { SoundRecorder } from "./sound-recorder.ts"

export class RecordedMouth implements RoomMouth {
    private readonly sound = new SoundRecorder()

    /** @param inner sends steps of 16 bits, so that what is kept is what was said */
    constructor(private readonly inner: RoomMouth) {}

    /** What was said so far. */
    get samples(): Int16Array {
        return this.sound.samples.slice()
    }

    speak(into: Float32Array): boolean {
        const isMore = this.inner.speak(into)
        // One block follows the other, whatever the time.
        this.sound.append(into, 0)
        return isMore
    }
}
