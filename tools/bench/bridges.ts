/**
 * What a second of sound costs at either bridge: transfers, and messages between firmware and simulator; and the bridge's driver.
 * Beside the figures is what a study of the chips had expected before there was a driver.
 */

import { readFileSync } from "node:fs"
import type { TimelineEvent } from "../../sim/report/timeline.ts"
import { ensureFirmware } from "../firmware.ts"
import { bytesByFile, coldBytesByFile, parseDebugInfo } from "../size/code-size.ts"
import { GOALS } from "./goals.ts"
import type { BenchOptions } from "./options.ts"
import { BRIDGES, BRIDGE_NAMES, type Bridge, callAndHearOut } from "./scenarios.ts"
import type { Figure } from "./table.ts"
import { type Moment, playTrial } from "./trial.ts"

const TALK_SECONDS = 30

interface Study {
    readonly folder: string
    readonly recording: string
    readonly playing: string
    readonly code: string
}

const STUDIES: Readonly<Record<Bridge, Study>> = {
    sc16is750: {
        folder: "src/drivers/sc16is7xx/",
        recording: "250: two thirds of a USB host's",
        playing: "250 and some 60 looks: half of a USB host's",
        code: "some 200 lines",
    },
    max3421e: {
        folder: "src/drivers/max3421e/",
        recording: "375: three a packet; 600 where the modem hands out 40 bytes at once",
        playing: "620: four a packet, and 60 looks a second",
        code: "5,000 to 5,500 B in 350 to 450 lines",
    },
}

export async function measureBridges({ progress }: BenchOptions): Promise<Figure[]> {
    const figures: Figure[] = []
    for (const bridge of BRIDGES) {
        progress(bridge)
        figures.push(...(await measureBridge(bridge)))
    }
    return figures
}

async function measureBridge(bridge: Bridge): Promise<Figure[]> {
    const study = STUDIES[bridge]
    const trial = await playTrial(callAndHearOut({ bridge, talkSeconds: TALK_SECONDS }))
    const press = trial.moment("panel press")
    const recordStart = trial.moment("modem record-start")
    const recording = perSecond(recordStart, trial.moment("modem record-end"))
    const playStart = trial.moment("modem play-start", {}, press)
    const playing = perSecond(playStart, trial.last("modem play-end"))
    const figures: Figure[] = [
        rate("recording: transfers with the bridge", recording("bridgeTransfers"), study.recording),
        rate("recording: transfers with bridge and card", recording("transfers")),
        {
            ...rate("recording: frames", recording("framesToFirmware")),
            goal: GOALS.framesRecording,
        },
        rate("playing: transfers with the bridge", playing("bridgeTransfers"), study.playing),
        rate("playing: transfers with bridge and card", playing("transfers")),
        rate("playing: frames", playing("framesToFirmware")),
        {
            what: "sound that came too late for the modem",
            value: trial.moments.filter(({ event }) => isUnderrun(event)).length,
            unit: "",
            goal: GOALS.underruns,
        },
        ...(await codeFigures(study)),
    ]
    return figures.map(each => ({ ...each, heading: `with ${BRIDGE_NAMES[bridge]}` }))
}

/** Code `u` of V.253: nothing left to play, and the sound has not ended. */
function isUnderrun({ source, event, fields }: TimelineEvent): boolean {
    return source === "modem" && event === "event" && fields["code"] === "u"
}

/** Of the driver alone: the line of the budget may have others in it. */
async function codeFigures({ folder, code }: Study): Promise<Figure[]> {
    const debug = parseDebugInfo(readFileSync((await ensureFirmware()).debugPath, "utf8"))
    const [bytes, cold] = [bytesByFile(debug), coldBytesByFile(debug)].map(each =>
        [...each].reduce((sum, [file, size]) => (file.startsWith(folder) ? sum + size : sum), 0)
    )
    return [
        { what: "its driver: code", value: bytes!, unit: "B", note: `expected: ${code}` },
        { what: "its driver: cold code, which is data", value: cold!, unit: "B" },
    ]
}

function rate(what: string, value: number, expected?: string): Figure {
    return {
        what,
        value,
        unit: "1/s",
        ...(expected !== undefined && { note: `expected: ${expected}` }),
    }
}

/** @returns what a counter of the bus has gone up by in a second of virtual time */
export function perSecond(from: Moment, to: Moment): (counter: string) => number {
    const seconds = (to.tMs - from.tMs) / 1000
    return counter => (to.stats.bus[counter]! - from.stats.bus[counter]!) / seconds
}
