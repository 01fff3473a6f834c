import { OutputPin } from "../hal/platform"
import { SpiBus, SpiDevice } from "../hal/spi"
import { Uart, UartFinder } from "../hal/uart"
import { isUsbHost } from "./max3421e/presence"
import { UsbModem } from "./max3421e/usb-modem"

/** Which bridge is at the bridge's chip select: a USB host, or the UART that is taken for granted otherwise. */
export class BridgeFinder implements UartFinder {
    private usb: UsbModem | undefined

    constructor(
        private bridge: SpiDevice,
        private bus: SpiBus,
        private reset: OutputPin,
        private uart: Uart
    ) {}

    async find(): Promise<Uart> {
        const { bridge, bus, reset } = this
        if (!this.usb && (await isUsbHost(bridge, reset))) {
            console.log("modem: at USB")
            this.usb = new UsbModem(bridge, bus)
        }
        return this.usb ? this.usb : this.uart
    }
}
