/**
 * From characters to commands to result codes, in time (ITU-T V.250 clause 5).
 *
 *     A T … <CR>  |charge| command |charge| command … result code |deaf| A T …
 *
 * Every command is charged before it acts. A character that comes while a command runs aborts it, but not in the first
 * 125 ms after the command line, in which a host may still send a line feed. What comes sooner after a result code than
 * the profile says is lost, and is a broken rule of the host.
 */

import { type Random } from "../../clock/random.ts"
import { type Scheduler, type Timer } from "../../clock/scheduler.ts"
import { type Command, parseCommandLine } from "./command-parser.ts"
import { type DtePort } from "./dte-port.ts"
import { type Outcome, type ResultCode } from "./modem-commands.ts"
import { type ModemProfile } from "./profiles/modem-profile.ts"
import { DLE } from "./shielded-codes.ts"

const CR = 0x0d
const LF = 0x0a
const BS = 0x08
const SPACE = 0x20
/** ITU-T V.250 clause 5.6.1. */
const ABORT_AFTER_US = 125_000
/** A host that sends sound does not pause for so long. */
const STREAM_PAUSE_US = 100_000

enum Stage {
    /** Waiting for the A of AT. */
    Idle,
    /** A has come; T or / must follow. */
    Attention,
    /** Collecting up to the carriage return. */
    Line,
    Executing,
}

/** What the interpreter needs from the modem. */
export interface CommandTarget {
    run(command: Command): Outcome
    /** A line has come; false: it is answered ERROR, whatever it says. */
    commandLine(text: string): boolean
    /** A character came while a command goes on; answers the result code that ends it. */
    abort(): ResultCode
    broken(rule: string): void
}

export interface InterpreterParts {
    readonly profile: ModemProfile
    readonly port: DtePort
    readonly scheduler: Scheduler
    readonly random: Random
    readonly target: CommandTarget
}

export class CommandInterpreter {
    private stage = Stage.Idle
    private body = ""
    private lastBody = ""
    private commands: Command[] = []
    private next = 0
    private timer: Timer | undefined
    private lineEndUs = 0
    private deafUntilUs = 0
    private isTooEarlyTold = false
    private chargedSumUs = 0
    private isAstray = false
    private lastByteUs = 0
    /** An A whose echo waits for that of the T. */
    private heldEcho: number | undefined
    private isShielded = false

    constructor(private readonly parts: InterpreterParts) {}

    /** All that was charged for commands so far, in µs. */
    get chargedUs(): number {
        return this.chargedSumUs
    }

    get isExecuting(): boolean {
        return this.stage === Stage.Executing
    }

    /** Forget everything, as at power-on. */
    reset(): void {
        this.parts.scheduler.cancel(this.timer)
        this.isAstray = false
        this.stage = Stage.Idle
        this.body = ""
        this.lastBody = ""
        this.heldEcho = undefined
        this.deafUntilUs = 0
        this.isTooEarlyTold = false
    }

    /** The host does not know that a stream has ended: until it pauses, what comes is no command of its own. */
    strayed(): void {
        this.isAstray = true
        this.lastByteUs = this.parts.scheduler.nowUs
    }

    /** A character whose stop bit ended at `atUs` and whose start bit began at `startUs`. */
    receive(byte: number, startUs: number, atUs: number): void {
        if (startUs - this.lastByteUs > STREAM_PAUSE_US) this.isAstray = false
        this.lastByteUs = atUs
        if (this.stage === Stage.Executing) this.interrupt(byte, atUs)
        else if (startUs < this.deafUntilUs) this.tooEarly(byte)
        else this.collect(byte, atUs)
    }

    /** A command that went on has ended. */
    finish(result: ResultCode): void {
        if (this.stage !== Stage.Executing) return
        if (result === "OK" && this.next < this.commands.length) this.charge()
        else this.conclude(result)
    }

