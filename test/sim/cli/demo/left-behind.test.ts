import assert from "node:assert/strict"
import { join } from "node:path"
import { test } from "node:test"
import {
    copyMessagesCommand,
    listCardCommand,
    listFolderCommand,
    typedPath,
} from "../../../../sim/cli/demo/left-behind.ts"

test("a path is as short as it can be typed", () => {
    assert.equal(typedPath(join(process.cwd(), "out", "demo")), join("out", "demo"))
    assert.equal(typedPath(join("/", "elsewhere")), join("/", "elsewhere"))
})

test("a path with a space can be copied to a shell", () => {
    assert.equal(typedPath(join(process.cwd(), "my calls")), '"my calls"')
})

test("the card's commands name the place of the volume", () => {
    assert.equal(listFolderCommand("card.img"), "mdir -i card.img@@4M ::AFTERBEEP/messages")
    assert.equal(listCardCommand("my card.img"), 'npx afterbeep card list "my card.img"')
    assert.match(
        copyMessagesCommand("my card.img", "212"),
        /^mcopy -i "my card\.img"@@4M .*\*212\*/
    )
})
