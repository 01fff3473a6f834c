// Whether the packages of the lock file are there. Without dependencies: asked before there are any.

import { createHash } from "node:crypto"
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const lockFile = root => join(root, "package-lock.json")
const stampFile = root => join(root, "node_modules", ".afterbeep-installed")

function lockHash(root) {
    return createHash("sha256")
        .update(readFileSync(lockFile(root)))
        .digest("hex")
}

/** Our own stamp says so, or npm's says that somebody installed by hand after the lock file last changed. */
export function isInstalled(root) {
    const npmStamp = join(root, "node_modules", ".package-lock.json")
    if (!existsSync(npmStamp)) return false
    const stamp = stampFile(root)
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash(root)) return true
    return statSync(npmStamp).mtimeMs >= statSync(lockFile(root)).mtimeMs
}

/** `npm ci` has just ended well. */
export function noteInstalled(root) {
    writeFileSync(stampFile(root), lockHash(root))
}
