/**
 * Bounded queue of events between fibers.
 *
 * Posting never waits and never runs the reader. The reader polls: the machine's fiber is never idle in a queue, since
 * it also serves the bus.
 */
export class Channel<T> {
    /** Events refused because the queue was full; a non-zero value is a sizing bug. */
    droppedCount = 0
    private queue: T[] = []

    constructor(readonly capacityEvents: number) {}

    post(event: T): void {
        if (this.queue.length >= this.capacityEvents) {
            this.droppedCount++
            return
        }
        this.queue.push(event)
    }

    /** Oldest event without waiting, or undefined. */
    poll(): T | undefined {
        // Asked with every few bytes of sound: the library's shift is a call more.
        const { queue } = this
        return queue.length === 0 ? undefined : queue.shift()
    }

    /** Forget what has not been read. */
    clear(): void {
        this.queue.insert(0, -this.queue.length)
    }
}
