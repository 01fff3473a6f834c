import assert from "node:assert/strict"
import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test } from "node:test"
import { WrongUsage } from "../../../tools/project.ts"
import { boardPorts, choosePort, readPort } from "../../../tools/doctor/ports.ts"

function withDevices(names: string[], use: (folder: string) => void): void {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-dev-"))
    try {
        for (const name of names) writeFileSync(join(folder, name), "")
        use(folder)
    } finally {
        rmSync(folder, { recursive: true })
    }
}

test("boards are serial ports by their names", () => {
    withDevices(["tty0", "ttyUSB1", "ttyACM0", "cu.usbmodem1", "null"], folder => {
        const names = ["cu.usbmodem1", "ttyACM0", "ttyUSB1"].map(name => join(folder, name))
        assert.deepEqual(boardPorts(folder), names)
    })
    assert.deepEqual(boardPorts("/nowhere"), [])
})

test("the only one is taken; with none, or several, it says what to do", () => {
    withDevices(["ttyUSB0"], folder => {
        assert.equal(choosePort(undefined, folder), join(folder, "ttyUSB0"))
    })
    withDevices([], folder => {
        assert.throws(() => choosePort(undefined, folder), /no board is plugged in[^]*--sim/)
    })
    withDevices(["ttyUSB0", "ttyACM0"], folder => {
        assert.throws(() => choosePort(undefined, folder), /which port\?.*ttyACM0.*ttyUSB0/)
        const wrong = join(folder, "ttyUSB7")
        assert.throws(() => choosePort(wrong, folder), /ttyUSB7: there is no such port.*ttyACM0/)
    })
})

test("what is no serial port is told as that", async () => {
    await assert.rejects(
        readPort(
            "/dev/null",
            () => {},
            () => false,
            1000
        ),
        (error: Error) =>
            error instanceof WrongUsage && /\/dev\/null can't be read/.test(error.message)
    )
})

/** Opens a terminal in a board's place, says its name, and after a while some lines. */
const BOARD = `
import os, pty, sys, time
board, port = pty.openpty()
print(os.ttyname(port), flush=True)
sys.stdin.readline()
for line in ("afterbeep starts", "self-test begins", "self-test ends: all is well", "later"):
    os.write(board, (line + "\\r\\n").encode())
    time.sleep(0.05)
sys.stdin.readline()
`

test("lines come from a port until enough was heard, or the time is over", async t => {
    if (spawnSync("python3", ["-c", "import pty"]).status !== 0)
        return t.skip("python3 is not installed")
    const board = spawn("python3", ["-c", BOARD], { stdio: ["pipe", "pipe", "inherit"] })
    try {
        const name = await new Promise<string>(resolve =>
            board.stdout.once("data", chunk => resolve(String(chunk).trim()))
        )
        const heard: string[] = []
        const reading = readPort(
            name,
            line => heard.push(line.trim()),
            () => heard.includes("self-test ends: all is well"),
            10_000
        )
        setTimeout(() => board.stdin.write("go\n"), 200)
        assert.equal(await reading, true)
        assert.deepEqual(heard.slice(0, 3), [
            "afterbeep starts",
            "self-test begins",
            "self-test ends: all is well",
        ])
    } finally {
        board.stdin.end("\n")
        board.kill()
    }
})
