/** Somebody who looks at the display: tells the timeline what it says whenever it has come to rest. */
import type { Scheduler } from "../clock/scheduler.ts"
import type { Timeline } from "../report/timeline.ts"
import { DisplayReader } from "./display-text.ts"

/** A display that has not changed for so long is read. */
const REST_US = 50_000

/** A picture of `width` × `height` points, one byte each, row by row; 1 is lit. */
export interface DisplayPicture {
    readonly width: number
    readonly height: number
    readonly points: Uint8Array
}

export interface WatchedDisplay {
    readonly width: number
    readonly height: number
    picture(): Uint8Array
}

export class DisplayWatch {
    private readonly reader: DisplayReader
    private changeCount = 0
    /** What was told last, packed. */
    private told = ""
    private lastLit: Uint8Array

    constructor(
        private readonly display: WatchedDisplay,
        private readonly scheduler: Scheduler,
        private readonly timeline: Timeline,
        font: string
    ) {
        this.reader = new DisplayReader(display.width, display.height, font)
        this.lastLit = new Uint8Array(display.width * display.height)
        this.told = pack(this.lastLit)
    }

    /** The last picture that was lit. */
    get lastPicture(): DisplayPicture {
        const { width, height } = this.display
        return { width, height, points: this.lastLit }
    }

    changed(): void {
        const change = ++this.changeCount
        this.scheduler.after(REST_US, () => {
            if (change === this.changeCount) this.look()
        })
    }

    /** Power is gone: dark at once. */
    powerOff(): void {
        this.changeCount++
        this.look()
    }

    private look(): void {
        const points = this.display.picture()
        const picture = pack(points)
        if (picture === this.told) return
        this.told = picture
        if (points.includes(1)) this.lastLit = points
        this.timeline.emit("panel", "display", { text: this.reader.read(points), picture })
    }
}

/** Eight points a byte, the left one in bit 7, in base64. */
function pack(points: Uint8Array): string {
    const bytes = new Uint8Array(points.length / 8)
    points.forEach((point, at) => {
        if (point !== 0) bytes[at >> 3]! |= 0x80 >> (at & 7)
    })
    return Buffer.from(bytes).toString("base64")
}
