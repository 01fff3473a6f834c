import { CallerRecord, putField } from "./caller-fields"
import { addPacket } from "./caller-packets"
import { meaningOf } from "./word-table"

/**
 * What modems print in front of `=` or `:`, each followed by what it is: 2 number, 7 name, X date, Y time (CallerField
 * from "0" on), M a packet, D the calling or, on some, the called number, N nothing that we use.
 */
const TAGS =
    "|NMBR2|NAME7|DATEX|TIMEY|MESGM|NBR2|CALLER NUMBER2|CALLER NAME7|REASON FOR NO CALLER NUMBER2|CALLERID2|+CLIP2" +
    "|DDN_NMBRD|NDIDN|ERRMN|"
const FIELD_ZERO = 0x30
const PACKET = 0x4d - FIELD_ZERO
const DOUBTFUL_NUMBER = 0x44 - FIELD_ZERO
const NUMBER = 2

/** A caller of whom nothing is known. */
export function unknownCaller(): CallerRecord {
    return { number: "", name: "", date: "", time: "", begunPacket: "" }
}

/**
 * Put one line of caller ID into `caller`, as modems print it: `NMBR = 2125550123`, spaces or not (AT+VCID=1), whole
 * packets as `MESG = 8021…`, and what other makers call the same. Lines come in any order, before, between or after the
 * rings.
 *
 * @returns false if the line is none of caller ID
 */
export function addCallerIdLine(line: string, caller: CallerRecord): boolean {
    let mark = line.indexOf("=")
    if (mark < 0) mark = line.indexOf(":")
    if (mark < 1) return false
    const meaning = meaningOf(line.slice(0, mark).trim().toUpperCase(), TAGS)
    if (meaning === 0) return false
    const value = line.slice(mark + 1).trim()
    let field = meaning - FIELD_ZERO
    if (field === PACKET) addPacket(value, caller)
    if (field === DOUBTFUL_NUMBER && caller.number === "") field = NUMBER
    putField(field, value, caller)
    return true
}
