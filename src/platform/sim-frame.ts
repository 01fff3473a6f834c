/** Letters and bits of services/sim-bus.md, the way from the firmware to the simulated bus. */
export const TOPIC_PAUSE = "p"
export const TOPIC_RESET = "r"
export const TOPIC_MODEM_POWER = "m"
export const TOPIC_CLOCK = "k"
export const TOPIC_TWO_WIRE = "i"

/** A transfer's topic: the chip, what is answered, and whether chip select rises afterwards. */
export const BRIDGE = "b"
export const CARD = "c"
export const ANSWERED = "r"
export const UNANSWERED = "w"
export const FRAME_END = "."
export const DESELECT = "-"

/** Command of the only packets that mean something here; the device's announcements come the same way. */
export const REPORT = 0x80

/** Bits of a report's first byte. */
export const PIN_IRQ = 0x01
export const TWO_WIRE_REFUSED = 0x20
export const TWO_WIRE_DONE = 0x40
export const PIN_CHANGE_ONLY = 0x80
