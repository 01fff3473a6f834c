import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { CALL_DEFAULTS, DTMF_DEFAULTS } from "../../../sim/exchange/call-spec.ts"

const GUIDE = readFileSync(new URL("../../../docs/scenarios.md", import.meta.url), "utf8")

/** The second cell of the first row of the guide that begins with that key. */
function documented(key: string): string {
    const row = new RegExp(`^\\| \`${key}\` \\| ([^|]*) \\|`, "m").exec(GUIDE)
    assert.ok(row, `${key} is not in the guide`)
    return row[1]!.replaceAll("`", "")
}

test("what a call leaves out is as the guide says", () => {
    assert.equal(documented("maxRings"), String(CALL_DEFAULTS.maxRings))
    assert.equal(documented("giveUpMs"), String(CALL_DEFAULTS.giveUpMs))
    assert.equal(documented("speakAfter"), `"${CALL_DEFAULTS.speakAfter.kind}"`)
    assert.equal(documented("then"), `"${CALL_DEFAULTS.then.kind}"`)
    assert.equal(documented("waiting"), String(CALL_DEFAULTS.mayWait))
    assert.equal(documented("audio"), "nothing")
    assert.deepEqual(CALL_DEFAULTS.audio, [])
})

test("what a dtmf item leaves out is as the guide says", () => {
    const item = /\{ "dtmf": "5#", ("onMs".*?) \}/.exec(GUIDE)![1]
    assert.deepEqual(JSON.parse(`{${item}}`), DTMF_DEFAULTS)
})
