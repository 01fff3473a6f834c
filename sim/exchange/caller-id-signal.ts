/** Who calls, as sound for the line, in the form that the network uses. */
import { type CallerIdDelivery, type CallerIdForm, type CallerIdPlan } from "./caller-id-plan.ts"
import {
    checkedNumber,
    multipleFormat,
    singleFormat,
    type CallerIdentity,
} from "./caller-id-message.ts"
import { type CallerIdSignal } from "./caller-id-sender.ts"
import { dtmfSignal } from "./dtmf-generator.ts"
import { type WallTime } from "./local-time.ts"
import { fskSignal } from "./fsk-modulator.ts"

/** ETSI EN 300 659-1, annex B: each key at least 65 ms, and as long between them. */
const KEY_TIMING = { onMs: 70, offMs: 70, levelDbm: -10 }
/** Keypad tones come before the first ring, without an alerting tone. */
const KEY_DELIVERY: CallerIdDelivery = {
    kind: "before-ring",
    quietMs: 250,
    alertMs: 0,
    gapMs: 0,
    guardMs: 300,
}
/** What is sent where there is no number: withheld by the caller, or not known. */
const NUMBERLESS_KEYS = {
    A: { withheld: "B10C", unknown: "B00C" },
    D: { withheld: "D1#", unknown: "D3#" },
} as const

/**
 * The signal that says who calls; undefined where the network sends none.
 *
 * @throws RangeError for a number or name that can't be sent
 */
export function callerIdSignal(
    plan: CallerIdPlan,
    form: CallerIdForm,
    caller: CallerIdentity,
    time: WallTime
): CallerIdSignal | undefined {
    switch (form) {
        case "none":
            return undefined
        case "mdmf":
            return fsk(plan, multipleFormat(caller, time, plan.isCallTypeSent))
        case "sdmf":
            return fsk(plan, singleFormat(caller.number, time))
        case "dtmf":
            return keys(callerIdKeys("A", caller.number))
        case "dtmf-d":
            return keys(callerIdKeys("D", caller.number))
    }
}

/** The keys by which a number, or the lack of it, is told. */
export function callerIdKeys(first: "A" | "D", number: CallerIdentity["number"]): string {
    if (number === "private") return NUMBERLESS_KEYS[first].withheld
    if (number === "out-of-area") return NUMBERLESS_KEYS[first].unknown
    // The keypad has no +.
    return `${first}${checkedNumber(number).replace("+", "00")}C`
}

function fsk(plan: CallerIdPlan, message: Uint8Array): CallerIdSignal {
    return { delivery: plan.delivery, message: fskSignal(message, plan.fsk) }
}

function keys(text: string): CallerIdSignal {
    const sounds = [...text].map(key => dtmfSignal(key, KEY_TIMING))
    const message = new Float32Array(sounds.reduce((sum, sound) => sum + sound.length, 0))
    let at = 0
    for (const sound of sounds) {
        message.set(sound, at)
        at += sound.length
    }
    return { delivery: KEY_DELIVERY, message }
}
