import { CallerId } from "../../hal/voice-line"

/** A caller of whom nothing is known. */
export function unknownCaller(): CallerId {
    return { number: "", name: "", date: "", time: "" }
}

/**
 * Put one line of formatted caller ID (AT+VCID=1, V.253 9.2.3) into `caller`: `NMBR = 2125550123`, spaces or not.
 *
 * @returns false if the line is none of caller ID
 */
export function addCallerIdLine(line: string, caller: CallerId): boolean {
    const equals = line.indexOf("=")
    if (equals < 4) return false
    const value = line.slice(equals + 1).trim()
    switch (line.slice(0, equals).trim()) {
        case "DATE":
            caller.date = value
            return true
        case "TIME":
            caller.time = value
            return true
        case "NMBR":
            caller.number = value
            return true
        case "NAME":
            caller.name = value
            return true
        default:
            return false
    }
}
