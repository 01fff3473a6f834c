import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { SoundSender } from "../../../../src/drivers/v253/sound-sender"
import { ScriptedUart } from "../../support/scripted-uart"

async function sendAll(sender: SoundSender, sound: Buffer): Promise<void> {
    let at = 0
    for (let i = 0; i < 100 && at < sound.length; i++)
        at += await sender.send(sound, at, sound.length - at)
    expect(at).toBe(sound.length)
}

describe("SoundSender", () => {
    test("doubles a DLE before every other byte, wherever the port is full", async () => {
        for (let code = 0; code < 256; code += code < 32 ? 1 : 37)
            for (const pieceBytes of [1, 2, 3, 64]) {
                await ds.sleep(0)
                const uart = new ScriptedUart(pieceBytes)
                const sound = Buffer.from([0x41, 0x10, code, 0x42])
                await sendAll(new SoundSender(uart), sound)
                let doubled = ""
                for (const at of [0, 1, 2, 3]) {
                    const byte = sound.slice(at, at + 1).toString("hex")
                    doubled += byte === "10" ? "1010" : byte
                }
                expect(uart.sent.toString("hex")).toBe(doubled)
            }
    })
    test("goes no further ahead of the clock than a modem's buffer holds", async () => {
        const uart = new ScriptedUart(64)
        const sender = new SoundSender(uart)
        const sound = Buffer.alloc(64)
        let sentBytes = 0
        for (let i = 0; i < 60; i++) sentBytes += await sender.send(sound, 0, 64)
        expect(sentBytes > 1300 && sentBytes < 1536).toBe(true)
    })
    test("nor does it with a port that takes all it gets: to stop must not wait behind that", async () => {
        const sender = new SoundSender(new ScriptedUart(4096))
        const sound = Buffer.alloc(512)
        let sentBytes = 0
        for (let i = 0; i < 20; i++) sentBytes += await sender.send(sound, 0, 512)
        expect(sentBytes > 1300 && sentBytes < 1536).toBe(true)
    })
    test("tells what has not sounded, by the clock", async () => {
        const sender = new SoundSender(new ScriptedUart(4096))
        const startMs = ds.millis()
        expect(await sender.send(Buffer.alloc(800), 0, 800)).toBe(800)
        expect(sender.leftBytes(startMs + 25)).toBe(600)
        expect(sender.leftBytes(startMs + 101)).toBe(-8)
    })
    test("nothing is handed over while the port is full, and a moment of that is no fault", async () => {
        const uart = new ScriptedUart(64)
        uart.isStopped = true
        const sender = new SoundSender(uart)
        expect(await sender.send(hex`10 20`, 0, 2)).toBe(0)
        expect(await sender.send(hex`20 10`, 0, 2)).toBe(0)
        expect(sender.isStuck()).toBe(false)
    })
})
