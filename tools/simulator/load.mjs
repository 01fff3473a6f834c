// Runs the bundle of bundle.mjs in this process, with V8's code cache, and gives what it exports.

import { SourceMap, createRequire } from "node:module"
import { dirname } from "node:path"
import { Script } from "node:vm"
import { keep, readWhereItIs, simulatorBundle, writeWhole } from "./bundle.mjs"

/**
 * What sim/cli/main.ts exports, and `keepCode`, to be called once it has done its work: it keeps what V8 has compiled,
 * for the next time.
 */
export async function loadSimulator(root) {
    const { path, source } = await simulatorBundle(root)
    const cachedData = readWhereItIs(`${path}.v8`)
    const script = new Script(wrap(source), { filename: path, cachedData })
    nameSources(path)
    const module = { exports: {} }
    script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path))
    const isKept = cachedData !== undefined && !script.cachedDataRejected
    const keepCode = () => {
        if (isKept || !readWhereItIs(path)) return
        keep(dirname(path), () => writeWhole(`${path}.v8`, script.createCachedData()))
    }
    return { ...module.exports, keepCode }
}

function wrap(source) {
    return `(function (exports, require, module, __filename, __dirname) {${source}\n})`
}

/** Stack traces name the sources. Their map is read when the first one is asked for. */
function nameSources(path) {
    let map
    Error.prepareStackTrace = (error, frames) => {
        map ??= new SourceMap(JSON.parse(readWhereItIs(`${path}.map`) ?? "{}"))
        return [String(error), ...frames.map(frame => `    at ${place(frame, path, map)}`)].join(
            "\n"
        )
    }
}

function place(frame, path, map) {
    if (frame.getFileName() !== path) return String(frame)
    const entry = map.findEntry(frame.getLineNumber() - 1, frame.getColumnNumber() - 1)
    if (!entry.originalSource) return String(frame)
    const name = frame.getFunctionName() ?? "<anonymous>"
    return `${name} (${entry.originalSource}:${entry.originalLine + 1})`
}
