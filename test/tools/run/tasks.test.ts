import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { pathToFileURL } from "node:url"
import { ROOT } from "../../../tools/project.ts"

interface Plan {
    readonly nodeArguments?: readonly string[]
    readonly text?: string
    readonly exitCode?: number
}
interface Tasks {
    readonly TASKS: Readonly<Record<string, unknown>>
    planOf(task: string | undefined, given: readonly string[]): Plan
}

// Plain JavaScript has no types.
const { TASKS, planOf } = (await import(
    pathToFileURL(join(ROOT, "tools/run/tasks.mjs")).href
)) as Tasks

const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>
}

test("every script of package.json is a task, and every task a script", () => {
    assert.deepEqual(Object.keys(scripts).sort(), Object.keys(TASKS).sort())
    for (const [name, command] of Object.entries(scripts))
        assert.equal(command, `node tools/run.mjs ${name}`)
})

test("every task runs a file that is there", () => {
    for (const task of Object.keys(scripts)) {
        const file = planOf(task, []).nodeArguments!.find(each => /\.(ts|mjs|cjs|js)$/.test(each))!
        assert.ok(existsSync(join(ROOT, file)), `${task}: ${file}`)
    }
})

test("every task answers --help, by itself or here", () => {
    for (const task of Object.keys(scripts)) {
        const { nodeArguments, text, exitCode } = planOf(task, ["--help"])
        if (nodeArguments) assert.equal(nodeArguments.at(-1), "--help", task)
        else {
            assert.match(text!, /usage: npm (run )?/, task)
            assert.equal(exitCode, 0, task)
        }
    }
})

test("an argument for a task that takes none is told, and nothing is run", () => {
    const plan = planOf("size", ["--budget"])
    assert.equal(plan.exitCode, 2)
    assert.match(
        plan.text!,
        /size takes no arguments: what is "--budget"\?\n.*\nusage: npm run size$/
    )
    assert.equal(plan.nodeArguments, undefined)
})

test("arguments go on to those who understand them", () => {
    const { nodeArguments } = planOf("bench", ["speed", "--runs", "1"])
    assert.deepEqual(nodeArguments!.slice(-3), ["speed", "--runs", "1"])
    assert.deepEqual(planOf("lint", ["src"]).nodeArguments!.at(-1), "src")
    assert.deepEqual(planOf("lint", []).nodeArguments!.at(-1), ".")
})

test("the demo is told from the machine in real time", () => {
    assert.deepEqual(planOf("start", ["--demo", "--seed", "7"]).nodeArguments!.slice(1), [
        "demo",
        "--seed",
        "7",
    ])
    assert.deepEqual(planOf("start", ["--seed", "7"]).nodeArguments!.slice(1), [
        "start",
        "--seed",
        "7",
    ])
})

test("a task that there is not is told, with all that there are", () => {
    for (const task of ["strat", "constructor"]) {
        const { text, exitCode } = planOf(task, [])
        assert.equal(exitCode, 2)
        assert.match(text!, new RegExp(`no task "${task}"`))
        assert.match(text!, /\n {2}size +bytes of bytecode/)
    }
})
