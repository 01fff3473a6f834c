/** `npm run wiring`: draws docs/hardware/wiring-*.svg, who is wired to which pin, from boards/*.board.json. */

import { join } from "node:path"
import { readBoard } from "./firmware/board.ts"
import { ROOT, isMain, listFiles, runTool, writeWhenChanged } from "./project.ts"
import { drawWiring } from "./wiring/drawing.ts"
import { WAYS } from "./wiring/parts.ts"

const FOLDER = "docs/hardware"

/**
 * All drawings by their paths in the project.
 *
 * @throws ToolError with the board's file and what is wrong in it
 */
export function wiringDrawings(root = ROOT): Map<string, string> {
    const drawings = new Map<string, string>()
    for (const file of listFiles("boards", root)) {
        const id = /^boards\/(\w+)\.board\.json$/.exec(file)?.[1]
        if (id === undefined) continue
        const board = readBoard(id, root)
        const name = id.replace(/^afterbeep_/, "")
        for (const way of WAYS) {
            const path = `${FOLDER}/wiring-${name}-${way}.svg`
            drawings.set(path, drawWiring(board, file, way))
        }
    }
    return drawings
}

if (isMain(import.meta.url))
    await runTool(() => {
        for (const [path, drawing] of wiringDrawings()) {
            writeWhenChanged(join(ROOT, path), drawing)
            console.log(path)
        }
        return Promise.resolve(0)
    })
