/**
 * The telephone and the loudspeaker as the audio thread has them: microphone in, ear and speaker out, and a port to the
 * worker that owns the socket. All of it lives in one processor, so that it shares one clock.
 */
import { BendingResampler } from "../../sim/protocol/bending-resampler.ts"
import { ElasticBuffer } from "../../sim/protocol/elastic-buffer.ts"
import { EAR_CHANNELS, FRAME_SAMPLES, LINE_RATE } from "../../sim/protocol/frame.ts"
import { type LineOptions, type SoundReport } from "./sound-messages.ts"

const REPORTS_PER_SECOND = 10

class LineProcessor extends AudioWorkletProcessor {
    private readonly mouth = new BendingResampler(sampleRate / LINE_RATE)
    private readonly ears: ElasticBuffer
    private frame = new Float32Array(FRAME_SAMPLES)
    private filled = 0
    private worker: MessagePort | undefined
    private played = 0
    private nextReport = 0
    private readonly peaks = { mouth: 0, ear: 0, speaker: 0 }

    constructor({ processorOptions }: { processorOptions: LineOptions }) {
        super()
        this.ears = new ElasticBuffer(sampleRate, processorOptions.bufferMs, EAR_CHANNELS)
        this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => this.connect(data)
    }

    /** Called for each 128 samples; nothing is made anew here but the frame that goes out. */
    process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
        const microphone = inputs[0]?.[0]
        const [ear, speaker] = outputs.map(([channel]) => channel!)
        if (microphone) this.speak(microphone)
        this.ears.pull([ear!, speaker!])
        this.peaks.ear = peakOf(ear!, this.peaks.ear)
        this.peaks.speaker = peakOf(speaker!, this.peaks.speaker)
        this.played += ear!.length
        if (this.played >= this.nextReport) this.report()
        return true
    }

    private connect(worker: MessagePort): void {
        this.worker = worker
        worker.onmessage = ({ data }: MessageEvent<Float32Array[]>) => this.ears.push(data)
    }

    private speak(microphone: Float32Array): void {
        this.peaks.mouth = peakOf(microphone, this.peaks.mouth)
        for (const sample of microphone) {
            this.mouth.push(sample)
            while (this.mouth.isReady) {
                this.frame[this.filled++] = this.mouth.read()
                if (this.filled === FRAME_SAMPLES) this.send()
            }
        }
    }

    private send(): void {
        this.worker?.postMessage(this.frame, [this.frame.buffer])
        this.frame = new Float32Array(FRAME_SAMPLES)
        this.filled = 0
    }

    private report(): void {
        this.nextReport = this.played + sampleRate / REPORTS_PER_SECOND
        const { peaks, played, ears } = this
        const report: SoundReport = { ear: ears.stats, peaks: { ...peaks }, playedSamples: played }
        this.port.postMessage(report)
        peaks.mouth = peaks.ear = peaks.speaker = 0
    }
}

function peakOf(samples: Float32Array, before: number): number {
    let peak = before
    for (const sample of samples) if (Math.abs(sample) > peak) peak = Math.abs(sample)
    return peak
}

registerProcessor("line", LineProcessor)
