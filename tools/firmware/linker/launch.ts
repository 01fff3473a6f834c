/**
 * The official CLI (`devs`) with the linker in its compiler: takes its arguments, does what it does. Started by stage.ts, in a
 * process of its own.
 */

import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { LINK_NAME, NAME_NAME, withLinker } from "./compiler-hook.ts"
import { linkProgram, type Program } from "./link.ts"
import { nameFor, whyNamesAreKept, type Compiler } from "./names/compiler.ts"

/** A module while Node loads it; this method compiles its text, in Node as in every tool that changes texts. */
interface LoadingModule {
    _compile(text: string, path: string): void
}

const require = createRequire(import.meta.url)
const bundle = require.resolve("@devicescript/cli/built/devicescript-cli.cjs")
const loadOther = require.extensions[".js"]!

function link(program: Program, compiler: Compiler): ReturnType<typeof linkProgram> {
    const linked = linkProgram(program)
    const namesKept = whyNamesAreKept(compiler)
    if (namesKept !== undefined) linked.dbg.linked.namesKept = namesKept
    return linked
}

Object.assign(globalThis, { [LINK_NAME]: link, [NAME_NAME]: nameFor })
require.extensions[".cjs"] = (module, path) => {
    if (path !== bundle) return loadOther(module, path) as void
    const loading = module as unknown as LoadingModule
    loading._compile(withLinker(readFileSync(path, "utf8"), path), path)
}
await (require(bundle) as { mainCli(): Promise<void> }).mainCli()
