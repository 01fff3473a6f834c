import assert from "node:assert/strict"
import { test } from "node:test"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { ButtonPresser } from "../../../sim/scenario/button-presser.ts"

function bench(): { scheduler: Scheduler; fingers: ButtonPresser; story: string[] } {
    const scheduler = new Scheduler()
    const story: string[] = []
    const tell = (what: string) => (button: string) => {
        story.push(`${scheduler.nowUs / 1000} ${what} ${button}`)
    }
    const fingers = new ButtonPresser(scheduler, { press: tell("press"), release: tell("release") })
    return { scheduler, fingers, story }
}

const TWICE = { times: 2, downMs: 120, gapMs: 150 }

test("two buttons are pressed at the same time, each with its own rhythm", () => {
    const { scheduler, fingers, story } = bench()
    fingers.start({ button: "play", ...TWICE })
    fingers.start({ button: "menu", times: 1, downMs: 200, gapMs: 150 })
    scheduler.runUntil(1_000_000)
    assert.deepEqual(story, [
        "0 press play",
        "0 press menu",
        "120 release play",
        "200 release menu",
        "270 press play",
        "390 release play",
    ])
})

test("it is quiet since the last release, and not while a press is still to come", () => {
    const { scheduler, fingers } = bench()
    assert.equal(fingers.quietSinceUs(), 0)
    fingers.start({ button: "play", ...TWICE })
    scheduler.runUntil(200_000)
    assert.equal(fingers.quietSinceUs(), undefined)
    scheduler.runUntil(1_000_000)
    assert.equal(fingers.quietSinceUs(), 390_000)
})
