/** Somebody who stands before the machine and speaks: the sound that a microphone in the room hears. */

export class RoomVoice {
    private readonly queue: Float32Array[] = []
    private atSample = 0

    /** There is more to be said. */
    get isSpeaking(): boolean {
        return this.queue.length > 0
    }

    /** Say this now, or after what is being said. */
    say(samples: Float32Array): void {
        if (samples.length > 0) this.queue.push(samples)
    }

    /** Fill `into` with the sound that begins now; silence where nothing is said. */
    speak(into: Float32Array): void {
        into.fill(0)
        let filled = 0
        while (filled < into.length && this.queue.length > 0) {
            const samples = this.queue[0]!
            const piece = samples.subarray(this.atSample, this.atSample + into.length - filled)
            into.set(piece, filled)
            filled += piece.length
            this.atSample += piece.length
            if (this.atSample < samples.length) continue
            this.queue.shift()
            this.atSample = 0
        }
    }
}
