/** Some small numbers and texts in flash, which outlive power. Written seldom: flash wears out, and everything stands still meanwhile. */
export interface Keepsake {
    /** @param key at most 13 characters. 0: never written. Waits: some 20 ms. */
    read(key: string): Promise<number>
    /** @param key at most 13 characters. Waits until it is in flash: some 20 ms, at worst 300; not for when sound flows. */
    write(key: string, value: number): Promise<void>
    /** @param key as above, and not one of a number. "": never written. Waits: some 20 ms. */
    readText(key: string): Promise<string>
    /** @param text without quotation marks, backslashes and control characters; with its key at most 229 bytes. Waits: as `write` */
    writeText(key: string, text: string): Promise<void>
}
