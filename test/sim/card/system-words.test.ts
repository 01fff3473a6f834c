import assert from "node:assert/strict"
import { mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import {
    describeSystemError,
    isSystemError,
    reasonOf,
    whyNotMade,
} from "../../../sim/card/system-words.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

/** What Node itself throws. */
function thrownBy(act: () => unknown): NodeJS.ErrnoException {
    try {
        act()
    } catch (error) {
        assert.ok(isSystemError(error))
        return error
    }
    throw new Error("nothing was thrown")
}

function place(t: TestContext): string {
    const folder = scratchFolder(t)
    writeFileSync(join(folder, "file"), "x")
    return folder
}

test("what is not there, a folder, and a path through a file are told in words that say what to do", t => {
    const folder = place(t)
    const of = (...names: string[]) =>
        reasonOf(thrownBy(() => readFileSync(join(folder, ...names))))
    assert.equal(of("none"), "there is no such file: check the name")
    assert.equal(of("."), "it is a folder, and a file is wanted")
    assert.equal(of("file", "x"), "a part of the path is not a folder: check the name")
    assert.equal(of("x".repeat(300)), "the name is too long")
})

test("where a file is to be made, its folder is missing and not the file", t => {
    const error = thrownBy(() => openSync(join(place(t), "none", "card.img"), "wx"))
    assert.equal(whyNotMade(error), "there is no such folder: make it first, or check the name")
    const there = thrownBy(() => openSync(join(place(t), "file"), "wx"))
    assert.match(whyNotMade(there), /is there already/)
})

test("a full disk is told as such", t => {
    if (process.platform !== "linux") return t.skip("there is no /dev/full")
    const error = thrownBy(() => writeFileSync("/dev/full", "x"))
    assert.equal(describeSystemError(error), "the disk is full: make room on it, and try again")
})

test("the path stands before the words, and what has none here is told as the system does", t => {
    const path = join(place(t), "file", "x")
    assert.equal(
        describeSystemError(thrownBy(() => mkdirSync(path))),
        `${path}: a part of the path is not a folder: check the name`
    )
    const rare = Object.assign(new Error("EFOO: odd, read"), { code: "EFOO", syscall: "read" })
    assert.equal(describeSystemError(rare), "EFOO: odd, read")
    assert.equal(reasonOf(new Error("mine")), "mine")
    assert.equal(isSystemError(new Error("mine")), false)
})
