import assert from "node:assert/strict"
import { test } from "node:test"
import { AcmStream } from "../../../../sim/chips/usb/acm-stream.ts"
import { type DataPacket } from "../../../../sim/wire/usb-device.ts"
import { SerialLine } from "../../../../sim/wire/serial-direction.ts"
import { counting } from "../max3421e/usb-bench.ts"

function stream(sendsEmptyPackets = true): { stream: AcmStream; line: SerialLine } {
    const line = new SerialLine()
    line.toDte.setBaud(921_600)
    line.syncDce = untilUs => {
        while (line.toDce.take(untilUs) !== undefined);
    }
    const acm = new AcmStream({ line, inBytes: 64, sendsEmptyPackets, controlInterface: 0 })
    acm.powerUp(0, 1000)
    return { stream: acm, line }
}

const packet = (toggle: 0 | 1, count: number): DataPacket => ({
    toggle,
    bytes: Uint8Array.from(counting(count)),
})

test("until the modem has booted it takes nothing", () => {
    const { stream: acm } = stream()
    assert.equal(acm.out(packet(0, 4), 500), "nak")
    assert.equal(acm.out(packet(0, 4), 1500), "ack")
})

test("the same packet again is acknowledged and forgotten", () => {
    const { stream: acm, line } = stream()
    line.syncDce = () => {}
    acm.out(packet(0, 4), 2000)
    acm.out(packet(0, 4), 2100)
    assert.equal(line.toDce.pendingCount, 4)
    acm.out(packet(1, 4), 2200)
    assert.equal(line.toDce.pendingCount, 8)
})

test("a packet that was not acknowledged is given again, whatever has come since", () => {
    const { stream: acm, line } = stream()
    line.toDte.send([1, 2], 2000)
    const first = acm.in(3000)
    line.toDte.send([3], 3000)
    assert.deepEqual(acm.in(4000), first)
    acm.inAcknowledged()
    assert.deepEqual(acm.in(4000), { toggle: 1, bytes: Uint8Array.of(3) })
})

test("a full packet is followed by an empty one, where nothing else follows", () => {
    for (const sends of [true, false]) {
        const { stream: acm, line } = stream(sends)
        line.toDte.send(counting(64), 2000)
        assert.notEqual(acm.in(5000), "nak")
        acm.inAcknowledged()
        const next = acm.in(6000)
        assert.deepEqual(next, sends ? { toggle: 1, bytes: new Uint8Array(0) } : "nak")
    }
})

test("30.4 kB a second for both directions together", () => {
    const { stream: acm, line } = stream()
    let bytes = 0
    let inToggle: 0 | 1 = 0
    for (let atUs = 2000; atUs < 1_002_000; atUs += 100) {
        line.toDte.send(counting(8), atUs)
        if (acm.out(packet(inToggle, 8), atUs) === "ack") {
            bytes += 8
            inToggle = inToggle === 0 ? 1 : 0
        }
        const got = acm.in(atUs)
        if (got === "nak") continue
        bytes += got.bytes.length
        acm.inAcknowledged()
    }
    assert.ok(bytes > 29_000 && bytes < 31_000, `${bytes}`)
})

test("a ring is told once, also one that is over", () => {
    const { stream: acm, line } = stream()
    assert.equal(acm.notice(), "nak")
    line.indicateRing(true)
    const told = acm.notice() as DataPacket
    assert.deepEqual([...told.bytes], [0xa1, 0x20, 0, 0, 0, 0, 2, 0, 0x0a, 0])
    acm.noticeAcknowledged()
    assert.equal(acm.notice(), "nak")
    line.indicateRing(false)
    assert.equal(acm.notice(), "nak")
    line.indicateRing(true)
    line.indicateRing(false)
    assert.equal((acm.notice() as DataPacket).toggle, 1)
})

test("RTS stops what comes from the modem", () => {
    const { stream: acm, line } = stream()
    acm.setLineState(true, false, 2000)
    line.toDte.send([1], 3000)
    assert.equal(acm.in(9000), "nak")
    acm.setLineState(true, true, 10_000)
    assert.notEqual(acm.in(11_000), "nak")
})
