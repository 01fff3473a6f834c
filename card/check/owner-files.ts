/** What the owner writes on a PC, and the machine reads. */
import { CONTACTS, SETTINGS } from "../layout/files.ts"
import { checkContactLines } from "./contacts-check.ts"
import { type Findings } from "./finding.ts"
import { checkSettingLines } from "./settings-lines.ts"

/** @param contentOf all of a file; undefined: there is none */
export function checkOwnerFiles(
    contentOf: (path: string) => Buffer | undefined,
    findings: Findings
): void {
    const settings = contentOf(SETTINGS)
    if (settings) checkSettingLines(settings, findings)
    const contacts = contentOf(CONTACTS)
    if (contacts) checkContactLines(contacts, findings)
}
