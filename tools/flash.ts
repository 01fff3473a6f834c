/**
 * `npm run flash`: puts runtime, board and program into an ESP32 that is connected by USB, in one go.
 *
 * The image is made by the CLI's `bundle` and written by its `flash`, which finds the port and needs Espressif's esptool.
 */

import { copyFileSync } from "node:fs"
import { relative } from "node:path"
import { parseArgs } from "node:util"
import { readConfig } from "./firmware/config.ts"
import { Stage } from "./firmware/stage.ts"
import { bundleName, runtimeName } from "./flash/runtime.ts"
import { kilobytes, makeBundle } from "./flash/bundle.ts"
import { readBoard } from "./firmware/board.ts"
import { ROOT, WrongUsage, runTool } from "./project.ts"

const USAGE = `usage: npm run flash [-- --board ID] [--port PORT] [--runtime FILE] [--out FILE]

  --board ID       a file boards/ID.board.json; the one of devs.config.json unless given
  --port PORT      serial port of the board, where there are several:  --port /dev/ttyUSB0
  --runtime FILE   DeviceScript's runtime for the chip, where this computer can't fetch it
  --out FILE       only write the image to FILE, to be flashed elsewhere`

const OPTIONS = {
    board: { type: "string" },
    port: { type: "string" },
    runtime: { type: "string" },
    out: { type: "string" },
    help: { type: "boolean", short: "h" },
} as const

function parseOptions() {
    try {
        return parseArgs({ options: OPTIONS }).values
    } catch (error) {
        throw new WrongUsage(`${(error as Error).message}\n${USAGE}`)
    }
}

async function writeToBoard(board: string, image: string, port: string | undefined) {
    const stage = Stage.open()
    try {
        const where = port === undefined ? [] : ["--port", port]
        return await stage.devsInTerminal([
            "flash",
            "--board",
            board,
            "--once",
            "esp32",
            "--file",
            image,
            ...where,
        ])
    } finally {
        stage.close()
    }
}

await runTool(async () => {
    const options = parseOptions()
    if (options.help) {
        console.log(USAGE)
        return 0
    }
    const board = options.board ?? readConfig().board
    const { archId, devName } = readBoard(board)
    console.log(`${devName}: building, and adding it to ${runtimeName(archId)} ...`)
    const image = await makeBundle({ board, runtimePath: options.runtime })
    console.log(`${relative(ROOT, image)}: ${kilobytes(image)}`)
    if (options.out !== undefined) {
        copyFileSync(image, options.out)
        const offset = /-(0x[0-9a-f]+)\.bin$/.exec(bundleName(board, archId))![1]
        console.log(`${options.out} is written. It belongs at ${offset} in flash, for example:`)
        console.log(`    esptool.py --chip ${archId} write_flash ${offset} ${options.out}`)
        return 0
    }
    return await writeToBoard(board, image, options.port)
})
