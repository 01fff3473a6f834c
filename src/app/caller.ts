import { CallerId } from "../hal/voice-line"

/** The number as messages are filed under: digits, or in words why there are none. */
export function filedNumber(caller: CallerId): string {
    switch (caller.number) {
        case "":
            return "unknown"
        case "P":
            return "private"
        case "O":
            return "out of area"
        default:
            return caller.number
    }
}

/** The name the network sent; a letter that says why there is none is no name. */
export function filedName(caller: CallerId): string {
    return caller.name === "P" || caller.name === "O" ? "" : caller.name
}
