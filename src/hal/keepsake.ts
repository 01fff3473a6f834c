/** Some small numbers in flash, which outlive power. Written seldom: flash wears out, and everything stands still meanwhile. */
export interface Keepsake {
    /** @param key at most 13 characters. 0: never written. Waits: some 20 ms. */
    read(key: string): Promise<number>
    /** @param key at most 13 characters. Waits until it is in flash: some 20 ms, at worst 300; not for when sound flows. */
    write(key: string, value: number): Promise<void>
}
