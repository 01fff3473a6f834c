import { runJudge } from "./judges.ts"

/** Sound by sox: `effects` begin with what makes it ("synth 0.5 sine 697"); 8 kHz, one channel, floats. */
export function soxSound(effects: string, input: readonly string[] = ["-n"]): Float32Array {
    const output = ["-t", "f32", "-r", "8000", "-c", "1", "-"]
    const bytes = runJudge("sox", ["-R", "-D", ...input, ...output, ...effects.split(" ")])
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

export function silence(ms: number): Float32Array {
    return new Float32Array(Math.round(ms * 8))
}

export function concat(...parts: readonly Float32Array[]): Float32Array {
    const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
        whole.set(part, at)
        at += part.length
    }
    return whole
}

/** `over` is laid over the beginning of `under`. */
export function mix(under: Float32Array, over: Float32Array): Float32Array {
    return under.map((sample, i) => sample + (over[i] ?? 0))
}

export function scale(sound: Float32Array, gainDb: number): Float32Array {
    const factor = 10 ** (gainDb / 20)
    return sound.map(sample => sample * factor)
}

/** The sound in blocks of `size`, the last one shorter. */
export function* blocksOf(sound: Float32Array, size: number): Generator<Float32Array> {
    for (let at = 0; at < sound.length; at += size) yield sound.subarray(at, at + size)
}
