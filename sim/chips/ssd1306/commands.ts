/** Commands of the SSD1306 (Solomon Systech, SSD1306 rev 1.1, tables 9-1 to 9-5 and section 10). */

/** The chip's registers. Values after RESET are those of the data sheet, section 8.5 and table 9-1. */
export interface Registers {
    isOn: boolean
    isPumpEnabled: boolean
    /** The pump was enabled when the display was switched on (application note 2.1). */
    isPumped: boolean
    isAllLit: boolean
    isInverse: boolean
    isColumnsMirrored: boolean
    isRowsReversed: boolean
    isRowsAlternating: boolean
    isRowsSwapped: boolean
    /** Rows that are driven. */
    rows: number
    startLine: number
    offset: number
    mode: Mode
    page: number
    column: number
    /** Windows of the modes horizontal and vertical. */
    pageFirst: number
    pageLast: number
    columnFirst: number
    columnLast: number
}

export enum Mode {
    Horizontal,
    Vertical,
    Page,
}

export function registersAfterReset(): Registers {
    return {
        isOn: false,
        isPumpEnabled: false,
        isPumped: false,
        isAllLit: false,
        isInverse: false,
        isColumnsMirrored: false,
        isRowsReversed: false,
        isRowsAlternating: true,
        isRowsSwapped: false,
        rows: 64,
        startLine: 0,
        offset: 0,
        mode: Mode.Page,
        page: 0,
        column: 0,
        pageFirst: 0,
        pageLast: 7,
        columnFirst: 0,
        columnLast: 127,
    }
}

/** A range of codes that are one command. */
interface Command {
    readonly from: number
    readonly to: number
    /** Bytes that follow. */
    readonly argumentCount: number
    /** Does it; answers what the data sheet has against it. */
    readonly perform: (r: Registers, code: number, args: readonly number[]) => string | undefined
}

function command(
    codes: number | readonly [number, number],
    argumentCount: number,
    perform: Command["perform"]
): Command {
    const [from, to] = typeof codes === "number" ? [codes, codes] : codes
    return { from, to, argumentCount, perform }
}

/** A command that sets registers and can't be wrong. */
function plain(
    codes: number | readonly [number, number],
    change: (r: Registers, code: number) => void
): Command {
    return command(codes, 0, (r, code) => {
        change(r, code)
        return undefined
    })
}

/** A command whose one argument is checked. */
function checked(
    code: number,
    isAllowed: (value: number) => boolean,
    change: (r: Registers, value: number) => void
): Command {
    return command(code, 1, (r, _, [value]) => {
        if (!isAllowed(value!)) return `argument ${hex(value!)} of ${hex(code)} is reserved`
        change(r, value!)
        return undefined
    })
}

function inPageMode(change: (r: Registers, code: number) => void): Command["perform"] {
    return (r, code) => {
        if (r.mode !== Mode.Page) return `${hex(code)} is for page addressing only`
        change(r, code)
        return undefined
    }
}

function setWindow(last: number, set: (r: Registers, from: number, to: number) => void) {
    return (r: Registers, code: number, [from, to]: readonly number[]): string | undefined => {
        if (r.mode === Mode.Page) return `${hex(code)} is not for page addressing`
        if (from! > to! || to! > last) return `window ${from} … ${to} of ${hex(code)}`
        set(r, from!, to!)
        return undefined
    }
}

function switchOn(r: Registers): void {
    r.isOn = true
    r.isPumped = r.isPumpEnabled
}

const COMMANDS: readonly Command[] = [
    // Addressing, 10.1.1 to 10.1.6 and 10.1.13.
    command(
        [0x00, 0x0f],
        0,
        inPageMode((r, code) => (r.column = (r.column & 0x70) | code))
    ),
    command(
        [0x10, 0x17],
        0,
        inPageMode((r, code) => (r.column = (r.column & 0x0f) | ((code & 7) << 4)))
    ),
    checked(
        0x20,
        value => value <= 2,
        (r, value) => (r.mode = value)
    ),
    command(
        0x21,
        2,
        setWindow(127, (r, from, to) => {
            r.column = r.columnFirst = from
            r.columnLast = to
        })
    ),
    command(
        0x22,
        2,
        setWindow(7, (r, from, to) => {
            r.page = r.pageFirst = from
            r.pageLast = to
        })
    ),
    command(
        [0xb0, 0xb7],
        0,
        inPageMode((r, code) => (r.page = code & 7))
    ),
    // What is shown and how, 10.1.7 to 10.1.12, and how the panel is wired, 10.1.14 to 10.1.18.
    plain(0x2e, () => undefined),
    plain([0x40, 0x7f], (r, code) => (r.startLine = code & 0x3f)),
    checked(
        0x81,
        () => true,
        () => undefined
    ),
    plain([0xa0, 0xa1], (r, code) => (r.isColumnsMirrored = code === 0xa1)),
    plain([0xa4, 0xa5], (r, code) => (r.isAllLit = code === 0xa5)),
    plain([0xa6, 0xa7], (r, code) => (r.isInverse = code === 0xa7)),
    checked(
        0xa8,
        value => value >= 15 && value <= 63,
        (r, value) => (r.rows = value + 1)
    ),
    plain(0xae, r => (r.isOn = false)),
    plain(0xaf, switchOn),
    plain(0xc0, r => (r.isRowsReversed = false)),
    plain(0xc8, r => (r.isRowsReversed = true)),
    checked(
        0xd3,
        value => value <= 63,
        (r, value) => (r.offset = value)
    ),
    checked(
        0xd5,
        () => true,
        () => undefined
    ),
    checked(
        0xd9,
        value => (value & 0x0f) !== 0 && value >> 4 !== 0,
        () => undefined
    ),
    checked(
        0xda,
        value => (value & 0xcf) === 0x02,
        (r, value) => {
            r.isRowsAlternating = (value & 0x10) !== 0
            r.isRowsSwapped = (value & 0x20) !== 0
        }
    ),
    checked(
        0xdb,
        value => [0x00, 0x20, 0x30].includes(value),
        () => undefined
    ),
    plain(0xe3, () => undefined),
    // Application note, charge pump.
    checked(
        0x8d,
        value => (value & 0xfb) === 0x10,
        (r, v) => (r.isPumpEnabled = (v & 4) !== 0)
    ),
]

/** The command with this code; undefined: the data sheet has none, or it is not modelled (scrolling, 26 to 2F and A3). */
export function commandOf(code: number): Command | undefined {
    return COMMANDS.find(({ from, to }) => code >= from && code <= to)
}

export function hex(value: number): string {
    return value.toString(16).toUpperCase().padStart(2, "0") + "h"
}
