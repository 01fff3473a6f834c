/** Tells the story at the terminal while it happens. */

import { type TimelineEvent } from "../../report/timeline.ts"
import { drawLamp } from "./drawing.ts"
import { type LampChange, lampChange } from "./lamp-watch.ts"
import { formatClock, type Ink, type Screen } from "./screen.ts"
import { type Activity, type Story } from "./story.ts"
import { type StoryLine, type StoryMood } from "./story-line.ts"

const INKS: Readonly<Record<StoryMood, Ink>> = { plain: "plain", good: "bold", bad: "red" }
/** Before the text of every line: the clock. */
const LABEL_COLUMNS = 10
/** Time of one character of a lamp that is drawn, and how much of it is shown. */
const LAMP_STEP_MS = 125
const LAMP_SHOWN_MS = 6000

const ACTIVITIES: Readonly<Record<Activity, string>> = {
    off: "no power",
    starting: "starting",
    waiting: "waiting for a call",
    ringing: "the telephone rings",
    greeting: "greeting the caller",
    recording: "recording",
    "in call": "on the line",
    playing: "the loudspeaker plays",
}

/** The longest state. */
const STATE_COLUMNS = 29
/** Often enough to be seen moving, seldom enough to cost nothing. */
const REDRAW_MS = 50

export class Teller {
    private drawnAtMs = -Infinity
    private toldMs = 0

    constructor(
        private readonly screen: Screen,
        private readonly story: Story,
        /** Stands after the status. */
        private readonly hint = ""
    ) {}

    hear(event: TimelineEvent): void {
        const lines = this.story.tell(event)
        for (const line of lines) this.say(line)
        if (lines.length > 0 || lampChange(event)) this.show(event.tMs)
    }

    /** Time has passed; at least once in a virtual second. */
    pass(nowMs: number): void {
        for (const line of this.story.pass(nowMs)) this.say(line)
        if (performance.now() - this.drawnAtMs >= REDRAW_MS) this.show(nowMs)
    }

    /** Draw the status. */
    show(nowMs: number): void {
        const { screen, story } = this
        const { lampOn, lampOff } = screen.look.signs
        const lamp = story.lamp.isOn ? lampOn : lampOff
        const state = this.describeActivity(nowMs)
        this.drawnAtMs = performance.now()
        screen.live([
            { text: `  ${formatClock(nowMs).padEnd(8)}lamp `, ink: "dim" },
            { text: lamp, ink: story.lamp.isOn ? "lamp" : "plain" },
            { text: `  ${state.padEnd(STATE_COLUMNS)}`, ink: "plain" },
            { text: this.hint, ink: "dim" },
        ])
    }

    /** Tell something that no event says. */
    announce(tMs: number, text: string, mood: StoryMood): void {
        this.say({ tMs, text, mood })
    }

    private say(line: StoryLine): void {
        const { screen } = this
        // Some things are known only a moment later; the clock on the paper never goes back.
        this.toldMs = Math.max(this.toldMs, line.tMs)
        screen.entry(
            `  ${formatClock(this.toldMs)}`.padEnd(LABEL_COLUMNS),
            line.text,
            INKS[line.mood]
        )
        if (line.fileName !== undefined)
            screen.drawing([" ".repeat(LABEL_COLUMNS) + line.fileName], INKS[line.mood])
        if (line.lamp) screen.drawing([this.drawLampPattern(line.lamp, line.tMs)], "lamp")
    }

    private describeActivity(nowMs: number): string {
        const { activity } = this.story
        const recording = this.story.recordingSeconds(nowMs)
        if (!recording) return ACTIVITIES[activity]
        const { said, stored } = recording
        return `recording ${said.toFixed(0)} s (${stored.toFixed(0)} s stored)`
    }

    private drawLampPattern(changes: readonly LampChange[], untilMs: number): string {
        const { look } = this.screen
        const fromMs = changes[0]!.tMs
        const toMs = Math.min(untilMs, fromMs + LAMP_SHOWN_MS)
        const columns = Math.round((toMs - fromMs) / LAMP_STEP_MS)
        const scale = { fromMs, toMs, columns }
        const pattern = drawLamp(changes, scale, look.signs)
        return `${" ".repeat(LABEL_COLUMNS)}${pattern}  ${describeBlinking(changes)}`
    }
}

/** The first flash and the pause after it, as they were. */
function describeBlinking([on, off, next]: readonly LampChange[]): string {
    const seconds = (from: LampChange, to: LampChange) =>
        `${((to.tMs - from.tMs) / 1000).toFixed(1)} s`
    return on && off && next ? `on ${seconds(on, off)}, off ${seconds(off, next)}` : ""
}
