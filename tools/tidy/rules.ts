/** House rules about single files, as functions from a file's text to complaints. */

import { dirname, posix } from "node:path"

/** Only code is looked at by most rules. */
const CODE = /\.(ts|tsx|mjs|cjs)$/

/** Written in two pieces, so that this file does not break its own rule. */
const BANNED: [RegExp, string][] = [
    [
        new RegExp("/ho" + "me/\\w|/ro" + "ot/\\w|/wo" + "rk/\\w|/Use" + "rs/\\w"),
        "path of somebody's machine",
    ],
    [
        new RegExp("registry\\.np" + "mjs|deb\\.deb" + "ian\\.org|artifact" + "ory", "i"),
        "host of a registry",
    ],
    [
        new RegExp("\\bTO" + "DO\\b|\\bFIX" + "ME\\b|\\bXX" + "X\\b"),
        "unfinished work: file an issue",
    ],
    [new RegExp("console\\.log\\(.*\\bdeb" + "ug", "i"), "debug output left over"],
]

/** Complaints about words that must not stand in any file; each names the line. */
export function bannedWords(text: string): string[] {
    return text
        .split("\n")
        .flatMap((line, index) =>
            BANNED.filter(([pattern]) => pattern.test(line)).map(
                ([, what]) => `line ${index + 1}: ${what}`
            )
        )
}

/** Every source file says what it is before its first statement. */
export function missingHeader(path: string, text: string): string[] {
    if (!CODE.test(path)) return []
    const body = text
        .replace(/^#!.*\n/, "")
        .replace(/^(\s*import [^;]*? from "[^"]+"\n|\s*import "[^"]+"\n|\s)+/, "")
    return /^(\/\*\*|\/\/)/.test(body) ? [] : ["no comment at its beginning says what it is"]
}

/** Targets of relative links in a Markdown text, from the project's folder, without their anchors. */
export function relativeLinks(path: string, text: string): string[] {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(match => match[1]!)
    return targets
        .filter(target => !/^([a-z]+:|#)/.test(target))
        .map(target => posix.normalize(posix.join(dirname(path), target.replace(/#.*$/, ""))))
}
