/** The sound of the page: one context, one processor for both directions, and a worker that owns the socket. */

import { type WorkerOrder } from "./line-worker.ts"
import { type LineOptions, type SoundReport } from "./sound-messages.ts"

/** The modem wants the voice as it is: what a browser does to it spoils key tones and silence. */
const RAW_VOICE = {
    channelCount: 1,
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
}
const BUFFER_MS = 40

export interface SoundOptions {
    /** Owns the socket. */
    readonly worker: Worker
    readonly onReport: (report: SoundReport) => void
}

/** Who is heard, each with a volume. */
export type Voice = "ear" | "speaker"
const VOICES: readonly Voice[] = ["ear", "speaker"]

export class PageSound {
    private microphone: MediaStream | undefined
    private mouth: MediaStreamAudioSourceNode | undefined

    private constructor(
        readonly context: AudioContext,
        private readonly line: AudioWorkletNode,
        private readonly gains: ReadonlyMap<Voice, GainNode>
    ) {}

    /**
     * To be called while a click or a key is being handled: browsers begin no sound without one.
     *
     * @throws DOMException: there is no sound on this computer, or the page is not allowed to make any
     */
    static async start({ worker, onReport }: SoundOptions): Promise<PageSound> {
        const context = new AudioContext({ latencyHint: "interactive" })
        await context.audioWorklet.addModule("line-worklet.js")
        const processorOptions: LineOptions = { bufferMs: BUFFER_MS }
        const line = new AudioWorkletNode(context, "line", {
            numberOfOutputs: VOICES.length,
            outputChannelCount: VOICES.map(() => 1),
            processorOptions,
        })
        const gains = new Map(VOICES.map((voice, output) => [voice, gainOf(context, line, output)]))
        joinSocket(line, worker)
        line.port.addEventListener("message", ({ data }: MessageEvent<SoundReport>) =>
            onReport(data)
        )
        await context.resume()
        return new PageSound(context, line, gains)
    }

    get hasMicrophone(): boolean {
        return this.microphone !== undefined
    }

    setVolume(voice: Voice, volume: number): void {
        this.gains.get(voice)!.gain.value = volume
    }

    /** @throws DOMException: NotAllowedError, NotFoundError, NotReadableError */
    async openMicrophone(): Promise<void> {
        if (this.microphone) return
        this.microphone = await navigator.mediaDevices.getUserMedia({ audio: RAW_VOICE })
        this.mouth = this.context.createMediaStreamSource(this.microphone)
        this.mouth.connect(this.line)
    }

    /** The browser shows no longer that somebody listens. */
    closeMicrophone(): void {
        this.mouth?.disconnect()
        for (const track of this.microphone?.getTracks() ?? []) track.stop()
        this.mouth = this.microphone = undefined
    }

    /** A microphone that is muted sends silence, so that the other end sees no gap. */
    mute(isMuted: boolean): void {
        for (const track of this.microphone?.getAudioTracks() ?? []) track.enabled = !isMuted
    }
}

function gainOf(context: AudioContext, line: AudioWorkletNode, output: number): GainNode {
    const gain = context.createGain()
    line.connect(gain, output)
    gain.connect(context.destination)
    return gain
}

function joinSocket(line: AudioWorkletNode, worker: Worker): void {
    const { port1, port2 } = new MessageChannel()
    const order: WorkerOrder = { audio: port1 }
    worker.postMessage(order, [port1])
    line.port.postMessage(port2, [port2])
    line.port.start()
}
