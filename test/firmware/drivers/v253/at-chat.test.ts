import { describe, expect, test } from "@devicescript/test"
import { AtChat, FinalResult, Input } from "../../../../src/drivers/v253/at-chat"
import { FaultCode } from "../../../../src/util/fault"
import { faultOf } from "../../support/fault-of"
import { ScriptedUart } from "../../support/scripted-uart"

/** Gives the chat a line each time it is asked, as the modem's text would. */
class Lines implements Input {
    chat: AtChat | undefined
    private lines: string[] = []

    say(...lines: string[]): void {
        for (const line of lines) this.lines.push(line)
    }

    async takePiece(): Promise<boolean> {
        // Nothing is said before something was asked.
        if (!this.chat || !this.chat.isWaiting) return false
        const line = this.lines.shift()
        if (line === undefined) return false
        this.chat.offer(line)
        return true
    }
}

function chatThatHears(...lines: string[]): AtChat {
    const input = new Lines()
    input.say(...lines)
    const chat = new AtChat(new ScriptedUart(64), input)
    input.chat = chat
    return chat
}

describe("AtChat", () => {
    test("knows every way in which a command ends", async () => {
        for (const ok of ["OK", "VCON", "#VCON", "VOICE", "CONNECT"])
            expect(await chatThatHears(ok).ask("ATX")).toBe(true)
        for (const refusal of ["ERROR", "NO CARRIER", "NO ANSWER", "NO DIALTONE", "BUSY"])
            expect(await chatThatHears(refusal).ask("ATX")).toBe(false)
        expect(await chatThatHears("CONNECT").attempt("AT+VTX", 50)).toBe(FinalResult.Connect)
    })
    test("keeps the lines before the end, but not an echo", async () => {
        const chat = chatThatHears("TAI3", "A1", "B2", "OK")
        await chat.send("ATI3")
        expect(chat.lines.join(",")).toBe("A1,B2")
        expect(chat.isEchoing).toBe(true)
    })
    test("goes through commands until one is taken", async () => {
        expect(await chatThatHears("ERROR", "OK").askFirstOf("AT1|AT2|AT3")).toBe("AT2")
        expect(await chatThatHears("ERROR", "ERROR").askFirstOf("AT1|AT2")).toBe("")
    })
    test("a refusal is a fault where it is no answer", async () => {
        const chat = chatThatHears("ERROR")
        expect(await faultOf(async () => await chat.send("ATX"))).toBe(FaultCode.Protocol)
    })
    test("a modem that does not answer is lost: everything fails at once until it is looked for", async () => {
        const chat = chatThatHears()
        expect(await chat.attempt("ATX", 10)).toBe(undefined)
        chat.lost("gone")
        expect(await faultOf(async () => await chat.send("ATY"))).toBe(FaultCode.TimedOut)
        expect(await chat.attempt("ATY", 5000)).toBe(undefined)
    })
    test("a modem that takes no input is lost", async () => {
        const uart = new ScriptedUart(64)
        uart.isStopped = true
        const input = new Lines()
        const chat = new AtChat(uart, input)
        input.chat = chat
        expect(await faultOf(async () => await chat.send("ATX"))).toBe(FaultCode.TimedOut)
    })
    test("any number of lines is taken, and only so many are kept", async () => {
        const chat = chatThatHears()
        chat.expect()
        for (let i = 0; i < 100; i++) chat.offer("line " + i)
        let long = "x"
        for (let i = 0; i < 10; i++) long += long.slice(0, 50)
        chat.offer(long)
        expect(chat.lines.length).toBe(24)
        chat.offer("OK")
        expect(chat.result).toBe(FinalResult.Ok)
    })
})
