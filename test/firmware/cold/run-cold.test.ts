import * as ds from "@devicescript/core"
import { describe, test, expect } from "@devicescript/test"
import { SettingsFile } from "../../../src/settings/settings-file"
import { startFiber } from "../../../src/util/fiber"

/** `parse` is cold code: tools/firmware/linker/cold/list.ts. */
function parsed(text: string): SettingsFile {
    const settings = new SettingsFile()
    settings.parse(text)
    return settings
}

function messageOf(body: () => void): string {
    try {
        body()
    } catch (e: any) {
        return e.message
    }
    return "no error"
}

describe("runCold", () => {
    test("a function that runs for long lets other fibers run", () => {
        const seen: number[] = []
        startFiber(
            async () => {
                for (let i = 0; i < 3; i++) {
                    seen.push(i)
                    await ds.sleep(0)
                }
            },
            () => {}
        )
        expect(seen.length).toBe(0)
        let text = ""
        for (let i = 0; i < 200; i++) text = text + "key = 1\n"
        expect(parsed(text).allKeys().length).toBe(200)
        expect(seen.length > 0).toBe(true)
    })
    test("an error says where in the cold code it was, and is the error that it was", () => {
        const message = messageOf(() => {
            parsed(undefined as any as string)
        })
        expect(message.includes("charCodeAt")).toBe(true)
        expect(message.includes(" (cold:")).toBe(true)
    })
})
