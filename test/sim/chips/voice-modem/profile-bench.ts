import assert from "node:assert/strict"
import { type ModemProfile } from "../../../../sim/chips/voice-modem/profiles/modem-profile.ts"
import { PROFILES } from "../../../../sim/chips/voice-modem/profiles.ts"
import { ModemBench, sine } from "./modem-bench.ts"

/** All but Dell's, which is Conexant's but for who calls (caller-id-ear.test.ts). */
export const EVERYONE = Object.values(PROFILES).filter(each => each.callerIdSwitch === undefined)

export function bench(profile: ModemProfile, seed = 1): ModemBench {
    const made = new ModemBench(profile, seed)
    made.command("ATE0")
    return made
}

/** Off-hook, with a codec that the model has, and receiving. Answers where the voice data begins. */
export function receiving(on: ModemBench, profile: ModemProfile, setUp: string[] = []): number {
    const { id } = profile.voiceFormats.find(format => format.codec !== undefined)!
    on.command("AT+FCLASS=8")
    on.command(`AT+VSM=${id},8000`)
    for (const command of setUp) assert.match(on.command(command), /OK\r\n$/, command)
    on.command("AT+VLS=1")
    on.run(60)
    assert.match(on.command("AT+VRX"), /^\r\nCONNECT\r\n/)
    return on.text().lastIndexOf("CONNECT\r\n") + 9
}

export function transmitting(on: ModemBench, profile: ModemProfile): void {
    const { id } = profile.voiceFormats.find(format => format.codec !== undefined)!
    on.command("AT+FCLASS=8")
    on.command(`AT+VSM=${id},8000`)
    on.command("AT+VLS=1")
    on.run(60)
    assert.match(on.command("AT+VTX"), /^\r\nCONNECT\r\n/)
}

export function press(firstHz: number, secondHz: number, ms: number): Float32Array {
    const high = sine(secondHz, ms, -10)
    return sine(firstHz, ms, -10).map((sample, i) => sample + high[i]!)
}

export function cadenced(frequenciesHz: readonly number[], onMs: number, ms: number): Float32Array {
    const tones = frequenciesHz.map(hz => sine(hz, ms, -20))
    return Float32Array.from({ length: ms * 8 }, (_, i) =>
        (i / 8) % (2 * onMs) < onMs ? tones.reduce((sum, tone) => sum + tone[i]!, 0) : 0
    )
}
