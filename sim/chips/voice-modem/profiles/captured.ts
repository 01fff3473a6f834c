/**
 * A modem as a self-test has heard it say itself (`npm run doctor -- --capture FILE`): what it answers is that modem's, what it does is
 * that of the modem which it was taken for.
 */

import { type ParameterSpec, type Range } from "../parameter-spec.ts"
import { A_LAW, MU_LAW, PCM_U8, type VoiceCodec } from "../voice-codec.ts"
import {
    type CountryCode,
    type LineSelection,
    type ModemProfile,
    selection,
    type VoiceFormat,
} from "./modem-profile.ts"

/** Answers by their question, line by line; null: refused. */
type Answers = Readonly<Record<string, readonly string[] | null>>

/** What the file holds. */
export interface CapturedModem {
    readonly takenFor: string
    readonly answers: Answers
}

const IDENTITY = /^AT(I\d|\+GM[A-Z]9?)$/
/** Names by which makers say which codec it is. */
const CODECS: readonly [RegExp, VoiceCodec][] = [
    [/U-?LA?W|U-LOG|G\.711U/i, MU_LAW],
    [/A-?LA?W|A-LOG|G\.711A/i, A_LAW],
    [/8-BIT LINEAR|UNSIGNED PCM",? ?8/i, PCM_U8],
]

/** @param base the modem that it was taken for, or is like */
export function capturedProfile({ answers }: CapturedModem, base: ModemProfile): ModemProfile {
    const voiceFormats = formatsOf(answers["AT+VSM=?"], base)
    const isKnown = voiceFormats.some(each => each.id === base.factoryFormatId)
    return {
        ...base,
        name: "captured",
        identity: identityOf(answers),
        voiceFormats: voiceFormats,
        factoryFormatId: isKnown ? base.factoryFormatId : (voiceFormats[0]?.id ?? 0),
        lineSelections: selectionsOf(answers["AT+VLS=?"], base),
        parameters: parametersOf(answers, base),
        countries: countriesOf(answers["AT+GCI=?"], base),
        bauds: baudsOf(answers["AT+IPR=?"], base),
    }
}

function identityOf(answers: Answers): Record<string, string> {
    const said = Object.entries(answers).flatMap(([question, lines]) => {
        const name = IDENTITY.exec(question)?.[1]
        return name !== undefined && lines ? [[name, lines.join("\r\n")] as const] : []
    })
    return Object.fromEntries(said)
}

function formatsOf(
    lines: readonly string[] | null | undefined,
    base: ModemProfile
): readonly VoiceFormat[] {
    if (!lines) return base.voiceFormats
    return lines.map(description => {
        const same = base.voiceFormats.find(each => each.description === description)
        if (same) return same
        const id = Number.parseInt(description.replace(/^.*:/, ""))
        const codec = /ADPCM/i.test(description)
            ? undefined
            : CODECS.find(([name]) => name.test(description))?.[1]
        return { id, description, selected: `${id},8000,0,0`, codec }
    })
}

function selectionsOf(
    lines: readonly string[] | null | undefined,
    base: ModemProfile
): readonly LineSelection[] {
    if (!lines) return base.lineSelections
    return lines.flatMap(line => {
        const [, label, primitives, ...masks] =
            /(\d+),"([^"]*)",(\w+),(\w+),(\w+)$/.exec(line) ?? []
        if (label === undefined) return []
        const [transmit, receive, idle] = masks as [string, string, string]
        const made = selection(Number(label), primitives!, transmit, receive, idle)
        const same = base.lineSelections.find(each => each.label === made.label)
        const isSame = same?.primitives === made.primitives
        return [{ ...made, isOffHook: isSame ? same.isOffHook : made.isOffHook }]
    })
}

/** Limits are the captured modem's; what it has by itself is not said, and is the other's. */
function parametersOf(answers: Answers, base: ModemProfile): readonly ParameterSpec[] {
    return base.parameters.flatMap(spec => {
        const lines = answers[`AT${spec.name}=?`]
        if (lines === null) return []
        const allowed = lines?.[0] === undefined ? undefined : rangesOf(lines[0])
        return [allowed ? { ...spec, allowed } : spec]
    })
}

/** "(0,127-129),(0-255)" */
function rangesOf(text: string): Range[][] {
    return [...text.matchAll(/\(([^)]*)\)/g)].map(([, inside]) =>
        inside!.split(",").map(range => {
            const [min, max = min] = range.split("-").map(Number)
            return [min!, max!] as const
        })
    )
}

function countriesOf(
    lines: readonly string[] | null | undefined,
    base: ModemProfile
): readonly CountryCode[] {
    if (!lines) return base.countries
    const codes = lines.join(",").match(/\b[0-9A-F]{2}\b/g) ?? []
    const known = codes.flatMap(code => base.countries.find(each => each.code === code) ?? [])
    return known.length > 0 ? known : base.countries
}

function baudsOf(
    lines: readonly string[] | null | undefined,
    base: ModemProfile
): readonly number[] {
    const rates = (lines?.join(" ").match(/\d+/g) ?? []).map(Number).filter(rate => rate > 0)
    return rates.length > 0 ? rates : base.bauds
}
