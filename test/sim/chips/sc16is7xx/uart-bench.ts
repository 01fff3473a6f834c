import { Random } from "../../../../sim/clock/random.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"
import { Sc16is750 } from "../../../../sim/chips/sc16is7xx/sc16is750.ts"
import { RuleBook } from "../../../../sim/report/rules.ts"
import { Timeline } from "../../../../sim/report/timeline.ts"
import { SerialLine } from "../../../../sim/wire/serial-direction.ts"

/** A UART with a byte-for-byte peer, spoken to as a microcontroller does: 4 MHz, 10 µs between frames. */
export class UartBench {
    readonly scheduler = new Scheduler()
    readonly rules = new RuleBook(new Timeline(this.scheduler))
    readonly line = new SerialLine()
    readonly chip: Sc16is750
    /** What the modem has received. */
    readonly received: number[] = []
    nowUs = 0
    byteUs = 2

    constructor(seed = 1, crystalHz = 14_745_600) {
        const { line, rules } = this
        const random = new Random(seed, "uart")
        this.chip = new Sc16is750({ name: "uart", crystalHz, line, rules, random })
        line.syncDce = untilUs => {
            for (let b = line.toDce.take(untilUs); b !== undefined; b = line.toDce.take(untilUs))
                this.received.push(b)
        }
        this.chip.power(true, 0)
    }

    frame(mosi: readonly number[]): number[] {
        this.nowUs += 10
        this.chip.select(this.nowUs)
        this.nowUs += 1
        const miso = this.chip.exchange(Uint8Array.from(mosi), this.nowUs, this.byteUs)
        this.nowUs += mosi.length * this.byteUs
        this.chip.deselect(this.nowUs)
        return [...miso]
    }

    write(address: number, value: number): void {
        this.frame([address << 3, value])
    }

    read(address: number): number {
        return this.frame([0x80 | (address << 3), 0xff])[1]!
    }

    readFifo(count: number): number[] {
        return this.frame([0x80, ...Array<number>(count).fill(0xff)]).slice(1)
    }

    writeFifo(bytes: readonly number[]): void {
        this.frame([0x00, ...bytes])
    }

    wait(us: number): void {
        this.nowUs += us
    }

    /** The modem sends. */
    send(bytes: readonly number[]): void {
        this.line.toDte.send(bytes, this.nowUs)
    }

    setDivisor(divisor: number): void {
        const lcr = this.read(3)
        this.write(3, 0x80)
        this.write(0, divisor & 0xff)
        this.write(1, divisor >> 8)
        this.write(3, lcr)
    }

    writeEnhanced(efr: number): void {
        this.write(3, 0xbf)
        this.write(2, efr)
        this.write(3, 0x03)
    }

    /** 115200 8N1, FIFOs on, DTR and RTS active, auto-RTS 40/16, auto-CTS, trigger levels RX 16, TX 32. */
    initialise(): void {
        this.write(0xe, 0x08)
        this.setDivisor(8)
        this.writeEnhanced(0x10)
        this.write(4, 0x04)
        this.write(6, 0x4a)
        this.write(7, 0x48)
        this.write(0xe, 0x02)
        this.write(4, 0x03)
        this.writeEnhanced(0xd0)
        this.write(2, 0x07)
        this.write(2, 0x01)
    }

    get broken(): readonly string[] {
        return this.rules.broken
    }
}

export function counting(count: number, from = 0): number[] {
    return Array.from({ length: count }, (_, i) => (from + i) & 0xff)
}
