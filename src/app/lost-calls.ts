/** Calls that nothing is left of but their number. */
import { Keepsake } from "../hal/keepsake"

const KEY = "lost-calls"

/** Calls that left nothing on a card, because there was none that could be written. Told to the owner once. */
export class LostCalls {
    count = 0
    private keptCount = 0

    constructor(private keepsake: Keepsake) {}

    /** What was counted before power went. Waits: for flash. */
    async load(): Promise<void> {
        this.count = await this.keepsake.read(KEY)
        this.keptCount = this.count
    }

    add(): void {
        this.count++
    }

    /** The owner knows. */
    forget(): void {
        this.count = 0
    }

    /** Have the count in flash, if it is not. Between calls only. Waits: for flash. */
    async keep(): Promise<void> {
        if (this.count === this.keptCount) return
        this.keptCount = this.count
        await this.keepsake.write(KEY, this.count)
    }
}
