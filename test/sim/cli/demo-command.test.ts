import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { fileURLToPath } from "node:url"
import { readWav } from "../../../sim/audio/wav.ts"
import { main } from "../../../sim/cli/main.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const LAUNCHER = fileURLToPath(new URL("../../../bin/afterbeep.mjs", import.meta.url))

test("the demo plays a first call from ring to dark lamp, and leaves card and sound", t => {
    const out = join(scratchFolder(t), "demo")
    const environment = { TERM: "xterm", NO_COLOR: "", LC_ALL: "C.UTF-8", COLUMNS: "80" }
    const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [LAUNCHER, "demo", "--out", out],
        { encoding: "utf8", env: { ...process.env, ...environment } }
    )
    assert.equal(status, 0, stdout + stderr)
    assert.match(stdout, /The telephone rings\./)
    assert.match(stdout, /\d{4}-\d\d-\d\d \d\d\.\d\d 2125550123 OAK DENTAL\.wav/)
    assert.match(
        stdout,
        /blinks once between pauses: one is waiting to be\n +heard\.\n +██+▁{12,}██/
    )
    assert.equal(stdout.match(/^ {2}✓ /gm)?.length, 8)
    assert.doesNotMatch(stdout, /✗|\u001b/)
    assert.deepEqual(readdirSync(out).sort(), [
        "demo-card.img",
        "line-1.wav",
        "message.wav",
        "modem-1-1.wav",
        "room.wav",
        "stats.json",
        "timeline.jsonl",
        "timeline.svg",
    ])
    assert.ok(readWav(join(out, "message.wav")).length > 14 * 8000)
})

const WRONG: readonly (readonly [string, RegExp])[] = [
    ["demo --seed -1", /--seed needs a value|--seed -1: must be/],
    ["demo --seed x", /--seed x: must be a whole number/],
    ["demo --ot o", /unknown option --ot\. Did you mean --out/],
    ["demo now", /"now" is not expected here/],
    ["demo --out file", /--out file: is a file/],
    ["start --speed 0", /--speed 0: must be a number from/],
    ["start --speed fast", /--speed fast: must be a number/],
    ["start --country ES", /--country ES: this release has US/],
    ["start --card none/c.img", /there is no folder none/],
    ["start --out file", /--out file: is a file/],
    ["strat", /Did you mean "start"/],
]
for (const [line, expected] of WRONG)
    test(`a wrong command line ends with 2 and a reason: afterbeep ${line}`, async t => {
        const folder = scratchFolder(t)
        writeFileSync(join(folder, "file"), "")
        const startFolder = process.cwd()
        t.after(() => process.chdir(startFolder))
        process.chdir(folder)
        let errors = ""
        t.mock.method(console, "error", (text: string) => (errors += text))
        assert.equal(await main(line.split(" ")), 2)
        assert.match(errors, expected)
        assert.ok(!existsSync(join(folder, "out")))
    })

for (const command of ["demo", "start"])
    test(`help of ${command} explains every option`, async t => {
        let printed = ""
        t.mock.method(console, "log", (text: string) => (printed += text))
        assert.equal(await main([command, "--help"]), 0)
        for (const option of ["--out FOLDER", "--seed N", "exit code"])
            assert.ok(printed.includes(option), option)
    })
