import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { SETTINGS_TABLE } from "../../../sim/card/settings-table.ts"
import { ROOT } from "../../../tools/project.ts"
import { settingsPages } from "../../../tools/settings/docs.ts"

for (const [file, text] of Object.entries(settingsPages()))
    test(`${file} has the table of settings as it is (npm run settings)`, () => {
        assert.equal(readFileSync(join(ROOT, file), "utf8"), text)
        for (const { key } of SETTINGS_TABLE) assert.ok(text.includes(`| \`${key} = `), key)
    })
