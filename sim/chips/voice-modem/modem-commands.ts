/**
 * The commands of the modem and what each does: ITU-T V.250 (basic, +I…, +G…), V.253 (+V…), and what the profile adds.
 * What is not here, or the profile refuses, is answered ERROR.
 */

import { SWITCHED_FORMS } from "./caller-id-forms.ts"
import { type Command, Operation } from "./command-parser.ts"
import { type ModemSettings, VOICE_CLASS } from "./modem-settings.ts"
import { type ModemProfile } from "./profiles/modem-profile.ts"
import { U79_LEVEL } from "./loop-sense.ts"
import { hasBareDigit, type OrderedTone, parseTones } from "./tone-sender.ts"

export type ResultCode = "OK" | "ERROR" | "CONNECT" | "NO CARRIER" | "VCON" | "RING" | "LINE IN USE"

export interface Outcome {
    /** undefined: the command goes on, and its end is told later. */
    readonly result: ResultCode | undefined
    /** Text before the result code. */
    readonly lines?: readonly string[]
}

export const OK: Outcome = { result: "OK" }
export const ERROR: Outcome = { result: "ERROR" }
export const LATER: Outcome = { result: undefined }

/** What commands make the modem do beyond its settings. */
export interface ModemActions {
    /** Connect the voice end of `label`, which exists; changes the hook. */
    selectLine(label: number): void
    selectClass(fclass: number): void
    hangUp(): void
    /** ATA, ATH1. */
    seizeLine(): void
    answerData(): Outcome
    answerVoice(): Outcome
    startTransmit(): Outcome
    startReceive(): Outcome
    playTones(tones: readonly OrderedTone[]): Outcome
    useCountry(): void
    /** What is measured on the line now (AN93, U79). */
    lineLevel(): number
    reset(): void
}

type Handler = (command: Command) => Outcome

const CLASSES = [0, VOICE_CLASS]

export class ModemCommands {
    private readonly handlers: ReadonlyMap<string, Handler>

    constructor(
        private readonly profile: ModemProfile,
        private readonly settings: ModemSettings,
        private readonly actions: ModemActions
    ) {
        this.handlers = new Map<string, Handler>([...this.basicHandlers(), ...this.voiceHandlers()])
    }

    run(command: Command): Outcome {
        if (this.profile.refused.includes(command.name)) return ERROR
        const flow = this.profile.flowCommands[command.name + command.argument]
        if (flow !== undefined) return done(this.settings.set("+IFC", flow))
        if (command.name === this.profile.callerIdSwitch) return this.callerIdForm(command)
        const handler = this.handlers.get(command.name)
        if (handler) return handler(command)
        if (/^S\d+$/.test(command.name)) return this.register(command)
        if (this.settings.has(command.name)) return this.parameter(command)
        return ERROR
    }

    private basicHandlers(): [string, Handler][] {
        return [
            ["Z", command => this.reset(command)],
            ["&F", command => this.reset(command)],
            ["H", command => this.hook(command)],
            ["A", () => this.answer()],
            ["I", command => this.identify(`I${Number(command.argument)}`)],
            ["+GMI", command => this.identify(command.name)],
            ["+GMI9", command => this.identify(command.name)],
            ["+GMM", command => this.identify(command.name)],
            ["+GCI", command => this.country(command)],
            ["+IPR", command => this.rate(command)],
            ["+FCLASS", command => this.serviceClass(command)],
            [":U", command => this.writeRegisters(command)],
            [":R", command => this.readRegister(command)],
        ]
    }

    private voiceHandlers(): [string, Handler][] {
        return [
            ["+VSM", command => this.voiceFormat(command)],
            ["+VLS", command => this.lineSelection(command)],
            ["+VIP", command => this.voiceDefaults(command)],
            ["+VTX", command => this.stream(command, () => this.actions.startTransmit())],
            ["+VRX", command => this.stream(command, () => this.actions.startReceive())],
            ["+VTS", command => this.tones(command)],
        ]
    }

    private reset(command: Command): Outcome {
        if (!isBasicNumber(command, 1)) return ERROR
        this.actions.reset()
        return OK
    }

    private hook(command: Command): Outcome {
        if (!isBasicNumber(command, 1)) return ERROR
        if (Number(command.argument) === 1) this.actions.seizeLine()
        else this.actions.hangUp()
        return OK
    }

    private answer(): Outcome {
        if (this.settings.fclass === VOICE_CLASS) return this.actions.answerVoice()
        return this.actions.answerData()
    }

    private identify(question: string): Outcome {
        const answer = this.profile.identity[question]
        if (answer === undefined) return ERROR
        return answer === "" ? OK : text(answer)
    }

    private register(command: Command): Outcome {
        const register = Number(command.name.slice(1))
        const value = this.settings.register(register)
        if (value === undefined) return ERROR
        if (command.operation === Operation.Read) return text(`${value}`.padStart(3, "0"))
        return done(this.settings.setRegister(register, Number(command.argument)))
    }

    private writeRegisters({ argument }: Command): Outcome {
        const [first, ...values] = argument.split(",").map(digits => parseInt(digits, 16))
        const { userRegisters } = this.settings
        const all = values.map((value, i) => [first! + i, value] as const)
        if (all.length === 0 || !all.every(([register]) => userRegisters.has(register)))
            return ERROR
        for (const [register, value] of all) userRegisters.set(register, value)
        return OK
    }