    private collect(byte: number, atUs: number): void {
        if (byte === LF && this.stage === Stage.Idle) return
        this.echo(byte, atUs)
        if (this.stage === Stage.Idle) this.seekAttention(byte)
        else if (this.stage === Stage.Attention) this.confirmAttention(byte, atUs)
        else if (byte === CR) this.endLine(atUs)
        else if (byte === BS) this.body = this.body.slice(0, -1)
        else if (byte >= SPACE) this.body += String.fromCharCode(byte)
    }

    private echo(byte: number, atUs: number): void {
        const { port, profile } = this.parts
        if (profile.isEchoGarbled && this.stage === Stage.Idle && isLetter(byte, "A")) {
            this.heldEcho = byte
            return
        }
        port.echo(byte, atUs)
        if (this.heldEcho !== undefined) port.echo(this.heldEcho, atUs)
        this.heldEcho = undefined
    }

    private seekAttention(byte: number): void {
        if (isLetter(byte, "A")) this.stage = Stage.Attention
    }

    private confirmAttention(byte: number, atUs: number): void {
        if (isLetter(byte, "A")) return
        this.stage = Stage.Idle
        if (isLetter(byte, "T")) {
            this.stage = Stage.Line
            this.body = ""
        } else if (isLetter(byte, "/")) {
            this.body = this.lastBody
            this.endLine(atUs)
        }
    }

    private endLine(atUs: number): void {
        const { target, profile } = this.parts
        const body = this.body
        this.lastBody = body
        this.stage = Stage.Executing
        this.lineEndUs = atUs
        this.isTooEarlyTold = false
        this.next = 0
        const isTaken = target.commandLine(`AT${body}`)
        const commands = parseCommandLine(body)
        const isTooLong = body.length > profile.commandLineMax
        if (isTooLong && !this.isAstray)
            target.broken(
                `command line of ${body.length} characters, ${profile.commandLineMax} allowed: ${body}`
            )
        this.commands = commands ?? []
        const runs =
            commands && isTaken && !isTooLong ? () => this.step() : () => this.conclude("ERROR")
        this.charge(runs, atUs)
    }

    private charge(then = () => this.step(), fromUs = this.parts.scheduler.nowUs): void {
        const { random, profile, scheduler } = this.parts
        const chargeUs = random.nextInteger(profile.chargeMinUs, profile.chargeMaxUs)
        this.chargedSumUs += chargeUs
        this.timer = scheduler.at(fromUs + chargeUs, then)
    }

    private step(): void {
        const command = this.commands[this.next++]
        if (!command) return this.conclude("OK")
        const outcome = this.parts.target.run(command)
        this.parts.port.sendLines(outcome.lines ?? [])
        if (outcome.result === undefined) return
        if (outcome.result === "CONNECT") this.parts.port.sendResult("CONNECT")
        else this.finish(outcome.result)
    }

    private conclude(result: ResultCode): void {
        const { port, profile } = this.parts
        this.stage = Stage.Idle
        port.sendResult(result)
        this.deafUntilUs = port.doneUs + profile.deafAfterResultUs
        this.isTooEarlyTold = false
    }

    private interrupt(byte: number, atUs: number): void {
        if (atUs < this.lineEndUs + ABORT_AFTER_US) {
            this.tooEarly(byte)
            return
        }
        this.parts.scheduler.cancel(this.timer)
        this.conclude(this.parts.target.abort())
    }

    /** Control characters, and what a DLE shields, would have meant nothing anyhow. */
    private tooEarly(byte: number): void {
        const isShielded = this.isShielded
        this.isShielded = byte === DLE && !isShielded
        if (byte < SPACE || isShielded || this.isTooEarlyTold || this.isAstray) return
        this.isTooEarlyTold = true
        const limitMs = this.parts.profile.deafAfterResultUs / 1000
        const shown = JSON.stringify(String.fromCharCode(byte))
        const when = this.isExecuting ? "before the result code of" : `within ${limitMs} ms after`
        this.parts.target.broken(`${shown} sent ${when} AT${this.lastBody}, and lost`)
    }
}

/** Whether a character is `letter`, in either case. */
function isLetter(byte: number, letter: string): boolean {
    return String.fromCharCode(byte).toUpperCase() === letter
}
