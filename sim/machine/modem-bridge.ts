/** The chip between the SPI bus and the modem, and what comes with it: a UART or a USB host. */

import { Max3421e } from "../chips/max3421e/max3421e.ts"
import { IrqWatch } from "../chips/sc16is7xx/irq-watch.ts"
import { Sc16is750 } from "../chips/sc16is7xx/sc16is750.ts"
import type { SpiChip } from "../chips/spi-chip.ts"
import { ModemDevice } from "../chips/usb/modem-device.ts"
import { USB_PROFILES } from "../chips/usb/profiles.ts"
import { UsbFaults } from "../chips/usb/usb-faults.ts"
import { UsbPort } from "../wire/usb-port.ts"
import { Random } from "../clock/random.ts"
import type { Scheduler } from "../clock/scheduler.ts"
import type { RuleBook } from "../report/rules.ts"
import type { SerialLine } from "../wire/serial-direction.ts"
import type { UsbPlan } from "./usb-plan.ts"

export interface BridgeOptions {
    readonly scheduler: Scheduler
    readonly rules: RuleBook
    readonly seed: number
    readonly line: SerialLine
    /** Something switches the modem's power: MODEM_PWR, or the host's VBUS. */
    readonly hasModemSwitch: boolean
    /** From power until the modem listens. */
    readonly bootUs: number
    /** The modem has power, or none. */
    readonly supplyModem: (isOn: boolean) => void
}

export interface ModemBridge {
    readonly chip: SpiChip
    /** Only a USB port has any. */
    readonly usbFaults: UsbFaults | undefined
    power(isOn: boolean, atUs: number): void
    isIrqActive(atUs: number): boolean
    /** BRIDGE_RST as the microcontroller drives it. */
    driveReset(isHigh: boolean, atUs: number): void
    /** MODEM_PWR: high takes the modem's power away. */
    driveModemPower(isHigh: boolean): void
    /** Calls `onChange` when IRQ# changes by itself. */
    watchIrq(onChange: () => void): void
}

/** The crystal most SC16IS750 modules carry. */
const CRYSTAL_HZ = 14_745_600
/** Between the modem and its own USB controller; what bounds the bytes a second is the device model. */
const INSIDE_BAUD = 921_600

export class UartModemBridge implements ModemBridge {
    readonly chip: Sc16is750
    readonly usbFaults = undefined
    private isModemCut = false

    constructor(private readonly options: BridgeOptions) {
        const { rules, line, seed } = options
        this.chip = new Sc16is750({
            name: "sc16is750",
            crystalHz: CRYSTAL_HZ,
            line,
            rules,
            random: new Random(seed, "sc16is750"),
        })
    }

    power(isOn: boolean, atUs: number): void {
        this.chip.power(isOn, atUs)
        this.isModemCut = false
        this.options.supplyModem(isOn)
    }

    isIrqActive(atUs: number): boolean {
        return this.chip.irqActive(atUs)
    }

    driveReset(isHigh: boolean, atUs: number): void {
        this.chip.resetPin(!isHigh, atUs)
    }

    driveModemPower(isHigh: boolean): void {
        const { hasModemSwitch, supplyModem } = this.options
        if (!hasModemSwitch || isHigh === this.isModemCut) return
        this.isModemCut = isHigh
        supplyModem(!isHigh)
    }

    watchIrq(onChange: () => void): void {
        new IrqWatch(this.chip, this.options.scheduler, this.options.line, onChange)
    }
}

/** RES# is pulled up and INT leads nowhere, as on the usual boards. */
export class UsbModemBridge implements ModemBridge {
    readonly chip: Max3421e
    readonly usbFaults: UsbFaults
    private readonly port: UsbPort

    constructor(
        private readonly options: BridgeOptions,
        { device: deviceName, revision }: UsbPlan
    ) {
        const { scheduler, rules, seed, line, hasModemSwitch, bootUs, supplyModem } = options
        const profile = USB_PROFILES[deviceName]
        if (!profile) throw new Error(`no USB device "${deviceName}"`)
        line.toDce.setBaud(INSIDE_BAUD)
        line.toDte.setBaud(INSIDE_BAUD)
        this.port = new UsbPort(new Random(seed, "usb-noise"), supplyModem)
        const device = new ModemDevice({ name: "usb-modem", profile, line, bootUs, rules })
        this.port.plug(device, 0)
        this.chip = new Max3421e({
            name: "max3421e",
            rules,
            port: this.port,
            switchesVbus: hasModemSwitch,
            random: new Random(seed, "max3421e"),
            revision,
            losesPinctl: false,
        })
        this.usbFaults = new UsbFaults(this.port, device, scheduler, this.chip)
    }

    power(isOn: boolean, atUs: number): void {
        this.chip.power(isOn, atUs)
        if (!isOn || !this.options.hasModemSwitch) this.port.setVbus(isOn, atUs)
    }

    isIrqActive(): boolean {
        return false
    }

    driveReset(): void {}

    driveModemPower(): void {}

    watchIrq(): void {}
}
