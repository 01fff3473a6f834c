// Names of the audio thread (Web Audio API, AudioWorkletGlobalScope) that TypeScript's library does not know.

declare const sampleRate: number
declare function registerProcessor(name: string, processor: unknown): void
declare class AudioWorkletProcessor {
    readonly port: MessagePort
}
