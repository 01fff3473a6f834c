import assert from "node:assert/strict"
import { test } from "node:test"
import { SpiBus } from "../../../sim/bus/spi-bus.ts"
import type { SpiChip } from "../../../sim/chips/spi-chip.ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { RuleBook } from "../../../sim/report/rules.ts"
import { Timeline } from "../../../sim/report/timeline.ts"

/** Answers with its own byte and notes what the wires did. */
class EchoChip implements SpiChip {
    readonly calls: string[] = []
    overheardBytes = 0
    isHolding = false

    constructor(
        readonly name: string,
        private readonly answer: number,
        readonly silentBytes = 0
    ) {}

    select(atUs: number): void {
        this.calls.push(`select ${atUs}`)
    }

    exchange(mosi: Uint8Array, startUs: number, byteUs: number): Uint8Array {
        this.calls.push(`exchange ${[...mosi].join(" ")} at ${startUs} by ${byteUs}`)
        return new Uint8Array(mosi.length).fill(this.answer)
    }

    deselect(atUs: number): void {
        this.calls.push(`deselect ${atUs}`)
    }

    overhear(mosi: Uint8Array): boolean {
        assert.ok(mosi.every(byte => byte === 0xff) || mosi.length < 10)
        this.overheardBytes += mosi.length
        const wasHolding = this.isHolding
        this.isHolding = false
        return wasHolding
    }

    power(): void {}
}

function build() {
    const rules = new RuleBook(new Timeline(new Scheduler()))
    const uart = new EchoChip("uart", 0x55, 1)
    const card = new EchoChip("card", 0x66)
    const bus = new SpiBus({ clockHz: 4_000_000, perTransferUs: 57, chips: [uart, card], rules })
    return { rules, uart, card, bus }
}

test("the clock is another from the next transfer on, and no chip may be selected meanwhile", () => {
    const { bus, uart, rules } = build()
    bus.setClock(400_000)
    assert.equal(bus.transfer(0, Uint8Array.of(1, 2), 0).endUs, 57 + 2 * 20)
    assert.match(uart.calls.at(-1)!, /by 20$/)
    bus.setClock(4_000_000)
    assert.match(rules.broken[0]!, /clock changed while uart is selected/)
})

test("a transfer takes 57 µs and 2 µs a byte at 4 MHz, with select in the middle of the set-up", () => {
    const { bus, uart, rules } = build()
    const { miso, endUs } = bus.transfer(0, Uint8Array.of(1, 2, 3), 100)
    assert.deepEqual([...miso], [0x55, 0x55, 0x55])
    assert.equal(endUs, 100 + 57 + 6)
    assert.deepEqual(uart.calls, ["select 128.5", "exchange 1 2 3 at 157 by 2"])
    assert.deepEqual(rules.broken, [])
})

test("the chip stays selected until it is deselected", () => {
    const { bus, uart } = build()
    const first = bus.transfer(0, Uint8Array.of(1), 0)
    const second = bus.transfer(0, Uint8Array.of(2), first.endUs)
    bus.deselect(0, second.endUs)
    bus.deselect(0, second.endUs)
    assert.deepEqual(
        uart.calls.map(call => call.split(" ")[0]),
        ["select", "exchange", "exchange", "deselect"]
    )
})

test("chips that are not selected overhear, and traffic is counted by chip", () => {
    const { bus, uart, card } = build()
    bus.transfer(1, Uint8Array.of(1, 2), 0)
    assert.equal(uart.overheardBytes, 2)
    assert.equal(card.overheardBytes, 0)
    assert.deepEqual(bus.traffic, [
        { transferCount: 0, byteCount: 0 },
        { transferCount: 1, byteCount: 2 },
    ])
})

test("a pause of n µs is n × clock ÷ 8e6 bytes of FF with every select high", () => {
    const { bus, uart, card, rules } = build()
    const endUs = bus.pause(8000 * 5, 0)
    assert.equal(endUs, 57 + 8000 * 5)
    assert.equal(uart.overheardBytes, 20_000)
    assert.equal(card.overheardBytes, 20_000)
    assert.deepEqual(bus.pauses, { transferCount: 1, byteCount: 20_000 })
    assert.deepEqual(rules.broken, [])
})

test("a pause with a chip selected is reported, and that chip hears the filler", () => {
    const { bus, card, rules } = build()
    const { endUs } = bus.transfer(1, Uint8Array.of(1), 0)
    bus.pause(2, endUs)
    assert.deepEqual(rules.broken, ["spi-bus: pause while card is selected"])
    assert.match(card.calls.at(-1)!, /exchange 255/)
})

test("selecting a second chip is reported", () => {
    const { bus, rules } = build()
    const { endUs } = bus.transfer(0, Uint8Array.of(1), 0)
    bus.transfer(1, Uint8Array.of(1), endUs)
    assert.deepEqual(rules.broken, ["spi-bus: card selected while uart is selected"])
})

test("a transfer before the previous one has ended is reported", () => {
    const { bus, rules } = build()
    const { endUs } = bus.transfer(0, Uint8Array.of(1), 0)
    bus.transfer(0, Uint8Array.of(1), endUs - 1)
    assert.equal(rules.broken.length, 1)
    assert.match(rules.broken[0]!, /while another runs/)
})

test("a chip that still holds MISO spoils another's first byte, which is reported if that one drives it", () => {
    const { bus, uart, card, rules } = build()
    uart.isHolding = true
    const { miso, endUs } = bus.transfer(1, Uint8Array.of(1, 2), 0)
    assert.deepEqual([...miso], [0x00, 0x66])
    assert.equal(rules.broken.length, 1)
    assert.match(rules.broken[0]!, /two chips drive MISO/)
    bus.deselect(1, endUs)
    card.isHolding = true
    bus.transfer(0, Uint8Array.of(1, 2), endUs)
    assert.equal(rules.broken.length, 1)
})
