import assert from "node:assert/strict"
import { test } from "node:test"
import { EventSockets } from "../../../sim/server/event-sockets.ts"
import { FakeSocket } from "./fake-socket.ts"

function bench() {
    const told: string[] = []
    const pages = new EventSockets({
        hello: () => ({ kind: "goodbye" }),
        onCommand: (command, page) => {
            told.push(`${page} ${command.do}`)
            return command.do === "hang-up" ? "no-call" : undefined
        },
        onGone: page => told.push(`${page} gone`),
    })
    const open = (page: string) => {
        const socket = new FakeSocket()
        pages.add(socket.asSocket, page)
        return socket
    }
    return { pages, told, open }
}

test("a page is greeted first, and its commands come with its name", () => {
    const { told, open } = bench()
    const socket = open("a")
    assert.equal(socket.messages.length, 1)
    socket.says({ do: "power" })
    assert.deepEqual(told, ["a power"])
})

test("what can't be done is said to the page that asked, and to no other", () => {
    const { open } = bench()
    const [asking, other] = [open("a"), open("b")]
    asking.says({ do: "hang-up" })
    asking.says({ do: "nonsense" })
    asking.says(new ArrayBuffer(4))
    assert.deepEqual(
        asking.heard("refusal").map(each => each.reason),
        ["no-call", "not-understood", "not-understood"]
    )
    assert.equal(other.messages.length, 1)
})

test("a page is gone when its last socket is", () => {
    const { pages, told, open } = bench()
    const [first, second] = [open("a"), open("a")]
    first.close()
    assert.deepEqual(told, [])
    assert.ok(pages.isHere("a"))
    second.close()
    assert.deepEqual(told, ["a gone"])
    assert.ok(pages.isEmpty)
})
