import assert from "node:assert/strict"
import { test } from "node:test"
import { FalseFriends } from "../../../../sim/chips/voice-modem/false-friends.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { type ReportRules } from "../../../../sim/chips/voice-modem/profiles/modem-profile.ts"
import { USR5637 } from "../../../../sim/chips/voice-modem/profiles/usr5637.ts"
import { Random } from "../../../../sim/clock/random.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"

function met(rules: ReportRules, live: (friends: FalseFriends, scheduler: Scheduler) => void) {
    const scheduler = new Scheduler()
    const told: [string, number][] = []
    for (let seed = 0; seed < 40; seed++) {
        const startUs = scheduler.nowUs
        const friends = new FalseFriends(rules, scheduler, new Random(seed), code =>
            told.push([code, (scheduler.nowUs - startUs) / 1000])
        )
        live(friends, scheduler)
        scheduler.runUntil(scheduler.nowUs + 10e6)
    }
    return told
}

test("an honest modem reports nothing of its own", () => {
    const told = met(CONEXANT.reports, friends => {
        friends.lineTaken()
        friends.streamStarted()
    })
    assert.deepEqual(told, [])
})

test("the own hook is told once after the line was taken, not after it was left again", () => {
    const told = met(USR5637.reports, friends => friends.lineTaken())
    assert.equal(told.length, 40)
    assert.ok(told.every(([code, ms]) => code === "H" && ms < 100))
    const left = met(USR5637.reports, friends => {
        friends.lineTaken()
        friends.lineLeft()
    })
    assert.deepEqual(left, [])
})

test("a dial tone is imagined in about half of the streams, in their first 3 s, and not behind them", () => {
    const told = met(USR5637.reports, friends => friends.streamStarted())
    assert.ok(told.length > 10 && told.length < 30, `${told.length} of 40`)
    assert.ok(told.every(([code, ms]) => code === "d" && ms > 0 && ms < 3000))
    const short = met(USR5637.reports, (friends, scheduler) => {
        friends.streamStarted()
        scheduler.runUntil(scheduler.nowUs + 100_000)
        friends.streamEnded()
    })
    assert.deepEqual(short, [])
})
