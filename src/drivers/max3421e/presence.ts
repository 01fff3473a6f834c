import { OutputPin } from "../../hal/platform"
import { SpiDevice } from "../../hal/spi"

/** Write PINCTL: full duplex. To a UART bridge it is a frame for a channel that it has not. */
const FULL_DUPLEX = hex`8a 10`

/**
 * Whether the chip at the bridge's select is a USB host. It is asked while the UART bridge that may be there in its place is in
 * reset, and by writing only: a host that was not told otherwise drives MOSI while it is read.
 *
 * A caller may ring while this is asked: it waits for two transfers, and no more. The UART bridge has been reset.
 */
export async function isUsbHost(spi: SpiDevice, reset: OutputPin): Promise<boolean> {
    const answer = Buffer.alloc(2)
    reset.setActive(true)
    await spi.exchange(FULL_DUPLEX, undefined)
    await spi.exchange(FULL_DUPLEX, answer)
    reset.setActive(false)
    // In full duplex zeros stand behind the status; where nobody drives it, MISO is pulled up.
    return answer[1] === 0
}
