/** Serial ports of boards: which there are, and their log line by line. Needs no package; `stty` sets a port up. */

import { spawnSync } from "node:child_process"
import { createReadStream, existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { WrongUsage } from "../project.ts"

/** As DeviceScript's runtime speaks on a serial chip; a chip with USB of its own does not care. */
const BAUD = "115200"
/** Linux, then macOS. */
const BOARDS = /^(ttyUSB|ttyACM|cu\.usb|cu\.wch|cu\.SLAB)/

/** Paths of what may be a board. @param folder where devices are */
export function boardPorts(folder = "/dev"): string[] {
    if (!existsSync(folder)) return []
    const names = readdirSync(folder).filter(name => BOARDS.test(name))
    return names.sort().map(name => join(folder, name))
}

/** The port that is meant. @throws WrongUsage: there is none, or more than one, or not that one */
export function choosePort(given: string | undefined, folder?: string): string {
    const ports = boardPorts(folder)
    const known = ports.length > 0 ? `There are: ${ports.join(", ")}` : "No board is plugged in"
    if (given !== undefined) {
        if (existsSync(given)) return given
        throw new WrongUsage(`${given}: there is no such port. ${known}.`)
    }
    const [only, ...more] = ports
    if (only === undefined)
        throw new WrongUsage(
            "no board is plugged in: no /dev/ttyUSB*, /dev/ttyACM* or /dev/cu.usb*.\n" +
                "Another cable (many have no data wires), or BOOT held while you plug it in. The simulated machine: --sim.\n" +
                "A log that you have: --log FILE."
        )
    if (more.length > 0) throw new WrongUsage(`which port? --port PORT. ${known}.`)
    return only
}

/**
 * Hand over the lines that come from a port until `isDone` says so.
 *
 * @returns false: `timeoutMs` were over first. @throws WrongUsage: the port can't be read, with what to do
 */
export async function readPort(
    path: string,
    onLine: (line: string) => void,
    isDone: () => boolean,
    timeoutMs: number
): Promise<boolean> {
    setUp(path)
    const stream = createReadStream(path)
    const lines = createInterface({ input: stream })
    const timer = setTimeout(() => stream.destroy(), timeoutMs)
    try {
        return await new Promise<boolean>((resolve, reject) => {
            stream.on("error", error => reject(unreadable(path, error.message)))
            stream.on("close", () => resolve(isDone()))
            lines.on("line", line => {
                onLine(line)
                if (isDone()) resolve(true)
            })
        })
    } finally {
        clearTimeout(timer)
        lines.close()
        stream.destroy()
    }
}

function setUp(path: string): void {
    const flag = process.platform === "darwin" ? "-f" : "-F"
    const { status, stderr, error } = spawnSync(
        "stty",
        [flag, path, BAUD, "raw", "-echo", "-hupcl"],
        { encoding: "utf8", timeout: 5000 }
    )
    if (status !== 0) throw unreadable(path, error?.message ?? stderr.trim())
}

function unreadable(path: string, why: string): WrongUsage {
    return new WrongUsage(`${path} can't be read: ${why}\n${hint(why)}`)
}

function hint(why: string): string {
    if (/EACCES|[Pp]ermission/.test(why))
        return "You may not read it: on Linux add yourself to its group (ls -l shows it, often dialout), and log in anew."
    if (/EBUSY|busy/.test(why))
        return "Another program has it: end npm run monitor, npm run deploy, or a terminal program."
    if (/ENOENT.*stty|stty.*ENOENT/.test(why))
        return "There is no stty here: let npm run monitor show the log, keep it in a file, and give that: --log FILE."
    return "Is it a serial port, and the board's? It may have been pulled out."
}
