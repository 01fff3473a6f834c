/** Somebody who stands before the machine and speaks: the sound that a microphone in the room hears. */

/** Who speaks for as long as they like, and not what is known beforehand. */
export interface RoomMouth {
    /**
     * Fill `into` with the sound that begins now; valid only during the call.
     *
     * @returns whether more follows; it is not asked again after it said no
     */
    speak(into: Float32Array): boolean
}

export class RoomVoice {
    private readonly queue: Float32Array[] = []
    private atSample = 0
    private mouth: RoomMouth | undefined
    private fromMouth = new Float32Array(0)

    /** There is more to be said. */
    get isSpeaking(): boolean {
        return this.queue.length > 0 || this.mouth !== undefined
    }

    /** Say this now, or after what is being said. */
    say(samples: Float32Array): void {
        if (samples.length > 0) this.queue.push(samples)
    }

    /** Listen to `mouth`, until it has done; whoever spoke before is heard no more. */
    listenTo(mouth: RoomMouth): void {
        this.mouth = mouth
    }

    /** Fill `into` with the sound that begins now; silence where nothing is said. */
    speak(into: Float32Array): void {
        into.fill(0)
        this.speakQueue(into)
        this.addMouth(into)
    }

    private addMouth(into: Float32Array): void {
        if (!this.mouth) return
        if (this.fromMouth.length !== into.length) this.fromMouth = new Float32Array(into.length)
        if (!this.mouth.speak(this.fromMouth)) this.mouth = undefined
        for (let i = 0; i < into.length; i++) into[i]! += this.fromMouth[i]!
    }

    private speakQueue(into: Float32Array): void {
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
