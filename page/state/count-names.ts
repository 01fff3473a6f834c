/** What a person calls each of the counts that the simulator gives (docs/scenarios.md, stats.json). */

import { t, type TextName } from "../texts/texts.ts"

const NAMES: Readonly<Record<string, TextName>> = {
    "bus transfers": "countTransfers",
    "bus bytes": "countBytes",
    "bus bridgeTransfers": "countBridgeTransfers",
    "bus cardTransfers": "countCardTransfers",
    "bus bridgeBytes": "countBridgeBytes",
    "bus cardBytes": "countCardBytes",
    "bus pauses": "countPauses",
    "bus displayTransfers": "countDisplayTransfers",
    "bus displayBytes": "countDisplayBytes",
    "bus displayBurstBytesMax": "countDisplayBurst",
    "bus framesFromFirmware": "countFramesOut",
    "bus framesToFirmware": "countFramesIn",
    "card sectors read": "countSectorsRead",
    "card sectors written": "countSectorsWritten",
    "card sectors programs": "countPrograms",
    "card sectors erases": "countErases",
    "modem chargedMs": "countChargedMs",
    heapPeakBytes: "countHeapPeak",
    heapLiveBytes: "countHeapLive",
    heapSettledBytes: "countHeapSettled",
}

/** Commands of a card (SD Physical Layer Simplified Specification, 7.3.1.3). */
const COMMANDS: Readonly<Record<string, TextName>> = {
    CMD0: "cardReset",
    CMD8: "cardVoltage",
    CMD9: "cardCapacity",
    CMD10: "cardIdentity",
    CMD12: "cardStop",
    CMD13: "cardStatus",
    CMD16: "cardBlockLength",
    CMD17: "cardReadOne",
    CMD18: "cardReadMany",
    CMD24: "cardWriteOne",
    CMD25: "cardWriteMany",
    CMD32: "cardEraseFirst",
    CMD33: "cardEraseLast",
    CMD38: "cardErase",
    CMD55: "cardNextIsApp",
    CMD58: "cardConditions",
    CMD59: "cardChecksums",
    ACMD13: "cardStatus",
    ACMD22: "cardWritten",
    ACMD23: "cardPreErase",
    ACMD41: "cardStart",
    ACMD51: "cardFeatures",
}

/** @param path its keys, from the outside, with spaces between */
export function countName(path: string): string {
    const code = /^card commands (A?CMD\d+)$/.exec(path)?.[1]
    if (code === undefined) return NAMES[path] ? t(NAMES[path]) : path
    const what = COMMANDS[code]
    return what ? t("countCommandNamed", { code, what: t(what) }) : t("countCommand", { code })
}
