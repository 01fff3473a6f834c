import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { CardError } from "../../../sim/card/card-error.ts"
import { demandFreeImage, lockImage } from "../../../sim/card/image-lock.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

/** An image that a process has. */
function ownedBy(folder: string, processId: number): string {
    const image = join(folder, "card.img")
    writeFileSync(`${image}.in-use`, `${processId}\n`)
    return image
}

test("an image is this process's until it gives it back", t => {
    const image = join(scratchFolder(t), "card.img")
    const release = lockImage(image)
    assert.ok(existsSync(`${image}.in-use`))
    demandFreeImage(image)
    release()
    assert.ok(!existsSync(`${image}.in-use`))
})

test("one that another process has is refused, with its name and who has it", t => {
    // Whoever has started this test is there for as long as it is.
    const image = ownedBy(scratchFolder(t), process.ppid)
    const isTold = (error: Error) =>
        error instanceof CardError &&
        error.message.includes(image) &&
        error.message.includes(`process ${process.ppid}`)
    assert.throws(() => lockImage(image), isTold)
    assert.throws(() => demandFreeImage(image), isTold)
})

test("one of a process that is gone is free", t => {
    const { pid } = spawnSync(process.execPath, ["-e", ""])
    const image = ownedBy(scratchFolder(t), pid)
    demandFreeImage(image)
    lockImage(image)()
    assert.ok(!existsSync(`${image}.in-use`))
})
