/**
 * A display with the controller SSD1306 on I²C: 128 columns, 64 or 32 rows, as the usual modules are built.
 *
 * Everything that its data sheet (Solomon Systech, rev 1.1) does not allow is a violation. Its memory holds anything after
 * power-on; the panel is dark until it was switched on with the charge pump, for the modules have no other supply.
 */
import type { Random } from "../../clock/random.ts"
import type { RuleBook } from "../../report/rules.ts"
import { Mode, commandOf, hex, registersAfterReset, type Registers } from "./commands.ts"

export type DisplayHeight = 32 | 64

export interface Ssd1306Options {
    readonly name: string
    readonly rules: RuleBook
    readonly random: Random
    readonly height: DisplayHeight
    /** What can be seen may have changed. */
    readonly onChange: () => void
}

const DISPLAY_WIDTH = 128
const MEMORY_ROWS = 64
const PAGE_ROWS = 8
/** 8.1.5.2: Co, D/C#, and six zeros. */
const CONTROL_ONE_MORE = 0x80
const CONTROL_DATA = 0x40
const CONTROL_ZEROS = 0x3f

export class Ssd1306 {
    readonly name: string
    /** 8.1.5: SA0 is low on the usual modules. */
    readonly address = 0x3c
    readonly width = DISPLAY_WIDTH
    readonly height: DisplayHeight
    private registers: Registers = registersAfterReset()
    /** By page and segment. */
    private readonly memory = new Uint8Array((MEMORY_ROWS / PAGE_ROWS) * DISPLAY_WIDTH)
    private isPowered = false
    /** A command that still lacks arguments. */
    private pending: number[] = []

    constructor(private readonly options: Ssd1306Options) {
        this.name = options.name
        this.height = options.height
    }

    power(on: boolean): void {
        this.isPowered = on
        this.registers = registersAfterReset()
        this.pending = []
        const { random } = this.options
        for (let i = 0; i < this.memory.length; i++)
            this.memory[i] = on ? random.nextInteger(0, 255) : 0
        this.options.onChange()
    }

    write(bytes: Uint8Array): boolean {
        if (!this.isPowered) return false
        for (let at = 0; at < bytes.length;) at = this.takePart(bytes, at)
        if (this.pending.length > 0) this.refuse(`${hex(this.pending[0]!)} without its arguments`)
        this.pending = []
        this.options.onChange()
        return true
    }

    /** What a person sees: one byte for each point, row by row from the upper left; 1 is lit. */
    picture(): Uint8Array {
        const picture = new Uint8Array(DISPLAY_WIDTH * this.height)
        const { isOn, isPumped } = this.registers
        if (!this.isPowered || !isOn || !isPumped) return picture
        for (let y = 0; y < this.height; y++) {
            const row = this.memoryRow(y)
            if (row === undefined) continue
            for (let x = 0; x < DISPLAY_WIDTH; x++)
                picture[y * DISPLAY_WIDTH + x] = this.isLit(row, x) ? 1 : 0
        }
        return picture
    }

    /** One control byte and what belongs to it. @returns where the next one is */
    private takePart(bytes: Uint8Array, at: number): number {
        const control = bytes[at]!
        if ((control & CONTROL_ZEROS) !== 0) this.refuse(`control byte ${hex(control)}`)
        const isData = (control & CONTROL_DATA) !== 0
        const end = (control & CONTROL_ONE_MORE) !== 0 ? at + 2 : bytes.length
        if (end > bytes.length) this.refuse("a control byte with nothing behind it")
        for (const byte of bytes.subarray(at + 1, end))
            if (isData) this.takeData(byte)
            else this.takeCommand(byte)
        return end
    }

    private takeCommand(byte: number): void {
        this.pending.push(byte)
        const [code, ...args] = this.pending
        const command = commandOf(code!)
        if (command && args.length < command.argumentCount) return
        this.pending = []
        const problem = command
            ? command.perform(this.registers, code!, args)
            : `${hex(code!)} is no command`
        if (problem !== undefined) this.refuse(problem)
    }

    private takeData(byte: number): void {
        if (this.pending.length > 0)
            return this.refuse(`data in place of an argument of ${hex(this.pending[0]!)}`)
        const r = this.registers
        // 10.1.8: mirroring is done as data comes in; what is there stays.
        const segment = r.isColumnsMirrored ? DISPLAY_WIDTH - 1 - r.column : r.column
        this.memory[r.page * DISPLAY_WIDTH + segment] = byte
        advance(r)
    }

    /** The row of memory that lights row `y` of the panel; undefined: none does. */
    private memoryRow(y: number): number | undefined {
        const { isRowsAlternating, isRowsReversed, isRowsSwapped, rows, startLine, offset } =
            this.registers
        // Panels of 64 rows are wired in turn from both sides, those of 32 from one.
        const wire = wireOf(y, this.height === MEMORY_ROWS)
        const half = MEMORY_ROWS / 2
        const output = isRowsSwapped ? (wire + half) % MEMORY_ROWS : wire
        const driven = rowOf(output, isRowsAlternating)
        // Modules are built upside down.
        const scanned = isRowsReversed ? driven : rows - 1 - driven
        if (scanned < 0 || scanned >= rows) return undefined
        return (scanned + offset + startLine) % MEMORY_ROWS
    }

    private isLit(row: number, x: number): boolean {
        const { isAllLit, isInverse } = this.registers
        if (isAllLit) return true
        const page = Math.floor(row / PAGE_ROWS)
        // The panel's left column is segment 127.
        const byte = this.memory[page * DISPLAY_WIDTH + DISPLAY_WIDTH - 1 - x]!
        return ((byte >> (row % PAGE_ROWS)) & 1) === (isInverse ? 0 : 1)
    }

    private refuse(problem: string): void {
        this.options.rules.violation(this.name, problem)
    }
}

function wireOf(row: number, isAlternating: boolean): number {
    if (!isAlternating) return row
    return (row >> 1) + (row % 2 === 0 ? 0 : MEMORY_ROWS / 2)
}

/** The other way round. */
function rowOf(wire: number, isAlternating: boolean): number {
    if (!isAlternating) return wire
    const half = MEMORY_ROWS / 2
    return wire < half ? wire * 2 : (wire - half) * 2 + 1
}

/** 10.1.3: where the next byte goes. */
function advance(r: Registers): void {
    if (r.mode === Mode.Page) {
        r.column = (r.column + 1) % DISPLAY_WIDTH
        return
    }
    const isColumnOver = r.column === r.columnLast
    const isPageOver = r.page === r.pageLast
    if (r.mode === Mode.Horizontal) {
        r.column = isColumnOver ? r.columnFirst : r.column + 1
        if (isColumnOver) r.page = isPageOver ? r.pageFirst : r.page + 1
    } else {
        r.page = isPageOver ? r.pageFirst : r.page + 1
        if (isPageOver) r.column = isColumnOver ? r.columnFirst : r.column + 1
    }
}
