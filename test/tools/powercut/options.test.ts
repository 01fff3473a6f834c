/** What may be asked of the campaign, and what is said where it is wrong. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { WrongUsage } from "../../../tools/project.ts"
import { OPERATIONS } from "../../../tools/powercut/operations.ts"
import { parseOrder, powercutUsage } from "../../../tools/powercut/options.ts"

function wrong(args: string[], problem: RegExp): void {
    assert.throws(
        () => parseOrder(args),
        (error: Error) => error instanceof WrongUsage && problem.test(error.message)
    )
}

describe("the command line of the campaign", () => {
    test("asks for all operations on FAT32 and a sample of second cuts where nothing is said", () => {
        const order = parseOrder([])!
        assert.deepEqual(order.operations, OPERATIONS)
        assert.deepEqual(order.formats, ["fat32"])
        assert.equal(order.seconds, 260)
        assert.equal(order.seed, 1)
    })

    test("asks for both formats and all second cuts with --full", () => {
        const order = parseOrder(["--full"])!
        assert.deepEqual(order.formats, ["fat32", "fat16"])
        assert.equal(order.seconds, Infinity)
        assert.equal(parseOrder(["--full", "--seconds", "7"])!.seconds, 7)
    })

    test("names operations", () => {
        const { operations } = parseOrder(["close", "record"])!
        assert.deepEqual(
            operations.map(({ name }) => name),
            ["record", "close"]
        )
    })

    test("names one cut, and a second one in the boot after it", () => {
        const { only } = parseOrder(["--only", "record:prefix:123"])!
        assert.equal(only?.operation.name, "record")
        assert.deepEqual(only?.cut, { variant: "before", position: 123 })
        assert.equal(only?.second, undefined)
        const twice = parseOrder(["--only", "heard:zeros:2+torn-first:1", "--keep", "x"])!
        assert.deepEqual(twice.only?.second, { variant: "torn-first", position: 1 })
        assert.equal(twice.keep, "x")
    })

    test("gets help", () => {
        assert.equal(parseOrder(["--help"]), undefined)
        for (const { name } of OPERATIONS)
            assert.match(powercutUsage(), new RegExp(`^  ${name} `, "m"))
    })

    test("is told what is wrong, and what would be right", () => {
        wrong(["pley"], /there is no operation "pley"\ncuts the power/)
        wrong(["--seed", "x"], /--seed x: must be a whole number from 0/)
        wrong(["--workers", "0"], /--workers 0: must be a whole number from 1/)
        wrong(["--format", "ntfs"], /--format ntfs: fat32, fat16 or both/)
        wrong(["--keep", "x"], /--keep DIR: only together with --only/)
        wrong(["--only", "record:half:3"], /there is no variant "half"/)
        wrong(["--only", "record:zeros:0"], /the position is a whole number from 1/)
        wrong(["--only", "record:zeros:1:2"], /OPERATION:VARIANT:POSITION/)
        wrong(["--unknown"], /Unknown option/)
    })
})
