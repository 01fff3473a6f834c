/** The chip between machine and modem: SPI, silicon, clock. */
import { EXAM_TRIES, PortFindings } from "../hal/uart"
import { Finding, none, Part, trouble, well } from "./finding"

/** A clock may be off by so much, as it is measured, in 1/100: other usual crystals are further away. */
const TOLERANCE_PERCENT = 7

/** Whether what is written comes back. */
export function judgeBridge({ name, wrongCount }: PortFindings): Finding {
    if (wrongCount === 0)
        return well(Part.Bridge, name + ", " + EXAM_TRIES + " values came back right")
    if (wrongCount === EXAM_TRIES)
        return trouble(
            Part.Bridge,
            "does not answer",
            "3.3 V at the module? SPI wires, BRIDGE_CS and BRIDGE_RST as drawn?"
        )
    return trouble(
        Part.Bridge,
        `${name}, ${wrongCount} of ${EXAM_TRIES} values came back wrong`,
        "shorter SPI wires, a ground beside them, 10 kOhm at MISO"
    )
}

/** Whether its clock is the one that it should have. */
export function judgeCrystal({ wrongCount, clockKhz, usualKhz }: PortFindings): Finding {
    if (wrongCount === EXAM_TRIES) return none(Part.Crystal, "not known")
    if (clockKhz === 0)
        return trouble(
            Part.Crystal,
            "does not run",
            "look at the module's crystal; else another module"
        )
    const off = Math.abs(clockKhz - usualKhz)
    const found = `${clockKhz} kHz`
    if (off * 100 <= usualKhz * TOLERANCE_PERCENT) return well(Part.Crystal, found)
    return trouble(Part.Crystal, found, `a module with a crystal of ${usualKhz} kHz`)
}
