/** A setting of one number or a few, as data: its name, what is allowed, and what the factory sets. */

export type Range = readonly [min: number, max: number]

export interface ParameterSpec {
    readonly name: string
    readonly initial: readonly number[]
    /** For each number the ranges that are allowed. */
    readonly allowed: readonly (readonly Range[])[]
}

export const ON_OFF: readonly Range[] = [[0, 1]]
export const BYTE: readonly Range[] = [[0, 255]]
/** No flow control, or by RTS and CTS; XON and XOFF would be data in a voice stream. */
const FLOW: readonly Range[] = [
    [0, 0],
    [2, 2],
]

/** Basic commands whose number is kept (ITU-T V.250). */
export const BASIC_PARAMETERS: readonly ParameterSpec[] = [
    { name: "E", initial: [1], allowed: [ON_OFF] },
    { name: "V", initial: [1], allowed: [ON_OFF] },
    { name: "Q", initial: [0], allowed: [ON_OFF] },
    { name: "M", initial: [1], allowed: [[[0, 3]]] },
    { name: "L", initial: [2], allowed: [[[0, 3]]] },
    { name: "X", initial: [4], allowed: [[[0, 4]]] },
    { name: "&C", initial: [1], allowed: [ON_OFF] },
    { name: "&D", initial: [2], allowed: [[[0, 3]]] },
]

/** Extended commands of the form `+NAME=number,number` that every voice modem has. */
export const COMMON_PARAMETERS: readonly ParameterSpec[] = [
    { name: "+VCID", initial: [0], allowed: [[[0, 2]]] },
    { name: "+VIT", initial: [0], allowed: [BYTE] },
    { name: "+VDR", initial: [0, 0], allowed: [ON_OFF, [[0, 6]]] },
    { name: "+IFC", initial: [2, 2], allowed: [FLOW, FLOW] },
]

/** +VSD=sensitivity,interval (0.1 s): every modem has it, each with other limits; 128 is nominal, 5 s usual. */
export function silenceDetection(sensitivities: readonly Range[]): ParameterSpec {
    return { name: "+VSD", initial: [128, 50], allowed: [sensitivities, BYTE] }
}

/** "(0,127-129),(0-255)" */
export function describeAllowed(spec: ParameterSpec): string {
    return spec.allowed.map(ranges => `(${ranges.map(rangeText).join(",")})`).join(",")
}

export function isAllowed(number: number, ranges: readonly Range[]): boolean {
    return ranges.some(([min, max]) => number >= min && number <= max)
}

function rangeText([min, max]: Range): string {
    return min === max ? `${min}` : `${min}-${max}`
}
