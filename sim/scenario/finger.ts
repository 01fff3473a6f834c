/** A finger on the machine's key: no touch is so short that the machine could miss it, however the page's news come. */

import { type World } from "./world.ts"

/** Shortest time down, and up between two presses: a quick finger's. */
const EDGE_US = 60_000

export class Finger {
    /** When the last edge was, or will be. */
    private lastUs = -Infinity

    constructor(private readonly world: Pick<World, "scheduler" | "press" | "release">) {}

    /** Down, or up; as late as is needed after what was done before. Between two turns only. */
    move(button: string, isDown: boolean): void {
        const { scheduler } = this.world
        const atUs = Math.max(scheduler.nowUs, this.lastUs + EDGE_US)
        this.lastUs = atUs
        const act = () => (isDown ? this.world.press(button) : this.world.release(button))
        if (atUs <= scheduler.nowUs) act()
        else scheduler.at(atUs, act)
    }
}
