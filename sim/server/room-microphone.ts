/**
 * The microphone of a page, held before the machine: what it hears is heard in the room.
 *
 * What is said is rounded to 16 bits, as a file of it would be, so that it can be said again from its file.
 */
import { type RoomMouth } from "../audio/room-voice.ts"
import { sampleToInt16 } from "../audio/sound-recorder.ts"
import { ElasticBuffer } from "../protocol/elastic-buffer.ts"
import { LINE_RATE } from "../protocol/frame.ts"

/** As much as the telephone's, for the same reason. */
const BUFFER_MS = 60
const FULL_SCALE = 32768

export class RoomMicrophone implements RoomMouth {
    private readonly buffer = new ElasticBuffer(LINE_RATE, BUFFER_MS)
    private isOpen = true

    /** A frame of the page's microphone. */
    take(samples: Float32Array): void {
        this.buffer.push([samples])
    }

    /** The block that is heard next is the last one. */
    close(): void {
        this.isOpen = false
    }

    speak(into: Float32Array): boolean {
        this.buffer.pull([into])
        for (let i = 0; i < into.length; i++) into[i] = sampleToInt16(into[i]!) / FULL_SCALE
        return this.isOpen
    }
}
