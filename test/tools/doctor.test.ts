import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, test } from "node:test"
import { ROOT } from "../../tools/project.ts"

const folder = mkdtempSync(join(tmpdir(), "afterbeep-"))
after(() => rmSync(folder, { recursive: true }))

function doctor(...options: string[]): { status: number | null; said: string } {
    const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ["--import", "tsx", join(ROOT, "tools/doctor.ts"), ...options],
        { cwd: ROOT, encoding: "utf8" }
    )
    return { status, said: stdout + stderr }
}

function logFile(name: string, ...lines: string[]): string {
    const path = join(folder, name)
    writeFileSync(path, lines.map(line => `${line}\r\n`).join(""))
    return path
}

test("a log in which all is well: a table, 0, and the modem in a file", () => {
    const log = logFile(
        "well.log",
        "modem: agere",
        "self-test begins",
        "self-test > ATI0",
        "self-test < V.92",
        "self-test = OK",
        "self-test modem ok: agere (V.92), class 8, u-law",
        "self-test ends: all is well"
    )
    const capture = join(folder, "agere.json")
    const { status, said } = doctor("--log", log, "--capture", capture)
    assert.equal(status, 0)
    assert.match(said, /^modem +OK +agere \(V\.92\), class 8, u-law\nall is well\n/)
    assert.deepEqual(JSON.parse(readFileSync(capture, "utf8")), {
        takenFor: "agere",
        answers: { ATI0: ["V.92"] },
    })
})

test("trouble, a call in between, and a log that ends are 1", () => {
    const trouble = ["self-test begins", "self-test line trouble: no dial tone"]
    const ended = doctor("--log", logFile("t.log", ...trouble, "self-test ends: trouble with line"))
    assert.equal(ended.status, 1)
    assert.match(ended.said, /TROUBLE +no dial tone\ntrouble with line\n/)
    const rang = doctor("--log", logFile("r.log", ...trouble, "self-test broken off: it rings"))
    assert.equal(rang.status, 1)
    assert.match(rang.said, /A call came/)
    const cut = doctor("--log", logFile("c.log", ...trouble))
    assert.equal(cut.status, 1)
    assert.match(cut.said, /The log ends before/)
    const none = doctor("--log", logFile("n.log", "ready: 0 unheard"))
    assert.equal(none.status, 1)
    assert.match(none.said, /no self-test in the log: Play must be down/)
})

test("what does not go together, and what is not there, is 2", () => {
    for (const [options, why] of [
        [["--sim", "--log", "x"], /one of --port, --log and --sim/],
        [["--modem", "agere"], /--sim/],
        [["--log", "/nowhere/x.log"], /no such file: check the name/],
        [["--port", "/nowhere/ttyUSB0"], /there is no such port/],
        [["--verbose"], /usage:/],
    ] as const) {
        const { status, said } = doctor(...options)
        assert.equal(status, 2, options.join(" "))
        assert.match(said, why)
    }
    assert.equal(doctor("--help").status, 0)
})
