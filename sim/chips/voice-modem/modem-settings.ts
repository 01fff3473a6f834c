/** Everything that a host can set by a number or a few, with what is allowed and what the factory sets. */

import {
    BASIC_PARAMETERS,
    COMMON_PARAMETERS,
    describeAllowed,
    isAllowed,
    type ParameterSpec,
} from "./parameter-spec.ts"
import { type LineSelection, type ModemProfile } from "./profiles/modem-profile.ts"
import { type CallerIdForm, formsIn, SWITCHED_FORMS } from "./caller-id-forms.ts"
import { type UserRegisters } from "./loop-sense.ts"
import { type VoiceCodec } from "./voice-codec.ts"

/** +FCLASS: voice. */
export const VOICE_CLASS = 8
/** +VSD: level of its nominal threshold (the manuals state none); interval in 0.1 s. */
const SILENCE_DBM = -43
const SILENCE_NOMINAL = 128
const SILENCE_UNIT_MS = 100

/** How the modem talks: echo, results as words, no results. */
const TALK = ["E", "V", "Q"]

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
    private readonly specs: ReadonlyMap<string, ParameterSpec>
    private readonly values = new Map<string, number[]>()
    private readonly registers = new Map<number, number>()
    /** Those of Silicon Laboratories; empty with the others. */
    readonly userRegisters: UserRegisters = new Map()
    fclass = 0
    /** Selected row of +VLS. */
    label = 0
    /** Selected row of +VSM. */
    formatId: number
    /** 0: found from AT. */
    fixedBaud = 0
    /** +GCI, two hexadecimal digits. */
    countryCode: string
    /** What the profile's callerIdSwitch was set to; no reset takes it away. */
    callerIdForm: string | undefined

    constructor(private readonly profile: ModemProfile) {
        const specs = [...BASIC_PARAMETERS, ...COMMON_PARAMETERS, ...profile.parameters]
        this.specs = new Map(specs.map(spec => [spec.name, spec]))
        this.formatId = profile.factoryFormatId
        this.countryCode = profile.countries[0]!.code
        this.resetAll()
    }

    /** As it is when power comes: nothing outlasts that in this model, not even what others keep. */
    powerUp(): void {
        this.countryCode = this.profile.countries[0]!.code
        this.fixedBaud = 0
        this.callerIdForm = undefined
        this.resetAll()
    }

    /** Echo, and the form of the results: what a stored profile may keep. */
    get talk(): readonly number[][] {
        return TALK.map(name => this.values.get(name)!)
    }

    set talk(kept: readonly number[][]) {
        TALK.forEach((name, i) => this.values.set(name, [...kept[i]!]))
    }

    /** As the factory made it, but for rate and country. */
    resetAll(): void {
        for (const spec of this.specs.values()) this.values.set(spec.name, [...spec.initial])
        for (const [register, value] of Object.entries(REGISTERS))
            this.registers.set(Number(register), value)
        for (const [register, value] of Object.entries(this.profile.userRegisters))
            this.userRegisters.set(Number(register), value)
        this.fclass = 0
        this.label = 0
        this.formatId = this.profile.factoryFormatId
    }

    /** +VIP: the voice parameters as the factory made them. */
    resetVoice(): void {
        for (const spec of this.specs.values())
            if (spec.name.startsWith("+V")) this.values.set(spec.name, [...spec.initial])
        this.formatId = this.profile.factoryFormatId
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
        return describeAllowed(this.specs.get(name)!)
    }

    /** Set from "n,n"; a number that is left out stays. False, and nothing changes, if one is not allowed. */
    set(name: string, argument: string): boolean {
        const spec = this.specs.get(name)!
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

    /** The codec of the selected row of +VSM; undefined: the model has none for it. */
    get codec(): VoiceCodec | undefined {
        return this.profile.voiceFormats.find(format => format.id === this.formatId)!.codec
    }

    /** +VSD: what is louder is sound, in dBm0. */
    get silenceDbm(): number {
        return SILENCE_DBM + (this.get("+VSD") - SILENCE_NOMINAL) * this.profile.silenceStepDb
    }

    /** +VSD: how long there must be none; 0: not measured. */
    get silenceMs(): number {
        return this.get("+VSD") === 0 ? 0 : this.get("+VSD", 1) * SILENCE_UNIT_MS
    }

    /** What it listens for, to know who calls. */
    get callerIdForms(): readonly CallerIdForm[] {
        if (this.get("+VCID") === 0) return []
        if (this.profile.callerIdSwitch === undefined) return formsIn(this.country)
        return SWITCHED_FORMS[this.callerIdForm ?? ""] ?? []
    }

    get country(): string {
        return this.profile.countries.find(known => known.code === this.countryCode)!.country
    }
}
