// The simulator as one script: bundled by esbuild when one of its sources has changed, else taken from the cache.
//
// Plain JavaScript, because it runs before anything can read TypeScript. Loading some hundred small files one by one
// costs a second; one file with the compiled code that V8 kept for it costs a twentieth of that.

import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join, relative, sep } from "node:path"
import { pathToFileURL } from "node:url"

const ENTRY = "sim/cli/main.ts"
const CACHE = join("node_modules", ".cache", "afterbeep")
/** What the bundle was made from, beside the sources: what is installed, and how the bundle is made. */
const ALWAYS = ["package-lock.json", "tools/simulator/bundle.mjs"]
const LIST = "simulator-sources.json"
const BUNDLE = /^simulator-[0-9a-f]+\./
const NOT_WRITABLE = ["EACCES", "EROFS", "EPERM"]

/**
 * The bundle of the project in `root`, which is built first if it has to be.
 *
 * `path` is where it is kept; with other endings, its source map (.map) and V8's code cache (.v8).
 */
export async function simulatorBundle(root) {
    const folder = join(root, CACHE)
    const sources = readList(folder)
    const kept = sources && readBundle(folder, hashOf(root, sources))
    return kept ?? (await build(root, folder))
}

function readList(folder) {
    const text = readWhereItIs(join(folder, LIST))
    return text && JSON.parse(text.toString())
}

function readBundle(folder, hash) {
    const path = hash && join(folder, `simulator-${hash}.cjs`)
    const source = path && readWhereItIs(path)
    // Regular expressions and raw strings keep their letters, and so it is UTF-8.
    return source && { path, source: source.toString("utf8") }
}

/** Of content, not of times: what git writes has the time of its writing. undefined where a source is gone. */
function hashOf(root, sources) {
    const hash = createHash("sha256").update(process.version)
    for (const source of sources) {
        const bytes = readWhereItIs(join(root, source))
        if (!bytes) return undefined
        hash.update(`${source} ${bytes.length}\n`).update(bytes)
    }
    return hash.digest("hex").slice(0, 24)
}

async function build(root, folder) {
    const { build: bundle } = await import("esbuild")
    const { outputFiles, metafile } = await bundle({
        absWorkingDir: root,
        entryPoints: [ENTRY],
        bundle: true,
        platform: "node",
        format: "cjs",
        target: "node20",
        // Its main file is put together in a way that no bundler can follow.
        alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
        outfile: "simulator.cjs",
        sourcemap: "external",
        sourcesContent: false,
        external: ["esbuild"],
        metafile: true,
        write: false,
        logLevel: "silent",
        plugins: [placesOfFiles()],
    })
    const sources = [...Object.keys(metafile.inputs).filter(isOurs), ...ALWAYS].sort()
    const [map, code] = outputFiles
    const path = join(folder, `simulator-${hashOf(root, sources)}.cjs`)
    keep(folder, () => {
        for (const name of readdirSync(folder)) if (BUNDLE.test(name)) rmSync(join(folder, name))
        writeWhole(`${path}.map`, map.contents)
        writeWhole(join(folder, LIST), JSON.stringify(sources))
        writeWhole(path, code.contents)
    })
    return { path, source: code.text }
}

/** In the bundle every file must still know where it lies. */
function placesOfFiles() {
    return {
        name: "places-of-files",
        setup(build) {
            build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
                const here = JSON.stringify(pathToFileURL(path).href)
                const contents = readFileSync(path, "utf8").replaceAll("import.meta.url", here)
                return { contents, loader: "ts" }
            })
        },
    }
}

function isOurs(path) {
    return !relative("", path).split(sep).includes("node_modules")
}

/** Put something into the cache; an installation that can't be written to is only slower. */
export function keep(folder, write) {
    try {
        mkdirSync(folder, { recursive: true })
        write()
    } catch (error) {
        if (!NOT_WRITABLE.includes(error.code)) throw error
    }
}

/** Several processes may do so at once, and others read meanwhile. */
export function writeWhole(path, content) {
    const fresh = `${path}.${process.pid}`
    writeFileSync(fresh, content)
    renameSync(fresh, path)
}

/** Another process may have taken it away just now. */
export function readWhereItIs(path) {
    try {
        return readFileSync(path)
    } catch (error) {
        if (error.code === "ENOENT") return undefined
        throw error
    }
}
