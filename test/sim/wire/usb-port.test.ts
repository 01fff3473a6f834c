import assert from "node:assert/strict"
import { test } from "node:test"
import { Random } from "../../../sim/clock/random.ts"
import { type UsbDevice } from "../../../sim/wire/usb-device.ts"
import { UsbPort } from "../../../sim/wire/usb-port.ts"

function port() {
    const supplies: string[] = []
    const device = {
        attachUs: 100,
        supply: (isOn: boolean, atUs: number) => supplies.push(`${isOn} ${atUs}`),
    } as unknown as UsbDevice
    const vbus: boolean[] = []
    return { port: new UsbPort(new Random(1), isOn => vbus.push(isOn)), device, supplies, vbus }
}

test("a device shows itself some time after it has power", () => {
    const { port: socket, device, supplies, vbus } = port()
    socket.plug(device, 10)
    assert.deepEqual(vbus, [])
    socket.setVbus(true, 1000)
    assert.deepEqual(supplies, ["true 1000"])
    assert.equal(socket.deviceAt(1099), undefined)
    assert.equal(socket.takeChange(1099), false)
    assert.equal(socket.deviceAt(1100), device)
    assert.equal(socket.takeChange(1100), true)
    assert.equal(socket.takeChange(5000), false)
    assert.deepEqual(vbus, [true])
})

test("it goes with its power, or when it is pulled out", () => {
    const { port: socket, device, supplies, vbus } = port()
    socket.setVbus(true, 0)
    socket.plug(device, 0)
    socket.takeChange(1000)
    socket.unplug(2000)
    assert.equal(socket.deviceAt(2000), undefined)
    assert.equal(socket.takeChange(2000), true)
    socket.plug(device, 3000)
    socket.setVbus(false, 4000)
    assert.deepEqual(supplies, ["true 0", "false 2000", "true 3000", "false 4000"])
    assert.deepEqual(vbus, [true, false, true, false])
})

test("one that goes before it was there has never been", () => {
    const { port: socket, device } = port()
    socket.setVbus(true, 0)
    socket.plug(device, 0)
    socket.unplug(50)
    assert.equal(socket.takeChange(9000), false)
})

test("noise strikes as often as it was told", () => {
    const { port: socket } = port()
    assert.equal(socket.takeTrouble(0), undefined)
    socket.makeTrouble("noise", 30)
    const kinds = new Set(Array.from({ length: 30 }, () => socket.takeTrouble(0)))
    assert.deepEqual([...kinds].sort(), ["data", "handshake", "token"])
    assert.equal(socket.takeTrouble(0), undefined)
})

test("any other trouble is the same each time, and over when its time is", () => {
    const { port: socket } = port()
    socket.makeTrouble("babble", 2)
    assert.deepEqual(
        [socket.takeTrouble(0), socket.takeTrouble(0), socket.takeTrouble(0)],
        ["babble", "babble", undefined]
    )
    socket.makeTrouble("nak", Infinity, 5000)
    assert.equal(socket.takeTrouble(5000), "nak")
    assert.equal(socket.isTroubled("nak", 5000), true)
    assert.equal(socket.isTroubled("nak", 5001), false)
    assert.equal(socket.takeTrouble(5001), undefined)
})

test("somebody is told when so many transactions have begun", () => {
    const { port: socket } = port()
    let told = 0
    socket.afterTransactions(3, () => told++)
    for (const expected of [0, 0, 1, 1]) {
        socket.takeTrouble(0)
        assert.equal(told, expected)
    }
})
