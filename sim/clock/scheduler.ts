/**
 * Virtual time: the only clock there is. Whole microseconds since power was first applied.
 *
 * Events of equal time run in the order in which they were scheduled, so that one seed gives one run.
 */

export interface Timer {
    readonly dueUs: number
    readonly sequence: number
    readonly run: () => void
    cancelled: boolean
}

export class Scheduler {
    private heap: Timer[] = []
    private nextSequence = 0
    private clockUs = 0

    /** Now, in whole µs. */
    get nowUs(): number {
        return this.clockUs
    }

    /** Run `run` at `dueUs`, or now if that is past. */
    at(dueUs: number, run: () => void): Timer {
        const due = Math.max(Math.ceil(dueUs), this.clockUs)
        const timer = { dueUs: due, sequence: this.nextSequence++, run, cancelled: false }
        this.push(timer)
        return timer
    }

    after(delayUs: number, run: () => void): Timer {
        return this.at(this.clockUs + delayUs, run)
    }

    /** A cancelled timer never runs; cancelling twice, or after it ran, does nothing. */
    cancel(timer: Timer | undefined): void {
        if (timer) timer.cancelled = true
    }

    /** When the next event is due, or undefined if nothing is scheduled. */
    nextDueUs(): number | undefined {
        while (this.heap[0]?.cancelled) this.pop()
        return this.heap[0]?.dueUs
    }

    /** Run the next event; false if there is none. */
    step(): boolean {
        if (this.nextDueUs() === undefined) return false
        const timer = this.pop()
        this.clockUs = timer.dueUs
        timer.run()
        return true
    }

    /** Run everything due up to and including `untilUs`, and leave the clock there. */
    runUntil(untilUs: number): void {
        for (
            let due = this.nextDueUs();
            due !== undefined && due <= untilUs;
            due = this.nextDueUs()
        )
            this.step()
        this.clockUs = Math.max(this.clockUs, untilUs)
    }

    private push(timer: Timer): void {
        const heap = this.heap
        let at = heap.length
        heap.push(timer)
        while (at > 0) {
            const parent = (at - 1) >> 1
            if (!isEarlier(timer, heap[parent]!)) break
            heap[at] = heap[parent]!
            at = parent
        }
        heap[at] = timer
    }

    private pop(): Timer {
        const heap = this.heap
        const top = heap[0]!
        const last = heap.pop()!
        if (heap.length > 0) this.sink(last)
        return top
    }

    private sink(timer: Timer): void {
        const heap = this.heap
        let at = 0
        for (;;) {
            let child = 2 * at + 1
            if (child >= heap.length) break
            const right = heap[child + 1]
            if (right && isEarlier(right, heap[child]!)) child++
            if (!isEarlier(heap[child]!, timer)) break
            heap[at] = heap[child]!
            at = child
        }
        heap[at] = timer
    }
}

function isEarlier(a: Timer, b: Timer): boolean {
    return a.dueUs < b.dueUs || (a.dueUs === b.dueUs && a.sequence < b.sequence)
}