    private readRegister({ argument }: Command): Outcome {
        const register = parseInt(argument, 16)
        const { userRegisters } = this.settings
        if (userRegisters.size === 0 || argument.includes(",")) return ERROR
        const value =
            register === U79_LEVEL ? this.actions.lineLevel() : userRegisters.get(register)
        return value === undefined ? ERROR : text(hexWord(value))
    }

    private parameter({ name, operation, argument }: Command): Outcome {
        const isBasic = name[0] !== "+" && name[0] !== "-"
        if (isBasic) return done(this.settings.setBasic(name, argument))
        if (operation === Operation.Read) return text(this.settings.read(name))
        if (operation === Operation.Test) return text(this.settings.describe(name))
        if (operation === Operation.Execute) return ERROR
        return done(this.settings.set(name, argument))
    }

    private country({ operation, argument }: Command): Outcome {
        const codes = this.profile.countries.map(known => known.code)
        if (operation === Operation.Read) return text(this.settings.countryCode)
        if (operation === Operation.Test) return text(`(${codes.join(",")})`)
        if (operation !== Operation.Set || !codes.includes(argument)) return ERROR
        this.settings.countryCode = argument
        this.actions.useCountry()
        return OK
    }

    private callerIdForm({ argument }: Command): Outcome {
        if (SWITCHED_FORMS[argument] === undefined) return ERROR
        this.settings.callerIdForm = argument
        return OK
    }

    private rate({ operation, argument }: Command): Outcome {
        const bauds = [0, ...this.profile.bauds]
        if (operation === Operation.Read) return text(`${this.settings.fixedBaud}`)
        if (operation === Operation.Test) return text(`(),(${bauds.join(",")})`)
        if (operation !== Operation.Set || !bauds.includes(toNumber(argument))) return ERROR
        this.settings.fixedBaud = Number(argument)
        return OK
    }

    private serviceClass({ operation, argument }: Command): Outcome {
        if (operation === Operation.Read)
            return text(`${this.profile.classPrefix}${this.settings.fclass}`)
        if (operation === Operation.Test) return text(CLASSES.join(","))
        if (operation !== Operation.Set || !CLASSES.includes(toNumber(argument))) return ERROR
        this.actions.selectClass(Number(argument))
        return OK
    }

    private voiceFormat({ operation, argument }: Command): Outcome {
        const formats = this.profile.voiceFormats
        if (operation === Operation.Test)
            return { result: "OK", lines: formats.map(format => format.description) }
        const selected = formats.find(format => format.id === this.settings.formatId)!
        if (operation === Operation.Read) return text(selected.selected)
        const numbers = argument.split(",")
        if (numbers.length > this.profile.formatNumbersMax) return ERROR
        const [id, rate] = numbers
        const wanted = formats.find(format => format.id === toNumber(id ?? ""))
        if (operation !== Operation.Set || !wanted?.codec) return ERROR
        if (rate !== undefined && rate !== "8000") return ERROR
        this.settings.formatId = wanted.id
        return OK
    }

    private lineSelection({ operation, argument }: Command): Outcome {
        const rows = this.profile.lineSelections
        if (operation === Operation.Read) return text(`${this.settings.label}`)
        if (operation === Operation.Test) {
            const lines = rows.map(
                row =>
                    `${row.label},"${row.primitives}",` +
                    `${row.transmitEvents},${row.receiveEvents},${row.idleEvents}`
            )
            return { result: "OK", lines }
        }
        if (operation !== Operation.Set || this.settings.fclass !== VOICE_CLASS) return ERROR
        const row = rows.find(candidate => candidate.label === toNumber(argument))
        if (!row) return ERROR
        this.actions.selectLine(row.label)
        return OK
    }

    private voiceDefaults({ operation }: Command): Outcome {
        if (operation !== Operation.Execute) return ERROR
        this.settings.resetVoice()
        return OK
    }

    private stream({ operation }: Command, start: () => Outcome): Outcome {
        if (operation !== Operation.Execute || this.settings.fclass !== VOICE_CLASS) return ERROR
        return start()
    }

    private tones({ operation, argument }: Command): Outcome {
        if (operation !== Operation.Set || this.settings.fclass !== VOICE_CLASS) return ERROR
        const rules = this.profile.tones
        if (!rules.answersBareDigits && hasBareDigit(argument)) return LATER
        const tones = parseTones(argument, this.settings.get("+VTD"), rules)
        return tones ? this.actions.playTones(tones) : ERROR
    }
}

function text(line: string): Outcome {
    return { result: "OK", lines: [line] }
}

/** "0011" */
function hexWord(value: number): string {
    return value.toString(16).toUpperCase().padStart(4, "0")
}

function done(isDone: boolean): Outcome {
    return isDone ? OK : ERROR
}

function isBasicNumber(command: Command, max: number): boolean {
    return Number(command.argument) <= max
}

/** A number, or one that nothing equals. */
function toNumber(digits: string): number {
    return /^\d+$/.test(digits) ? Number(digits) : NaN
}
