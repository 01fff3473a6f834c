import assert from "node:assert/strict"
import { test } from "node:test"
import { decodeFrame, encodeFrame } from "../../../sim/protocol/frame.ts"
import { LineSockets } from "../../../sim/server/line-sockets.ts"
import { FakeSocket } from "./fake-socket.ts"

const SILENCE = [new Float32Array(160), new Float32Array(160)]

function bench() {
    const heard: string[] = []
    const lines = new LineSockets((page, number) => heard.push(`${page} ${number}`))
    const sockets = ["a", "b"].map(page => {
        const socket = new FakeSocket()
        lines.add(socket.asSocket, page)
        return socket
    })
    return { lines, heard, sockets }
}

test("a frame goes to all who listen, with one number", () => {
    const { lines, sockets } = bench()
    lines.send(0, SILENCE)
    sockets[0]!.close()
    lines.send(1, SILENCE)
    const numbers = sockets.map(each => each.frames.map(frame => decodeFrame(frame, 2)!.number))
    assert.deepEqual(numbers, [[0], [0, 1]])
})

test("a page that does not read misses frames, and sees that by their numbers", () => {
    const { lines, sockets } = bench()
    sockets[0]!.bufferedAmount = 1e6
    lines.send(0, SILENCE)
    sockets[0]!.bufferedAmount = 0
    lines.send(1, SILENCE)
    assert.deepEqual(
        sockets[0]!.frames.map(frame => decodeFrame(frame, 2)!.number),
        [1]
    )
})

test("what a microphone sends is told with the page's name", () => {
    const { heard, sockets } = bench()
    sockets[1]!.says(encodeFrame(5, [new Float32Array(160)]))
    assert.deepEqual(heard, ["b 5"])
})

test("whoever sends anything else is sent away", () => {
    const { heard, sockets } = bench()
    sockets[0]!.says(new ArrayBuffer(10))
    sockets[1]!.says({ do: "hang-up" })
    assert.deepEqual(
        sockets.map(each => each.closedWith),
        [1003, 1003]
    )
    assert.deepEqual(heard, [])
})
