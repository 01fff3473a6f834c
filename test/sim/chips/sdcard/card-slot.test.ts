import assert from "node:assert/strict"
import { afterEach, describe, test } from "node:test"
import { CardBench, sector } from "./card-bench.ts"

let bench: CardBench

afterEach(() => bench.end())

describe("a slot", () => {
    test("tells who comes and goes", () => {
        bench = new CardBench()
        assert.equal(bench.slot.hasCard, true)
        bench.slot.remove()
        bench.slot.remove()
        assert.equal(bench.slot.hasCard, false)
        bench.insert()
        assert.equal(bench.cardEvents("insert").length, 2)
        assert.equal(bench.cardEvents("remove").length, 1)
    })

    test("takes the card that is there out before another comes in", () => {
        bench = new CardBench()
        bench.insert()
        const events = bench.timeline.events.map(each => each.event)
        assert.deepEqual(events, ["insert", "remove", "insert"])
    })

    test("reads as ones without a card, and nobody holds the line", () => {
        bench = new CardBench()
        bench.initialise()
        bench.slot.remove()
        assert.deepEqual(bench.receive(4), [0xff, 0xff, 0xff, 0xff])
        bench.deselect()
        assert.equal(bench.filler(1), false)
    })

    test("counts over all cards that were in it", () => {
        bench = new CardBench()
        bench.initialise()
        bench.command(24, 1)
        bench.writeBlock(0xfe, 1)
        bench.wait(1)
        bench.deselect()
        bench.insert()
        bench.filler(10)
        bench.select()
        bench.command(0, 0, 0x95)
        assert.equal(bench.slot.activity.commandCounts[0], 2)
        assert.equal(bench.slot.activity.sectorsWritten, 1)
    })

    test("gives a new card what goes wrong with the one before", () => {
        bench = new CardBench()
        bench.slot.faults.set("card-read-error", { times: 1, ms: undefined })
        bench.insert()
        bench.initialise()
        bench.command(17, 0)
        assert.equal(bench.token(), 0x04)
        bench.receive(2)
        bench.command(17, 0)
        assert.deepEqual(bench.block(512), sector(0))
    })

    test("gives a card power when it comes in while there is power", () => {
        bench = new CardBench()
        bench.slot.remove()
        bench.slot.power(true, 0)
        bench.insert()
        bench.filler(10)
        bench.select()
        assert.deepEqual(bench.command(0, 0, 0x95), [0x01])
    })
})
