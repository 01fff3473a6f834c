/** The page of `npm start`, bundled by esbuild in memory: quick enough (some 50 ms) to be done at every start. */

import { readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { build } from "esbuild"
import { ROOT } from "./project.ts"

const FOLDER = "page"
/** The page itself, the two that run beside it, and its looks. */
const ENTRIES = ["main.tsx", "line/line-worker.ts", "line/line-worklet.ts", "style/page.css"]
const AS_THEY_ARE = ["index.html", "icon.svg"]

/**
 * All files of the page, by their names.
 *
 * @throws Error: the page does not compile; esbuild's messages say why
 */
export async function buildPage(): Promise<Map<string, Uint8Array>> {
    const { outputFiles } = await build({
        absWorkingDir: ROOT,
        entryPoints: ENTRIES.map(entry => join(FOLDER, entry)),
        entryNames: "[name]",
        outdir: FOLDER,
        bundle: true,
        minify: true,
        format: "esm",
        target: "es2022",
        jsx: "automatic",
        jsxImportSource: "preact",
        sourcemap: "linked",
        write: false,
        logLevel: "error",
    })
    const made = outputFiles.map(file => [basename(file.path), file.contents] as const)
    const kept = AS_THEY_ARE.map(
        name => [name, new Uint8Array(readFileSync(join(ROOT, FOLDER, name)))] as const
    )
    return new Map([...made, ...kept])
}
