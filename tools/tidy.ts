/** `npm run tidy`: the house rules that no other tool knows. Rules about files in tidy/rules.ts, tests in tidy/mirrors.ts. */

import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { ROOT, ToolError, isMain, listFiles, runTool } from "./project.ts"
import { KNOWN_GAPS } from "./tidy/gaps.ts"
import { staleExceptions, untested } from "./tidy/mirrors.ts"
import { bannedWords, missingHeader, relativeLinks } from "./tidy/rules.ts"

const CODE_FOLDERS = ["src", "sim", "card", "page", "tools", "bin"]
const FOLDERS = [...CODE_FOLDERS, "test", "docs", "boards", "services", "sounds", ".ci"]
const TOP_FILES = [
    "README.md",
    "LICENSE",
    "package.json",
    "devs.config.json",
    "eslint.config.mjs",
    ".dependency-cruiser.cjs",
]

const TEXT = /\.(ts|tsx|mjs|cjs|json|md|txt|html|css|svg)$|^\.ci\/|^LICENSE$/

function readText(path: string): string {
    return readFileSync(join(ROOT, path), "utf8")
}

function findComplaints(): string[] {
    const files = [...FOLDERS.flatMap(folder => listFiles(folder)), ...TOP_FILES].filter(
        path => TEXT.test(path) && !path.endsWith(".gen.ts") && existsSync(join(ROOT, path))
    )
    const texts = new Map(files.map(path => [path, readText(path)]))
    return [...complaintsAboutTexts(texts), ...complaintsAboutTests(texts)]
}

function complaintsAboutTexts(texts: Map<string, string>): string[] {
    return [...texts].flatMap(([path, text]) => {
        const complaints = bannedWords(text)
        if (CODE_FOLDERS.some(folder => path.startsWith(`${folder}/`)))
            complaints.push(...missingHeader(path, text))
        if (path.endsWith(".md")) complaints.push(...brokenLinks(path, text))
        return complaints.map(each => `${path}: ${each}`)
    })
}

function brokenLinks(path: string, text: string): string[] {
    return relativeLinks(path, text)
        .filter(target => !existsSync(join(ROOT, target)))
        .map(target => `link to ${target}, which does not exist`)
}

function complaintsAboutTests(texts: Map<string, string>): string[] {
    const lines = new Map([...texts].map(([path, text]) => [path, text.split("\n").length]))
    const tests = new Set([...texts.keys()].filter(path => path.endsWith(".test.ts")))
    const gaps = untested(lines, tests)
    return [
        ...gaps
            .filter(path => !KNOWN_GAPS.includes(path))
            .map(path => `${path}: has no mirrored test (tools/tidy/mirrors.ts)`),
        ...KNOWN_GAPS.filter(path => !gaps.includes(path)).map(
            path => `tools/tidy/gaps.ts: ${path} has a test now, or is gone: take it off the list`
        ),
        ...staleExceptions([...lines.keys()]).map(
            path => `tools/tidy/mirrors.ts: ${path} does not exist`
        ),
    ]
}

/** @throws ToolError with every complaint */
export async function checkTidiness(): Promise<void> {
    const complaints = findComplaints()
    if (complaints.length > 0) throw new ToolError(complaints.join("\n"))
}

if (isMain(import.meta.url))
    await runTool(async () => {
        await checkTidiness()
        console.log("tidy: clean")
    })
