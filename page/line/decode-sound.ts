/** A sound file of any kind that the browser knows, as the line has it: 8000 Hz, all channels mixed. */

import { LINE_RATE } from "../../sim/protocol/frame.ts"

/** Undefined: the browser can't read it. Waits: for the browser. */
export async function decodeSound(file: Blob): Promise<Float32Array | undefined> {
    try {
        // A context brings what it decodes to its own rate.
        const context = new OfflineAudioContext(1, 1, LINE_RATE)
        return mixed(await context.decodeAudioData(await file.arrayBuffer()))
    } catch (error) {
        if (error instanceof DOMException) return undefined
        throw error
    }
}

function mixed(sound: AudioBuffer): Float32Array {
    const mono = new Float32Array(sound.length)
    for (let channel = 0; channel < sound.numberOfChannels; channel++) {
        const samples = sound.getChannelData(channel)
        for (let i = 0; i < mono.length; i++) mono[i]! += samples[i]! / sound.numberOfChannels
    }
    return mono
}
