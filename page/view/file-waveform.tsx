/** The waveform of a sound file, drawn when it comes into view. */

import { useEffect, useRef, useState } from "preact/hooks"
import { RATE_HZ, peaksOf, samplesOf } from "../state/wave-file.ts"
import { t } from "../texts/texts.ts"
import { lengthText } from "./format.ts"

const WIDTH = 600
const HEIGHT = 56

export function FileWaveform({ url, label }: { readonly url: string; readonly label: string }) {
    const canvas = useRef<HTMLCanvasElement>(null)
    const [seconds, setSeconds] = useState<number | undefined>(undefined)
    useEffect(() => {
        const gone = new AbortController()
        const read = async () => {
            const answer = await fetch(url, { signal: gone.signal })
            if (!answer.ok || !canvas.current) return
            const samples = samplesOf(await answer.arrayBuffer())
            draw(canvas.current, samples)
            setSeconds(samples.length / RATE_HZ)
        }
        const watch = new IntersectionObserver(entries => {
            if (!entries.some(entry => entry.isIntersecting)) return
            watch.disconnect()
            // Whoever scrolls on, or loses the server, sees no picture: the player below says more.
            read().catch(() => undefined)
        })
        watch.observe(canvas.current!)
        return () => {
            watch.disconnect()
            gone.abort()
        }
    }, [url])
    const length = seconds === undefined ? "" : t("seconds", { n: Math.floor(seconds) })
    return (
        <>
            <canvas
                ref={canvas}
                class="waveform"
                width={WIDTH}
                height={HEIGHT}
                role="img"
                aria-label={`${t("waveform")}: ${label} ${length}`}
            />
            <span class="hint" aria-hidden="true">
                {seconds !== undefined && lengthText(seconds)}
            </span>
        </>
    )
}

function draw(canvas: HTMLCanvasElement, samples: Int16Array): void {
    const pen = canvas.getContext("2d")!
    pen.clearRect(0, 0, WIDTH, HEIGHT)
    pen.fillStyle = getComputedStyle(canvas).color
    const middle = HEIGHT / 2
    peaksOf(samples, WIDTH).forEach(({ low, high }, x) => {
        const top = middle - high * middle
        pen.fillRect(x, top, 1, Math.max(1, (high - low) * middle))
    })
}
