/** The flash chip of a machine, with program and settings: it outlives power, and the world where its owner keeps it. */
export class FlashMemory {
    /** Told of all that it holds whenever the machine has written; not to be changed. */
    watch: ((content: Uint8Array) => void) | undefined

    /** @param content whole pages, not changed; undefined: it is erased, and the program is still to be put in */
    constructor(public content?: Uint8Array) {}

    /** @param content all of it, copied */
    write(content: Uint8Array): void {
        this.content = content.slice()
        this.watch?.(this.content)
    }
}
