import * as ds from "@devicescript/core"
import "@devicescript/gpio"
import { spi } from "@devicescript/spi"
import { TwoWire } from "../hal/display"
import { InputPin, OutputPin, Platform } from "../hal/platform"
import { SPI_HZ, SpiBus, SpiDevice } from "../hal/spi"
import { modemPowerPin, pins } from "./board.gen"

/** The ESP32 board: one SPI bus, chip selects and pins by the names in boards/. */
const SPI_MODE = 0
/** Kept, because looking the function up by its name costs as much as the call. */
const spiXfer = (ds as any).spiXfer

class BoardSpiDevice implements SpiDevice {
    private isSelected = false

    constructor(private chipSelect: any) {}

    async transfer(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        if (!this.isSelected) {
            // setMode is native and five times as fast as write().
            this.chipSelect.setMode(ds.GPIOMode.OutputLow)
            this.isSelected = true
        }
        await spiXfer(tx, rx)
    }

    async exchange(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        this.chipSelect.setMode(ds.GPIOMode.OutputLow)
        await spiXfer(tx, rx)
        this.chipSelect.setMode(ds.GPIOMode.OutputHigh)
        this.isSelected = false
    }

    deselect(): void {
        this.chipSelect.setMode(ds.GPIOMode.OutputHigh)
        this.isSelected = false
    }
}

class BoardSpiBus implements SpiBus {
    /** A transfer has the length of its buffer, so a wait is put together from these, the longest first. */
    private fillers: Buffer[] = []

    constructor() {
        for (const us of [6000, 1000, 100]) {
            const filler = Buffer.alloc(us >> 1)
            filler.fillAt(0, us >> 1, 0xff)
            this.fillers.push(filler)
        }
    }

    async pause(us: number): Promise<void> {
        let leftUs = us
        for (const filler of this.fillers) {
            const fillerUs = filler.length << 1
            while (leftUs >= fillerUs) {
                await spiXfer(filler, undefined)
                leftUs -= fillerUs
            }
        }
        if (leftUs > 0) await spiXfer(this.fillers[2], undefined)
    }

    setClock(hz: number): void {
        spi.configure({
            miso: pins.SPI_MISO,
            mosi: pins.SPI_MOSI,
            sck: pins.SPI_SCK,
            mode: SPI_MODE,
            hz,
        })
    }
}

/** The runtime has set it up at boot, at the pins that the board file names; where it names none, nobody answers. */
class BoardTwoWire implements TwoWire {
    async write(address: number, bytes: Buffer): Promise<boolean> {
        return (await (ds as any)._i2cTransaction(address, bytes, undefined)) === 0
    }
}

class ActiveLowInput implements InputPin {
    constructor(private pin: any) {
        pin.setMode(ds.GPIOMode.InputPullUp)
    }

    isActive(): boolean {
        return this.pin.value === 0
    }
}

class BoardOutput implements OutputPin {
    constructor(
        private pin: any,
        private activeMode: number,
        private idleMode: number
    ) {
        pin.setMode(idleMode)
    }

    setActive(active: boolean): void {
        this.pin.setMode(active ? this.activeMode : this.idleMode)
    }
}

/** The board's side of hal/platform. */
export class BoardPlatform implements Platform {
    readonly bus: SpiBus
    readonly bridge: SpiDevice
    readonly card: SpiDevice
    readonly bridgeIrq: InputPin
    readonly bridgeReset: OutputPin
    readonly modemPower: OutputPin | undefined
    readonly wires: TwoWire

    constructor() {
        this.bus = new BoardSpiBus()
        this.wires = new BoardTwoWire()
        this.bridge = new BoardSpiDevice(pins.BRIDGE_CS)
        this.card = new BoardSpiDevice(pins.SD_CS)
        this.bridgeIrq = new ActiveLowInput(pins.BRIDGE_IRQ)
        const { OutputHigh, OutputLow } = ds.GPIOMode
        this.bridgeReset = new BoardOutput(pins.BRIDGE_RST, OutputLow, OutputHigh)
        // High takes the power away, so that a modem has it while nobody drives the pin.
        if (modemPowerPin) this.modemPower = new BoardOutput(modemPowerPin, OutputHigh, OutputLow)
    }

    async initialise(): Promise<void> {
        this.bridge.deselect()
        this.card.deselect()
        this.bus.setClock(SPI_HZ)
    }
}
