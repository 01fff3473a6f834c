import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { bundleName, checkRuntime, runtimeName } from "../../../tools/flash/runtime.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

/** A file that begins as an ESP-IDF image of that chip does: esp_image_header_t, 24 bytes. */
function imageFile(t: TestContext, chipId: number, magic = 0xe9): string {
    const image = Buffer.alloc(64)
    image[0] = magic
    image.writeUInt16LE(chipId, 12)
    const path = join(scratchFolder(t), "runtime.bin")
    writeFileSync(path, image)
    return path
}

test("a runtime for the board's chip is taken", t => {
    checkRuntime(imageFile(t, 0), "esp32")
    checkRuntime(imageFile(t, 5), "esp32c3")
    checkRuntime(imageFile(t, 9), "esp32s3")
})

test("a runtime for another chip is refused, and the error names both and where to fetch the right one", t => {
    assert.throws(() => checkRuntime(imageFile(t, 5), "esp32"), {
        name: "ToolError",
        message: /is for esp32c3, and the board has an esp32; fetch https:.*esp32_bare-0x1000\.bin/,
    })
})

test("what is no image at all is refused", t => {
    assert.throws(() => checkRuntime(imageFile(t, 0, 0x50), "esp32"), { message: /0xE9/ })
    assert.throws(() => checkRuntime("nowhere.bin", "esp32"), { message: /no such file/ })
})

test("a name says where in flash its file belongs", () => {
    assert.match(runtimeName("esp32"), /-0x1000\.bin$/)
    assert.match(
        bundleName("afterbeep_c3_supermini", "esp32c3"),
        /^afterbeep_c3_supermini-0x0\.bin$/
    )
})

test("a chip that nobody knows is an error that lists the known ones", () => {
    assert.throws(() => runtimeName("rp2040"), { message: /known: esp32, esp32c3, esp32s3/ })
})
