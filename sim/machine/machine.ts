/**
 * The answering machine as a thing on the shelf: the ESP32 with its program, the SPI bus with bridge and card, the
 * panel, and the modem behind the bridge. One switch powers all of it.
 */
import { readFileSync } from "node:fs"
import { SimBus } from "../bus/sim-bus.ts"
import { SpiBus } from "../bus/spi-bus.ts"
import { TwoWireBus } from "../bus/two-wire-bus.ts"
import { CardImage, type SectorChange, type SectorImage } from "../chips/sdcard/card-image.ts"
import { ORDINARY_CARD, type CardKind } from "../chips/sdcard/card-kind.ts"
import { CardSlot } from "../chips/sdcard/card-slot.ts"
import { Ssd1306 } from "../chips/ssd1306/ssd1306.ts"
import type { UsbFaultKind, UsbFaultOptions } from "../chips/usb/usb-faults.ts"
import { PROFILES } from "../chips/voice-modem/profiles.ts"
import { VoiceModem } from "../chips/voice-modem/voice-modem.ts"
import type { AudioClock } from "../clock/audio-clock.ts"
import { Random } from "../clock/random.ts"
import type { Scheduler } from "../clock/scheduler.ts"
import type { LineHook } from "../exchange/subscriber.ts"
import { DisplayWatch } from "../panel/display-watch.ts"
import { JacdacBus } from "../panel/jacdac-bus.ts"
import { Panel } from "../panel/panel.ts"
import { SimBusService } from "../panel/sim-bus-service.ts"
import type { RuleBook } from "../report/rules.ts"
import type { Timeline } from "../report/timeline.ts"
import { DeviceVm } from "../vm/device-vm.ts"
import type { FlashMemory } from "../vm/flash-memory.ts"
import { StackTraceMap } from "../vm/stack-trace.ts"
import { SerialLine } from "../wire/serial-direction.ts"
import type { DisplayPlan } from "./display-plan.ts"
import { FirmwareLog } from "./firmware-log.ts"
import { type ModemBridge, UartModemBridge, UsbModemBridge } from "./modem-bridge.ts"
import type { UsbPlan } from "./usb-plan.ts"

const PANEL_DEVICE_ID = "0011223344556677"
/** From power-on until the panel's services announce themselves. */
const PANEL_BOOT_US = 50_000

/** A card, as its image and what it is. */
interface MachineCard {
    readonly imagePath: string
    readonly kind: CardKind
}

export interface MachineOptions {
    readonly scheduler: Scheduler
    readonly audioClock: AudioClock
    readonly timeline: Timeline
    readonly rules: RuleBook
    readonly seed: number
    /** A name of chips/voice-modem/profiles.ts. */
    readonly modem: string
    /** Pin MODEM_PWR, or VBUS, switches the modem's power; it does, unless said otherwise. */
    readonly hasModemSwitch?: boolean
    /** The bridge is a USB host; undefined: it is a UART. */
    readonly usb?: UsbPlan | undefined
    readonly hook: LineHook
    readonly callNumber: () => number
    /** Undefined: there is none. */
    readonly display?: DisplayPlan | undefined
    readonly cardPath: string | undefined
    readonly cardKind?: CardKind
    /** In the slot in the place of `cardPath`. */
    readonly cardImage?: SectorImage
    /** Opens the image of a card that is put in; the plain file unless stated. */
    readonly openCard?: ((path: string) => SectorImage) | undefined
    /** Of the chip, kept by whoever made it; erased unless stated. */
    readonly flash?: FlashMemory | undefined
    readonly firmwarePath: string
    readonly firmwareDebugPath: string | undefined
}

export class Machine {
    readonly modem: VoiceModem
    readonly panel: Panel
    readonly slot: CardSlot
    readonly spiBus: SpiBus
    readonly wires: TwoWireBus
    readonly displayWatch?: DisplayWatch
    readonly simBus: SimBus
    readonly vm: DeviceVm
    private readonly line = new SerialLine()
    private readonly bridge: ModemBridge
    private readonly display: Ssd1306 | undefined
    private readonly jacdac: JacdacBus
    /** The card that was in the slot last. */
    private lastCard: MachineCard | undefined

    constructor(private readonly options: MachineOptions) {
        const { scheduler, timeline, rules, seed } = options
        this.bridge = this.makeBridge()
        this.slot = new CardSlot({
            name: "sdcard",
            scheduler,
            timeline,
            rules,
            random: new Random(seed, "sdcard"),
        })
        const { cardPath, cardKind = ORDINARY_CARD, cardImage } = options
        if (cardImage) this.slot.insert(cardImage, cardKind)
        else if (cardPath !== undefined) this.insertCard({ imagePath: cardPath, kind: cardKind })
        this.modem = this.makeModem()
        this.spiBus = new SpiBus({ chips: [this.bridge.chip, this.slot], rules })
        this.display = this.makeDisplay()
        if (this.display && options.display)
            this.displayWatch = new DisplayWatch(
                this.display,
                scheduler,
                timeline,
                options.display.font
            )
        this.wires = new TwoWireBus(
            this.display ? [this.display] : [],
            () => this.modem.isReceiving
        )
        this.panel = new Panel(timeline)
        const service = new SimBusService()
        this.jacdac = new JacdacBus(
            scheduler,
            [...this.panel.services, service],
            PANEL_DEVICE_ID,
            frame => this.vm.receive(frame)
        )
        this.simBus = this.makeSimBus(service.serviceIndex)
        this.vm = this.makeVm()
        this.bridge.watchIrq(() => this.simBus.pinChanged())
    }

