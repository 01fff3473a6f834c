import { describe, expect, test } from "@devicescript/test"
import { Channel } from "../../../src/util/channel"

describe("Channel", () => {
    test("gives events in the order in which they came, and then nothing", () => {
        const channel = new Channel<number>(4)
        channel.post(1)
        channel.post(2)
        expect(channel.poll()).toBe(1)
        channel.post(3)
        expect(channel.poll()).toBe(2)
        expect(channel.poll()).toBe(3)
        expect(channel.poll()).toBe(undefined)
    })
    test("refuses what does not fit and counts it", () => {
        const channel = new Channel<number>(2)
        channel.post(1)
        channel.post(2)
        channel.post(3)
        expect(channel.droppedCount).toBe(1)
        expect(channel.poll()).toBe(1)
    })
    test("forgets on request", () => {
        const channel = new Channel<number>(2)
        channel.post(1)
        channel.clear()
        expect(channel.poll()).toBe(undefined)
    })
})
