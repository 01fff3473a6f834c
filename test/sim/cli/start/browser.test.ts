import assert from "node:assert/strict"
import { test } from "node:test"
import { openerOf } from "../../../../sim/cli/start/browser.ts"

const LINUX = { platform: "linux", env: { DISPLAY: ":0" }, isTTY: true } as const

test("a browser is opened where somebody sits at a screen", () => {
    assert.deepEqual(openerOf(LINUX), ["xdg-open"])
    assert.deepEqual(openerOf({ ...LINUX, env: { WAYLAND_DISPLAY: "w" } }), ["xdg-open"])
    assert.deepEqual(openerOf({ ...LINUX, platform: "darwin", env: {} }), ["open"])
    assert.equal(openerOf({ ...LINUX, platform: "win32", env: {} })?.[0], "rundll32")
})

test("none is opened without a terminal, without a screen, from afar, or where nobody wants it", () => {
    assert.equal(openerOf({ ...LINUX, isTTY: false }), undefined)
    assert.equal(openerOf({ ...LINUX, env: {} }), undefined)
    for (const env of [{ BROWSER: "none" }, { SSH_CONNECTION: "1 2 3 4" }, { CI: "true" }])
        assert.equal(openerOf({ ...LINUX, env: { ...LINUX.env, ...env } }), undefined)
})
