/**
 * The official CLI (`devs`) with the linker in its compiler: takes its arguments, does what it does. Started by stage.ts, in a
 * process of its own.
 */

import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { LINK_NAME, withLinker } from "./compiler-hook.ts"
import { linkProgram } from "./link.ts"

/** A module while Node loads it; this method compiles its text, in Node as in every tool that changes texts. */
interface LoadingModule {
    _compile(text: string, path: string): void
}

const require = createRequire(import.meta.url)
const bundle = require.resolve("@devicescript/cli/built/devicescript-cli.cjs")
const loadOther = require.extensions[".js"]!

Object.assign(globalThis, { [LINK_NAME]: linkProgram })
require.extensions[".cjs"] = (module, path) => {
    if (path !== bundle) return loadOther(module, path) as void
    const loading = module as unknown as LoadingModule
    loading._compile(withLinker(readFileSync(path, "utf8"), path), path)
}
await (require(bundle) as { mainCli(): Promise<void> }).mainCli()
