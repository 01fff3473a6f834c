import assert from "node:assert/strict"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { readBoard } from "../../../tools/firmware/board.ts"
import { readConfig } from "../../../tools/firmware/config.ts"
import { readFlashGreeting } from "../../../tools/firmware/flash-greeting.ts"
import { makeBundle } from "../../../tools/flash/bundle.ts"
import { listFiles } from "../../../tools/project.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const CHIP_IDS: Readonly<Record<string, number>> = { esp32: 0, esp32c3: 5, esp32s3: 9 }
const RUNTIME_BYTES = 64 * 1024
/** Of the runtime, what the board's configuration is not written into. */
const BOOTLOADER_BYTES = 4096

/** Stands in for the runtime, which no test can fetch: an image header, and code that nothing looks at. */
function standIn(t: TestContext, archId: string): string {
    const image = Buffer.alloc(RUNTIME_BYTES, 0xff)
    image[0] = 0xe9
    image.writeUInt16LE(CHIP_IDS[archId]!, 12)
    const path = join(scratchFolder(t), "runtime.bin")
    writeFileSync(path, image)
    return path
}

const boards = listFiles("boards").map(file => /(\w+)\.board\.json$/.exec(file)![1]!)

test("there is a board for each of three kinds of chip", () => {
    assert.deepEqual(boards.map(board => readBoard(board).archId).sort(), Object.keys(CHIP_IDS))
})

for (const board of boards)
    test(`one image for ${board} holds runtime, board and program, without a network`, async t => {
        const { archId, devName } = readBoard(board)
        const runtimePath = standIn(t, archId)
        const bundle = readFileSync(await makeBundle({ board, runtimePath }, scratchFolder(t)))
        const start = readFileSync(runtimePath).subarray(0, BOOTLOADER_BYTES)
        assert.deepEqual(bundle.subarray(0, BOOTLOADER_BYTES), start, "the runtime is there")
        assert.ok(bundle.includes(devName), "the board's own name is in it")
        const greeting = Buffer.from(readFlashGreeting(readConfig().language).subarray(0, 2000))
        assert.ok(bundle.includes(greeting), "the program is in it")
    })
