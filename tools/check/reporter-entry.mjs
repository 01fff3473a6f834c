// Node's test runner loads its reporter before it loads tsx: this loads the reporter, which is TypeScript, through tsx.

import { tsImport } from "tsx/esm/api"

export default (await tsImport("./reporter.ts", import.meta.url)).default