    get isOn(): boolean {
        return this.vm.isOn
    }

    /** True while the other end of the panel's bus has something to say that takes a turn of Node's event loop. */
    get needsTurn(): boolean {
        return this.jacdac.needsTurn
    }

    turnTaken(): void {
        this.jacdac.needsTurn = false
    }

    async powerOn(): Promise<void> {
        if (this.isOn) return
        const nowUs = this.options.scheduler.nowUs
        this.bridge.power(true, nowUs)
        this.slot.power(true, nowUs)
        this.display?.power(true)
        this.vm.powerOn()
        this.options.scheduler.after(PANEL_BOOT_US, () => this.jacdac.announce())
    }

    powerOff(): void {
        if (!this.isOn) return
        const { scheduler, timeline } = this.options
        timeline.emit("machine", "power-off")
        this.vm.powerOff()
        this.simBus.powerOff()
        this.slot.power(false, scheduler.nowUs)
        this.bridge.power(false, scheduler.nowUs)
        this.display?.power(false)
        this.displayWatch?.powerOff()
        this.panel.powerOff()
    }

    /** Pull the card out; nothing happens if there is none. */
    removeCard(): void {
        this.slot.remove()
    }

    /** Put a card in. @param card undefined: the last one again, where it is not there */
    insertCard(card: MachineCard | undefined): void {
        if (!card && this.slot.hasCard) return
        this.lastCard = card ?? this.lastCard
        if (!this.lastCard) return
        this.slot.remove()
        this.slot.insert(this.open(this.lastCard.imagePath), this.lastCard.kind)
    }

    /** What a PC has changed on a card, of those that are out the one that was in last; nothing happens while one is in. */
    changeCard(change: SectorChange, imagePath = this.lastCard?.imagePath): void {
        if (imagePath === undefined || this.slot.hasCard) return
        const image = this.open(imagePath)
        for (const [lba, bytes] of change) image.write(lba, bytes)
        image.close()
    }

    /** Take the card out for good, which writes its image out. */
    close(): void {
        this.powerOff()
        this.slot.remove()
    }

    /** Nothing happens where the bridge is a UART. */
    setUsbFault(kind: UsbFaultKind, options: UsbFaultOptions): void {
        this.bridge.usbFaults?.set(kind, options)
    }

    /** @param kind undefined: all of them */
    endUsbFaults(kind?: UsbFaultKind): void {
        this.bridge.usbFaults?.end(kind)
    }

    hasUsbFault(kind: UsbFaultKind): boolean {
        return this.bridge.usbFaults?.isActive(kind) ?? false
    }

    private makeBridge(): ModemBridge {
        const { modem, hasModemSwitch = true, usb } = this.options
        const options = {
            ...this.options,
            line: this.line,
            hasModemSwitch,
            bootUs: PROFILES[modem]?.bootUs ?? 0,
            supplyModem: (isOn: boolean) => this.supplyModem(isOn),
        }
        return usb ? new UsbModemBridge(options, usb) : new UartModemBridge(options)
    }

    /** Told only where it is not the machine's own power that comes or goes. */
    private supplyModem(isOn: boolean): void {
        if (this.isOn) this.options.timeline.emit("modem", "supply", { on: isOn })
        this.modem.power(isOn)
    }

    private open(path: string): SectorImage {
        return this.options.openCard?.(path) ?? new CardImage(path)
    }

    private makeModem(): VoiceModem {
        const { modem, seed } = this.options
        const profile = PROFILES[modem]
        if (!profile) throw new Error(`no modem profile "${modem}"`)
        return new VoiceModem({
            ...this.options,
            profile,
            line: this.line,
            isUsb: this.options.usb !== undefined,
            random: new Random(seed, "modem"),
            faultRandom: new Random(seed, "modem-faults"),
        })
    }

    private makeDisplay(): Ssd1306 | undefined {
        const { display, rules, seed } = this.options
        if (!display) return undefined
        return new Ssd1306({
            name: "ssd1306",
            rules,
            random: new Random(seed, "ssd1306"),
            height: display.height,
            onChange: () => this.displayWatch?.changed(),
        })
    }

    private makeSimBus(serviceIndex: number): SimBus {
        const { scheduler } = this.options
        return new SimBus({
            scheduler,
            bus: this.spiBus,
            wires: this.wires,
            deviceId: this.jacdac.deviceId,
            serviceIndex,
            deliver: frame => this.vm.receive(frame),
            isIrqActive: () => this.bridge.isIrqActive(scheduler.nowUs),
            driveReset: isHigh => this.bridge.driveReset(isHigh, scheduler.nowUs),
            driveModemPower: isHigh => this.bridge.driveModemPower(isHigh),
        })
    }

    private makeVm(): DeviceVm {
        const { scheduler, timeline, seed, flash, firmwarePath, firmwareDebugPath } = this.options
        const map =
            firmwareDebugPath === undefined ? undefined : StackTraceMap.load(firmwareDebugPath)
        const log = new FirmwareLog(timeline, map)
        return new DeviceVm({
            scheduler,
            random: new Random(seed, "vm"),
            program: readFileSync(firmwarePath),
            flash,
            onFrame: frame => {
                if (!this.simBus.handleFrame(frame)) this.jacdac.fromMachine(frame)
            },
            onLog: line => log.line(line),
            onPanic: code => log.panicked(code),
            onCrash: message => log.crashed(message),
        })
    }
}
