import type { Scheduler, Timer } from "../../clock/scheduler.ts"
import type { SerialLine } from "../../wire/serial-direction.ts"
import type { Sc16is750 } from "./sc16is750.ts"

/**
 * Tells at what time the chip's IRQ# pin changes, without polling: looks after each access, when bytes are handed to
 * the line, and at the one time at which what is under way can change the pin.
 */
export class IrqWatch {
    private isActive = false
    private timer: Timer | undefined

    /** @param onChange called from the scheduler with the new level: true is active (pin low) */
    constructor(
        private readonly chip: Sc16is750,
        private readonly scheduler: Scheduler,
        line: SerialLine,
        private readonly onChange: (isActive: boolean) => void
    ) {
        chip.onAccess = () => this.lookAt(chip.settledUs)
        line.toDte.onSend = () => this.lookAt(scheduler.nowUs)
        this.lookAt(scheduler.nowUs)
    }

    private lookAt(atUs: number): void {
        if (this.timer && !this.timer.cancelled && this.timer.dueUs <= atUs) return
        this.scheduler.cancel(this.timer)
        this.timer = this.scheduler.at(atUs, () => this.look())
    }

    private look(): void {
        this.timer = undefined
        const nowUs = this.scheduler.nowUs
        const isActive = this.chip.irqActive(nowUs)
        if (isActive !== this.isActive) {
            this.isActive = isActive
            this.onChange(isActive)
        }
        const nextUs = this.chip.nextIrqUs()
        if (nextUs !== undefined) this.lookAt(Math.max(nextUs, nowUs + 1))
    }
}
