import assert from "node:assert/strict"
import { test } from "node:test"
import { Guard, type Verdict } from "../../../sim/server/guard.ts"

const guard = new Guard(8000)
const cookie = guard.setCookie.split(";")[0]!
const HOST = "127.0.0.1:8000"
const ORIGIN = "http://127.0.0.1:8000"

function judge(url: string, headers: Record<string, string>, method = "GET"): Verdict {
    return guard.judge({ url, method, headers: { host: HOST, ...headers } })
}

test("the printed address signs in, and the cookie lets in from then on", () => {
    assert.equal(judge(guard.startUrl.replace(ORIGIN, ""), {}), "sign-in")
    assert.equal(judge("/", { cookie }), "pass")
    assert.equal(judge("/", { cookie: `other=1; ${cookie}; more=2` }), "pass")
})

test("the cookie is for this server's pages alone", () => {
    assert.match(guard.setCookie, /^afterbeep-8000=[\w-]{22}; HttpOnly; SameSite=Strict; Path=\/$/)
})

test("no token, a wrong one, or one for another path, and the door stays shut", () => {
    assert.equal(judge("/", {}), "no-token")
    assert.equal(judge("/?token=x", {}), "no-token")
    assert.equal(judge(`/main.js?token=${guard.token}`, {}), "no-token")
    assert.equal(judge("/", { cookie: `${cookie}x` }), "no-token")
    assert.equal(judge("/", { cookie: cookie.replace("8000", "8001") }), "no-token")
    const umlaut = "\u00e4".repeat(guard.token.length)
    assert.equal(judge(`/?token=${encodeURIComponent(umlaut)}`, {}), "no-token")
})

test("a rebound name is refused even with the cookie", () => {
    for (const host of ["evil.example:8000", "127.0.0.1.evil.example:8000", "127.0.0.1", ""])
        assert.equal(judge("/", { cookie, host }), "bad-host")
    assert.equal(judge("/", { cookie, host: "localhost:8000" }), "pass")
})

test("a page of another origin may not open a socket", () => {
    const upgrade = "websocket"
    for (const origin of ["http://127.0.0.1:3000", "null", "http://localhost:8000"])
        assert.equal(judge("/line", { cookie, upgrade, origin }), "bad-origin")
    assert.equal(judge("/line", { cookie, upgrade }), "bad-origin")
    assert.equal(judge("/line", { cookie, upgrade, origin: ORIGIN }), "pass")
})

test("a change without an origin is refused", () => {
    assert.equal(judge("/card", { cookie }, "PUT"), "bad-origin")
    assert.equal(judge("/card", { cookie, origin: ORIGIN }, "PUT"), "pass")
})

test("a malformed target is refused, and nothing is thrown", () => {
    for (const url of ["http://evil.example/", "*", ""])
        assert.equal(judge(url, { cookie }), "bad-address")
    assert.equal(judge("//", { cookie }), "pass")
})

test("every start has a token of its own", () => {
    assert.notEqual(new Guard(8000).token, guard.token)
})
