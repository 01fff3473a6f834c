import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { test } from "node:test"
import { type Page } from "playwright-core"
import { LANGUAGES } from "../../../page/texts/texts.ts"
import { type TextName } from "../../../page/texts/language.ts"
import { requireJudge } from "../../support/judges.ts"
import { silence, useBench, type Bench } from "../support/bench.ts"
import { openPage } from "../support/listening-page.ts"

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
const TABS: readonly TextName[] = [
    "tabTimeline",
    "tabModem",
    "tabFirmware",
    "tabTrouble",
    "tabCounters",
    "tabCard",
]
/** Every language, both colours, wide and as narrow as a telephone. */
const LOOKS = [
    { code: "en", colorScheme: "light", width: 1280 },
    { code: "pl", colorScheme: "dark", width: 320 },
    { code: "ru", colorScheme: "light", width: 320 },
    { code: "en", colorScheme: "dark", width: 1280 },
] as const

let bench: Bench
useBench(silence(), opened => (bench = opened))

interface Finding {
    readonly id: string
    readonly impact: string
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** What axe-core finds wrong, in words. */
async function faults(page: Page): Promise<string[]> {
    await page.evaluate(AXE)
    const found = await page.evaluate(async () => {
        const { axe } = window as unknown as {
            axe: { run(): Promise<{ violations: Finding[] }> }
        }
        return (await axe.run()).violations
    })
    return found.map(
        ({ id, impact, nodes }) =>
            `${impact} ${id}: ${nodes[0]!.html}\n${nodes[0]!.failureSummary} (${nodes.length} times)`
    )
}

for (const { code, colorScheme, width } of LOOKS)
    test(`axe-core finds nothing: ${code}, ${colorScheme}, ${width} pixels wide`, async t => {
        if (!requireJudge(t, "chromium")) return
        const texts = LANGUAGES[code]!
        const viewport = { width, height: 800 }
        const page = await openPage(bench.browser, bench.machine.url, { colorScheme, viewport })
        await page.getByRole("combobox").first().selectOption(code)
        await page.getByRole("button", { name: texts.keys, exact: true }).click()
        await page.getByRole("status").filter({ hasText: texts.activityWaiting }).waitFor()
        for (const more of await page.locator("details > summary").all()) await more.click()
        for (const tab of TABS) {
            await page.getByRole("tab", { name: texts[tab] as string }).click()
            assert.deepEqual(await faults(page), [], tab)
        }
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth)
        assert.ok(sideways <= width, `it scrolls sideways: ${sideways} pixels`)
        assert.equal(await page.getAttribute("html", "lang"), code)
        await page.context().close()
    })

test("while a call is up, too; made, spoken to and ended by keys alone", async t => {
    if (!requireJudge(t, "chromium")) return
    const page = await openPage(bench.browser, bench.machine.url)
    await page.getByRole("status").filter({ hasText: "waits for a call" }).waitFor()
    await page.keyboard.press("c")
    await page.getByRole("button", { name: "Hang up" }).waitFor()
    await page.keyboard.press("5")
    await page.getByRole("region", { name: "Timeline" }).getByText("dtmf").waitFor()
    assert.deepEqual(await faults(page), [])
    await page.keyboard.press("c")
    await page.getByRole("button", { name: "Call", exact: true }).waitFor()
    await page.keyboard.press("?")
    await page.getByRole("heading", { name: "Keys" }).waitFor()
    await page.keyboard.press("Escape")
    await page.getByRole("heading", { name: "Keys" }).waitFor({ state: "hidden" })
    await page.context().close()
})
