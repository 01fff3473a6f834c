import { TwoWire } from "./display"
import { SpiBus, SpiDevice } from "./spi"

/** A pin that a chip drives. */
export interface InputPin {
    /** True while the signal is asserted, whatever level that is. */
    isActive(): boolean
}

/** A pin that we drive. */
export interface OutputPin {
    /** Assert or release the signal, whatever level that is. */
    setActive(active: boolean): void
}

/** What the drivers stand on: the board's pins and bus, or the simulator's. */
export interface Platform {
    readonly bus: SpiBus
    /** The UART bridge. */
    readonly bridge: SpiDevice
    readonly card: SpiDevice
    readonly bridgeIrq: InputPin
    readonly bridgeReset: OutputPin
    /** Active: the modem has no power. Undefined: the board can't switch it. */
    readonly modemPower: OutputPin | undefined
    /** Where an optional display is. */
    readonly wires: TwoWire
    /** Make bus and pins ready; may be called again after a restart of the script. */
    initialise(): Promise<void>
}
