/** A simulated world at one moment, to which it can be put back as often as is wanted. */
import type { World } from "../scenario/world.ts"
import { ObjectGraph } from "./object-graph.ts"

/**
 * To be taken between two turns of `runUntil`: then nothing in it waits for a promise, and the virtual machine is at rest, so
 * that all its state is in its memory.
 */
export class WorldSnapshot {
    /** When it was taken, µs. */
    readonly atUs: number
    private readonly graph: ObjectGraph

    /** @param leaves what is not put back: whoever takes the snapshot looks after it */
    constructor(world: World, leaves: readonly object[] = []) {
        this.atUs = world.scheduler.nowUs
        this.graph = new ObjectGraph([world], { leaves })
    }

    /** Objects that are put back. */
    get size(): number {
        return this.graph.size
    }

    restore(): void {
        this.graph.restore()
    }
}
