import assert from "node:assert/strict"
import { once } from "node:events"
import { request, type IncomingMessage } from "node:http"
import { test, type TestContext } from "node:test"
import { WebSocket } from "ws"
import { readBody, sendJson, type Routes } from "../../../sim/server/routes.ts"
import { WebServer } from "../../../sim/server/web-server.ts"

const FILES = new Map([
    ["index.html", Buffer.from("<p>page</p>")],
    ["main.js", Buffer.from("1")],
])

const ROUTES: Routes = new Map([
    [
        "/take",
        {
            method: "POST",
            answer: async (_, request, response) => {
                const body = await readBody(request, response, 10)
                if (body) sendJson(response, { took: body.toString() })
            },
        },
    ],
])

interface Answer {
    readonly status: number
    readonly headers: IncomingMessage["headers"]
    readonly body: string
}

async function serve(t: TestContext, onSocket: (socket: WebSocket) => void = () => {}) {
    const server = await WebServer.listen(0, {
        files: FILES,
        takers: new Map([["/line", onSocket]]),
        routes: ROUTES,
    })
    let isClosed = false
    const close = async () => {
        if (!isClosed) await server.close()
        isClosed = true
    }
    t.after(close)
    const { port } = new URL(server.guard.startUrl)
    const cookie = server.guard.setCookie.split(";")[0]!
    const ask = (
        path: string,
        headers: Record<string, string> = { cookie },
        method = "GET",
        body = ""
    ) => askFor(Number(port), path, { headers, method, body })
    const open = (headers: Record<string, string>) =>
        new WebSocket(`ws://127.0.0.1:${port}/line`, { headers })
    return { server, port, cookie, ask, open, close }
}

/** The path goes out as it stands: `fetch` would tidy it up. */
async function askFor(
    port: number,
    path: string,
    { body: sent, ...options }: { headers: Record<string, string>; method: string; body: string }
): Promise<Answer> {
    const asked = request({ host: "127.0.0.1", port, path, agent: false, ...options }).end(sent)
    const [answer] = (await once(asked, "response")) as [IncomingMessage]
    let body = ""
    for await (const chunk of answer) body += chunk
    return { status: answer.statusCode!, headers: answer.headers, body }
}

test("the printed address leads to the page by a cookie, and the token leaves the address", async t => {
    const { server, ask } = await serve(t)
    const { pathname, search } = new URL(server.guard.startUrl)
    const { status, headers } = await ask(`${pathname}${search}&lang=pl`, {})
    assert.equal(status, 303)
    assert.equal(headers.location, "/?lang=pl")
    const page = await ask("/", { cookie: headers["set-cookie"]![0]!.split(";")[0]! })
    assert.equal(page.body, "<p>page</p>")
    assert.equal(page.headers["content-type"], "text/html; charset=utf-8")
})

test("no path leads out of the page's files", async t => {
    const { ask } = await serve(t)
    for (const path of ["/../package.json", "/%2e%2e%2fpackage.json", "/..%5cx", "//", "/main.js/"])
        assert.equal((await ask(path)).status, 404, path)
    assert.equal((await ask("/main.js")).body, "1")
})

test("whoever has no cookie, or another name for this computer, gets nothing", async t => {
    const { ask, cookie } = await serve(t)
    assert.deepEqual((await ask("/main.js", {})).body, "no-token\n")
    assert.equal((await ask("/", { cookie, host: "evil.example" })).status, 403)
})

test("a person without the token reads what to do, on a page that loads and tells nothing", async t => {
    const { ask, server } = await serve(t)
    for (const path of ["/", "/?token=old", "/?lang=pl"]) {
        const { status, headers, body } = await ask(path, {})
        assert.equal(status, 403)
        assert.equal(headers["content-type"], "text/html; charset=utf-8")
        assert.match(body, /<p>[^<]*address that <code>npm start<\/code> printed/)
        assert.doesNotMatch(body, /<script|<link|src=/)
        assert.ok(!body.includes(server.guard.token))
        assert.equal(headers["set-cookie"], undefined)
    }
})

test("nothing but GET is answered", async t => {
    const { ask, cookie, port } = await serve(t)
    const origin = `http://127.0.0.1:${port}`
    assert.equal((await ask("/", { cookie, origin }, "POST")).status, 405)
    assert.equal((await ask("/", { cookie, origin: "http://evil.example" }, "POST")).status, 403)
})

test("a route takes its own method, from the page's own origin, and no more than it wants", async t => {
    const { ask, cookie, port } = await serve(t)
    const headers = { cookie, origin: `http://127.0.0.1:${port}` }
    assert.equal((await ask("/take", headers, "POST", "greeting")).body, '{"took":"greeting"}')
    assert.equal((await ask("/take", headers, "POST", "too much of it")).status, 413)
    assert.equal((await ask("/take", headers)).status, 405)
    assert.equal((await ask("/take", { cookie }, "POST", "x")).status, 403)
})

test("every answer forbids what the page does not need", async t => {
    const { ask } = await serve(t)
    for (const { headers } of [await ask("/"), await ask("/nothing"), await ask("/", {})]) {
        assert.match(
            headers["content-security-policy"] as string,
            /^default-src 'none'; script-src 'self'/
        )
        assert.equal(headers["x-content-type-options"], "nosniff")
        assert.equal(headers["cross-origin-opener-policy"], "same-origin")
        assert.equal(headers["cache-control"], "no-store")
    }
})

test("a socket is opened to this page alone", async t => {
    const { open, cookie, port } = await serve(t, socket => socket.send("hello"))
    const [word] = (await once(
        open({ cookie, origin: `http://127.0.0.1:${port}` }),
        "message"
    )) as [Buffer]
    assert.equal(word.toString(), "hello")
    for (const headers of [{ cookie }, { origin: `http://127.0.0.1:${port}` }])
        assert.match(String(await once(open(headers), "error")), /403/)
})

test("a message that is too long ends its socket, and nothing else", async t => {
    const { open, cookie, port, ask } = await serve(t, socket => socket.on("message", () => {}))
    const socket = open({ cookie, origin: `http://127.0.0.1:${port}` })
    await once(socket, "open")
    socket.send(Buffer.alloc(5000))
    const [code] = (await once(socket, "close")) as [number]
    assert.ok([1006, 1009].includes(code))
    assert.equal((await ask("/")).status, 200)
})

test("it ends at once, whoever is connected", async t => {
    const { open, cookie, port, close } = await serve(t)
    const socket = open({ cookie, origin: `http://127.0.0.1:${port}` })
    await once(socket, "open")
    const gone = once(socket, "close")
    await close()
    await gone
})
