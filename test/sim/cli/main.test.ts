import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type TestContext, test } from "node:test"
import { fileURLToPath } from "node:url"
import { main } from "../../../sim/cli/main.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const LAUNCHER = fileURLToPath(new URL("../../../bin/afterbeep.mjs", import.meta.url))

interface Ended {
    readonly status: number
    readonly stdout: string
    readonly stderr: string
}

/** Run the command in this process, which is quicker than one of its own. */
async function afterbeep(t: TestContext, args: readonly string[]): Promise<Ended> {
    const printed = { stdout: "", stderr: "" }
    t.mock.method(console, "log", (text: string) => (printed.stdout += text + "\n"))
    t.mock.method(console, "error", (text: string) => (printed.stderr += text + "\n"))
    const status = await main(args)
    return { status, ...printed }
}

test("the launcher starts from any folder, and gives its arguments and the exit code on", t => {
    const cwd = scratchFolder(t)
    const launch = (arg: string) =>
        spawnSync(process.execPath, [LAUNCHER, arg], { encoding: "utf8", cwd })
    const version = launch("--version")
    assert.equal(version.status, 0)
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/)
    const unknown = launch("dial")
    assert.equal(unknown.status, 2)
    assert.match(unknown.stderr, /unknown command "dial"/)
})

test("help lists the commands", async t => {
    assert.match((await afterbeep(t, ["--help"])).stdout, /sim {2,}plays a scenario/)
})

test("a command's help has an example for every option", async t => {
    const { status, stdout } = await afterbeep(t, ["sim", "--help"])
    assert.equal(status, 0)
    for (const option of ["scenario", "card", "out", "seed", "firmware", "volume"])
        assert.match(stdout, new RegExp(`--${option} [A-Z]+ .*--${option} [a-z0-9]`), option)
})

const WRONG: readonly (readonly [string, RegExp])[] = [
    ["smi", /unknown command "smi"\. Did you mean "sim"/],
    ["--verison", /unknown option "--verison"/],
    ["sim --senario s.json", /unknown option --senario\. Did you mean --scenario/],
    ["start --dmo", /unknown option --dmo\. Did you mean --demo/],
    ["start --demo --outt o", /unknown option --outt\. Did you mean --out/],
    ["sim s.json", /"s\.json" is not expected here/],
    ["sim --out o", /--scenario FILE is missing/],
    ["sim --scenario s.json", /--out FOLDER is missing/],
    ["sim --scenario", /--scenario needs a value/],
    ["sim --scenario --out o", /--scenario needs a value/],
    ["sim --scenario s.json --out o --out p", /--out is given twice/],
    ["sim --scenario s.json --out o --seed 1.5", /--seed 1\.5: must be a whole number/],
    ["sim --scenario s.json --out s.json", /--out s\.json: is a file/],
    ["sim --scenario s.json --out s.json/o", /s\.json\/o: can't be made: .*s\.json is a file/],
    ["demo --out s.json/o", /--out s\.json\/o: can't be made: .*s\.json is a file/],
    ["sim --scenario t.json --out /proc/o/p --card c.img", /\/proc: it takes no folders: choose/],
    ["start --out /proc/o", /--out \/proc\/o: nothing can be written there: \/proc: it takes no/],
    ["sim --scenario s.json --out o --card none/c.img", /there is no folder none/],
    ["sim --scenario t.json --out o --card s.json/c.img", /s\.json is a file, and no folder/],
    ["sim --scenario t.json --out o --card t.json", /t\.json: not a card image: 13 bytes/],
    ["sim --scenario s.json --out o --volume v.img", /--volume needs --card/],
    ["sim --scenario s.json --out o --card c.img --volume ./c.img", /one and the same file/],
    ["sim --scenario none.json --out o --card c.img", /none\.json: can't read the scenario/],
    ["sim --scenario s.json --out o --card c.img", /s\.json:1: the key "steps" is missing/],
    ["sim --scenario t.json --out o --card c.img --firmware n.devs", /n\.devs: can't be read/],
    ["sim --scenario t.json --out o", /--card IMAGE is missing/],
]

for (const [line, expected] of WRONG)
    test(`ends with 2, a reason, and nothing written: afterbeep ${line}`, async t => {
        const folder = scratchFolder(t)
        writeFileSync(join(folder, "s.json"), "{}")
        writeFileSync(join(folder, "t.json"), '{"steps": []}')
        const startFolder = process.cwd()
        t.after(() => process.chdir(startFolder))
        process.chdir(folder)
        const { status, stderr } = await afterbeep(t, line.split(" "))
        assert.match(stderr, expected)
        assert.equal(status, 2)
        assert.deepEqual(readdirSync(folder).sort(), ["s.json", "t.json"])
    })
