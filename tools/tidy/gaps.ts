/** Sources that lack a test of their own so far. This list only ever gets shorter: tidy.ts sees to that. */

export const KNOWN_GAPS: string[] = [
    "src/greeting/conversion.ts",
    "src/greeting/copy-header.ts",
    "src/greeting/greeting-shelf.ts",
    "src/drivers/sc16is7xx/registers.ts",
    "src/fat/layout.ts",
    "src/hal/voice-line.ts",
    "sim/chips/sc16is7xx/registers.ts",
    "sim/chips/sc16is7xx/uart-pins.ts",
    "sim/chips/sc16is7xx/uart-registers.ts",
    "sim/machine/machine.ts",
    "sim/scenario/world.ts",
]
