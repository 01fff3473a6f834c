import assert from "node:assert/strict"
import { test } from "node:test"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import {
    type ModemBridge,
    UartModemBridge,
    UsbModemBridge,
} from "../../../sim/machine/modem-bridge.ts"
import { RuleBook } from "../../../sim/report/rules.ts"
import { Timeline } from "../../../sim/report/timeline.ts"
import { SerialLine } from "../../../sim/wire/serial-direction.ts"

const USB = { device: "cx93010", revision: 0x13 }

function setUp(isUsb: boolean, hasModemSwitch: boolean) {
    const scheduler = new Scheduler()
    const supplies: boolean[] = []
    const options = {
        scheduler,
        rules: new RuleBook(new Timeline(scheduler)),
        seed: 1,
        line: new SerialLine(),
        hasModemSwitch,
        bootUs: 0,
        supplyModem: (isOn: boolean) => supplies.push(isOn),
    }
    const bridge: ModemBridge = isUsb
        ? new UsbModemBridge(options, USB)
        : new UartModemBridge(options)
    return { bridge, supplies, rules: options.rules }
}

function write(bridge: ModemBridge, bytes: number[], atUs: number): void {
    bridge.chip.select(atUs)
    bridge.chip.exchange(Uint8Array.from(bytes), atUs + 1, 2)
    bridge.chip.deselect(atUs + 9)
}

test("UART: the modem has power with the machine, and MODEM_PWR takes it away", () => {
    const { bridge, supplies } = setUp(false, true)
    bridge.power(true, 0)
    bridge.driveModemPower(true)
    bridge.driveModemPower(true)
    bridge.driveModemPower(false)
    bridge.power(false, 100)
    assert.deepEqual(supplies, [true, false, true, false])
    assert.equal(bridge.usbFaults, undefined)
})

test("UART without a switch: the pin leads nowhere", () => {
    const { bridge, supplies } = setUp(false, false)
    bridge.power(true, 0)
    bridge.driveModemPower(true)
    assert.deepEqual(supplies, [true])
})

test("USB: the modem has power while GPOUT0 is high", () => {
    const { bridge, supplies, rules } = setUp(true, true)
    bridge.power(true, 0)
    assert.deepEqual(supplies, [])
    write(bridge, [0x8a, 0x10], 10)
    write(bridge, [0xa2, 0x01], 100)
    write(bridge, [0xa2, 0x00], 200)
    write(bridge, [0xa2, 0x01], 300)
    bridge.driveModemPower(true)
    bridge.power(false, 1000)
    assert.deepEqual(supplies, [true, false, true, false])
    assert.deepEqual(rules.broken, [])
})

test("USB without a switch: with the machine", () => {
    const { bridge, supplies } = setUp(true, false)
    bridge.power(true, 0)
    write(bridge, [0x8a, 0x10], 10)
    write(bridge, [0xa2, 0x00], 100)
    bridge.power(false, 1000)
    assert.deepEqual(supplies, [true, false])
})
