/** devs.config.json: what is compiled into the firmware of one machine. See docs/decisions/004. */

import { readFileSync } from "node:fs"
import { join } from "node:path"
import {
    findNodeAtLocation,
    parseTree,
    printParseErrorCode,
    type Node,
    type ParseError,
} from "jsonc-parser"
import { z } from "zod"
import { ROOT, ToolError } from "../project.ts"

export const CONFIG_FILE = "devs.config.json"

/** Plans of rings and tones that are known; see docs and sim/exchange. */
const COUNTRIES = ["US", "UK", "PL", "RU", "DE", "FR"] as const

const schema = z.strictObject({
    board: z.string().regex(/^\w+$/, "the name of a file boards/<name>.board.json"),
    country: z.enum(COUNTRIES),
    language: z
        .string()
        .regex(/^[a-z]{2}$/, "two small letters, as the folders in sounds/ have them"),
    defaults: z.strictObject({
        rings: z.int().min(1).max(10),
        leadInMs: z.int().min(0).max(3000),
        silenceMs: z.int().min(2000).max(60_000),
        messageMaxMs: z.int().min(10_000).max(3_600_000),
    }),
})

export type FirmwareConfig = z.infer<typeof schema>

/** @throws ToolError with file, line and key of the first thing that is wrong */
export function readConfig(root = ROOT): FirmwareConfig {
    const path = join(root, CONFIG_FILE)
    let text: string
    try {
        text = readFileSync(path, "utf8")
    } catch {
        throw new ToolError(
            `${CONFIG_FILE} is missing: it names the board, the country and the language`
        )
    }
    return parseConfig(text)
}

/** JSON, comments allowed. */
export function parseConfig(text: string): FirmwareConfig {
    const errors: ParseError[] = []
    const tree = parseTree(text, errors, { allowTrailingComma: true })
    const syntax = errors[0]
    if (syntax) fail(text, syntax.offset, printParseErrorCode(syntax.error))
    const result = schema.safeParse(toValue(tree))
    if (result.success) return result.data
    const issue = result.error.issues[0]!
    const path = issue.path as (string | number)[]
    const key = issue.code === "unrecognized_keys" ? [...path, ...issue.keys.slice(0, 1)] : path
    const node = tree && nearestNode(tree, key)
    fail(text, node?.offset ?? 0, `${key.join(".") || "the file"}: ${issue.message}`)
}

function toValue(node: Node | undefined): unknown {
    if (!node) return undefined
    if (node.type === "array") return (node.children ?? []).map(toValue)
    if (node.type !== "object") return node.value
    const pairs = (node.children ?? []).map(each => each.children ?? [])
    return Object.fromEntries(pairs.map(([name, value]) => [name?.value, toValue(value)]))
}

/** The node of a key, or of the innermost object that it is missing from. */
function nearestNode(tree: Node, key: (string | number)[]): Node | undefined {
    for (let depth = key.length; depth >= 0; depth--) {
        const node = findNodeAtLocation(tree, key.slice(0, depth))
        if (node) return node
    }
    return undefined
}

function fail(text: string, offset: number, message: string): never {
    const line = text.slice(0, offset).split("\n").length
    throw new ToolError(`${CONFIG_FILE}:${line}: ${message}`)
}
