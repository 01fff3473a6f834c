/** npm run settings: writes the table of settings into the README and docs/settings.md. */

import { join } from "node:path"
import { ROOT, writeWhenChanged } from "./project.ts"
import { settingsPages } from "./settings/docs.ts"

for (const [file, text] of Object.entries(settingsPages())) {
    writeWhenChanged(join(ROOT, file), text)
    console.log(`${file} says what can be set`)
}
