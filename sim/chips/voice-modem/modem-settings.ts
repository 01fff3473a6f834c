/** Everything that a host can set by a number or a few, with what is allowed and what the factory sets. */

import { type LineSelection, type ModemProfile } from "./profiles.ts"
import { type VoiceCodec } from "./voice-codec.ts"

/** +VSD: level of its nominal threshold, and what a step makes of it (the manuals state none); interval in 0.1 s. */
const SILENCE_DBM = -43
const SILENCE_STEP_DB = 3
const SILENCE_NOMINAL = 128
const SILENCE_UNIT_MS = 100

type Range = readonly [min: number, max: number]

interface ParameterSpec {
    readonly name: string
    readonly initial: readonly number[]
    /** For each number the ranges that are allowed. */
    readonly allowed: readonly (readonly Range[])[]
}

const ON_OFF: readonly Range[] = [[0, 1]]
const BYTE: readonly Range[] = [[0, 255]]
/** No flow control, or by RTS and CTS; XON and XOFF would be data in a voice stream. */
const FLOW: readonly Range[] = [
    [0, 0],
    [2, 2],
]

/** Basic commands whose number is kept (ITU-T V.250). */
const BASIC_PARAMETERS: readonly ParameterSpec[] = [
    { name: "E", initial: [1], allowed: [ON_OFF] },
    { name: "V", initial: [1], allowed: [ON_OFF] },
    { name: "Q", initial: [0], allowed: [ON_OFF] },
    { name: "M", initial: [1], allowed: [[[0, 3]]] },
    { name: "L", initial: [2], allowed: [[[0, 3]]] },
    { name: "X", initial: [4], allowed: [[[0, 4]]] },
    { name: "&C", initial: [1], allowed: [ON_OFF] },
    { name: "&D", initial: [2], allowed: [[[0, 3]]] },
]

/** Extended commands of the form `+NAME=number,number`. */
const EXTENDED_PARAMETERS: readonly ParameterSpec[] = [
    { name: "+VCID", initial: [0], allowed: [[[0, 2]]] },
    {
        name: "+VSD",
        initial: [128, 50],
        allowed: [
            [
                [0, 0],
                [127, 129],
            ],
            BYTE,
        ],
    },
    { name: "+VGR", initial: [0], allowed: [[[0, 0]]] },
    { name: "+VGT", initial: [128], allowed: [BYTE] },
    { name: "+VIT", initial: [0], allowed: [BYTE] },
    { name: "+VTD", initial: [10], allowed: [BYTE] },
    { name: "+VDR", initial: [0, 0], allowed: [ON_OFF, [[0, 6]]] },
    { name: "+IFC", initial: [2, 2], allowed: [FLOW, FLOW] },
    { name: "-STE", initial: [0], allowed: [[[0, 7]]] },
    { name: "-SCID", initial: [0], allowed: [ON_OFF] },
]

/** S-registers (ITU-T V.250 clause 6): 0 rings to answer, 3 CR, 4 LF, 5 BS, 7 seconds for a carrier … */
const REGISTERS: Readonly<Record<number, number>> = {
    0: 0,
    1: 0,
    3: 13,
    4: 10,
    5: 8,
    6: 2,
    7: 50,
    8: 2,
    10: 14,
    11: 95,
    30: 0,
}

export class ModemSettings {
    private readonly values = new Map<string, number[]>()
    private readonly registers = new Map<number, number>()
    fclass = 0
    /** Selected row of +VLS. */
    label = 0
    /** Selected row of +VSM. */
    formatId: number
    /** 0: found from AT. */
    fixedBaud = 0
    /** +GCI, two hexadecimal digits. */
    countryCode: string

    constructor(private readonly profile: ModemProfile) {
        this.formatId = profile.voiceFormats[0]!.id
        this.countryCode = profile.countries[0]!.code
        this.resetAll()
    }

    /** As the factory made it. */
    resetAll(): void {
        for (const spec of [...BASIC_PARAMETERS, ...EXTENDED_PARAMETERS])
            this.values.set(spec.name, [...spec.initial])
        for (const [register, value] of Object.entries(REGISTERS))
            this.registers.set(Number(register), value)
        this.fclass = 0
        this.label = 0
        this.formatId = this.profile.voiceFormats[0]!.id
    }

    /** +VIP: the voice parameters as the factory made them. */
    resetVoice(): void {
        for (const spec of EXTENDED_PARAMETERS)
            if (spec.name.startsWith("+V")) this.values.set(spec.name, [...spec.initial])
        this.formatId = this.profile.voiceFormats[0]!.id
    }

    /** The number at `index` of a parameter, which exists. */
    get(name: string, index = 0): number {
        return this.values.get(name)![index]!
    }

    has(name: string): boolean {
        return this.values.has(name)
    }

    /** "128,50" */
    read(name: string): string {
        return this.values.get(name)!.join(",")
    }

    /** "(0,127-129),(0-255)" */
    describe(name: string): string {
        return specOf(name)
            .allowed.map(ranges => `(${ranges.map(rangeText).join(",")})`)
            .join(",")
    }

    /** Set from "n,n"; a number that is left out stays. False, and nothing changes, if one is not allowed. */
    set(name: string, argument: string): boolean {
        const spec = specOf(name)
        const given = argument.split(",")
        if (given.length > spec.initial.length) return false
        const numbers = this.values.get(name)!.map((old, i) => (given[i] ? Number(given[i]) : old))
        if (!numbers.every((number, i) => isAllowed(number, spec.allowed[i]!))) return false
        this.values.set(name, numbers)
        return true
    }

    /** A basic command's number; none means 0. */
    setBasic(name: string, argument: string): boolean {
        return this.set(name, argument === "" ? "0" : argument)
    }

    register(register: number): number | undefined {
        return this.registers.get(register)
    }

    /** False if there is no such register, or if the model can't do it: it never answers a call by itself. */
    setRegister(register: number, value: number): boolean {
        if (!this.registers.has(register) || value > 255) return false
        if (register === 0 && value !== 0) return false
        this.registers.set(register, value)
        return true
    }

    /** The selected row of +VLS. */
    get selection(): LineSelection {
        return this.profile.lineSelections.find(row => row.label === this.label)!
    }

    /** The codec of the selected row of +VSM. */
    get codec(): VoiceCodec {
        return this.profile.voiceFormats.find(format => format.id === this.formatId)!.codec!
    }

    /** +VSD: what is louder is sound, in dBm0. */
    get silenceDbm(): number {
        return SILENCE_DBM + (this.get("+VSD") - SILENCE_NOMINAL) * SILENCE_STEP_DB
    }

    /** +VSD: how long there must be none; 0: not measured. */
    get silenceMs(): number {
        return this.get("+VSD") === 0 ? 0 : this.get("+VSD", 1) * SILENCE_UNIT_MS
    }

    get country(): string {
        return this.profile.countries.find(known => known.code === this.countryCode)!.country
    }
}

function specOf(name: string): ParameterSpec {
    const isSame = (spec: ParameterSpec) => spec.name === name
    return BASIC_PARAMETERS.find(isSame) ?? EXTENDED_PARAMETERS.find(isSame)!
}

function isAllowed(number: number, ranges: readonly Range[]): boolean {
    return ranges.some(([min, max]) => number >= min && number <= max)
}

function rangeText([min, max]: Range): string {
    return min === max ? `${min}` : `${min}-${max}`
}
