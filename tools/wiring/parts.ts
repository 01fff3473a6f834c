/** What is wired to which pin of a board, in each of the two ways to have a modem; why: docs/hardware/README.md. */

import { KEY_PINS } from "../firmware/board.ts"

/** A modem at a USB port behind a MAX3421E, or a serial one behind an SC16IS750. */
export const WAYS = ["usb", "serial"] as const
export type Way = (typeof WAYS)[number]

/** What a wire is for: its colour, and the sign where it ends. */
export type Kind = "bus" | "lamp" | "key" | "display" | "relay" | "open"

export interface Pin {
    /** Its name in the board's file. */
    readonly name: string
    /** What is printed at the other end. */
    readonly at: string
    /** A resistor from the wire to a supply, or in the wire. */
    readonly resistor?: string
}

/** A pin of a part that leads away from the board, through a level shifter where there is one, to the modem. */
export interface Beyond {
    readonly at: string
    readonly modem: string
}

export interface Part {
    readonly name: string
    readonly kind: Kind
    readonly pins: readonly Pin[]
    readonly supply: readonly string[]
    readonly notes: readonly string[]
    /** Left out where the board has none of its pins; otherwise that is an error. */
    readonly isOptional?: boolean
    readonly beyond?: readonly Beyond[]
}

const PULL_UP = "10 kΩ to 3.3 V"

const USB_HOST: Part = {
    name: "USB host, MAX3421E",
    kind: "bus",
    pins: [
        { name: "SPI_SCK", at: "SCK" },
        { name: "SPI_MOSI", at: "MOSI · MO" },
        { name: "SPI_MISO", at: "MISO · MI", resistor: PULL_UP },
        { name: "BRIDGE_CS", at: "CS · SS · 10", resistor: PULL_UP },
    ],
    supply: ["3.3 V", "5 V", "GND"],
    notes: ["RES to 3.3 V, never to a pin;", "INT and GPX stay open"],
    beyond: [{ at: "USB-A", modem: "USB plug" }],
}

const UART_BRIDGE: Part = {
    name: "UART bridge, SC16IS750",
    kind: "bus",
    pins: [
        { name: "SPI_SCK", at: "SCLK" },
        { name: "SPI_MOSI", at: "SI · A1" },
        { name: "SPI_MISO", at: "SO", resistor: PULL_UP },
        { name: "BRIDGE_CS", at: "CS · A0", resistor: PULL_UP },
        { name: "BRIDGE_IRQ", at: "IRQ", resistor: PULL_UP },
        { name: "BRIDGE_RST", at: "RESET" },
    ],
    supply: ["3.3 V", "GND"],
    notes: ["I2C/SPI to GND; crystal 14.7456 MHz"],
    beyond: [
        { at: "TX", modem: "TXD" },
        { at: "RX", modem: "RXD" },
        { at: "RTS", modem: "RTS" },
        { at: "CTS", modem: "CTS" },
        { at: "GPIO5", modem: "DTR" },
        { at: "GPIO7", modem: "RI" },
    ],
}

const CARD: Part = {
    name: "microSD socket",
    kind: "bus",
    pins: [
        { name: "SPI_SCK", at: "CLK" },
        { name: "SPI_MOSI", at: "DI · CMD" },
        { name: "SPI_MISO", at: "DO · DAT0" },
        { name: "SD_CS", at: "CS · DAT3", resistor: PULL_UP },
    ],
    supply: ["3.3 V", "GND"],
    notes: ["one for 3.3 V, without level shifter"],
}

const RELAY: Part = {
    name: "relay module (optional)",
    kind: "relay",
    pins: [{ name: "MODEM_PWR", at: "IN, active high", resistor: "10 kΩ to GND" }],
    supply: ["5 V", "GND"],
    notes: ["COM and NC: in one wire of the", "modem's own supply only"],
    isOptional: true,
}

const LAMP: Part = {
    name: "lamp",
    kind: "lamp",
    pins: [{ name: "LAMP", at: "LED, its long leg", resistor: "330 Ω in the wire" }],
    supply: ["GND"],
    notes: [],
}

const KEYS: Part = {
    name: "keys",
    kind: "key",
    pins: KEY_PINS.map(name => ({ name, at: name[0] + name.slice(1).toLowerCase() })),
    supply: ["GND"],
    notes: ["each from its pin to GND, no resistor"],
}

const DISPLAY: Part = {
    name: "display, SSD1306 (optional)",
    kind: "display",
    pins: [
        { name: "i2c.pinSDA", at: "SDA" },
        { name: "i2c.pinSCL", at: "SCL" },
    ],
    supply: ["3.3 V", "GND"],
    notes: ["address 3Ch"],
    isOptional: true,
}

const OPEN: Part = {
    name: "stay open",
    kind: "open",
    pins: ["BRIDGE_IRQ", "BRIDGE_RST", "MODEM_PWR"].map(name => ({
        name,
        at: "stays open: for a serial modem only",
    })),
    supply: [],
    notes: [],
    isOptional: true,
}

/** The parts from the top of the drawing to its end. */
export const PARTS: Readonly<Record<Way, readonly Part[]>> = {
    usb: [USB_HOST, CARD, LAMP, KEYS, DISPLAY, OPEN],
    serial: [UART_BRIDGE, CARD, RELAY, LAMP, KEYS, DISPLAY],
}
