/** The examples of docs/scenarios.md, each played as it is printed, with the sounds that it names beside it. */

import assert from "node:assert/strict"
import { copyFileSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { listedCalls } from "../support/owner-calls.ts"
import {
    LONG_STORY,
    SHORT_STORY,
    newFolder,
    play,
    projectFile,
    runBefore,
} from "../support/scenario-run.ts"

const PAGE = readFileSync(projectFile("docs/scenarios.md"), "utf8")
/** A whole scenario, and what stands before it. */
const EXAMPLES = [...PAGE.matchAll(/([^`]+)\n```json\n(.*?)```/gs)]
    .map(([, before, text]) => ({ title: before!.trim().split("\n\n").at(-1)!, text: text! }))
    .filter(({ text }) => text.includes('"steps"'))
const SOUNDS: Readonly<Record<string, string>> = {
    "hello.wav": SHORT_STORY,
    "long-story.wav": LONG_STORY,
}

test("there are several", () => assert.ok(EXAMPLES.length >= 6))

for (const { title, text } of EXAMPLES)
    describe(`"${title.replaceAll("\n", " ")}"`, () => {
        const run = runBefore(async () => {
            const folder = newFolder()
            for (const [name] of text.matchAll(/[\w-]+\.wav/g))
                copyFileSync(SOUNDS[name]!, join(folder, name))
            return await play(text, { folder })
        })

        test("is played to its end, and everybody is answered", () => {
            const calls = text.split('"call"').length - 1
            assert.equal(run().events("caller", "answered").length, calls)
        })

        if (text.includes('"card": "remove"'))
            judgedTest(PC, "has what was said until the card was pulled out", () => {
                const [cut, next] = listedCalls(run())
                assert.equal(cut![4], "message cut off")
                assert.ok(Number(cut![5]) >= 3, cut!.join())
                assert.equal(next![4], "message")
            })

        if (!text.includes('"card": null'))
            judgedTest(PC, "leaves a message of every call on a clean card", () => {
                assert.equal(messageNames(run()).length, run().events("caller", "answered").length)
                assertClean(run())
            })
    })
