/**
 * Reads the fill level of the script heap out of the virtual machine's memory.
 *
 * Script has no heap statistics. The heap is one chunk of 64 KB with the ESP32's layout: a header of six words (own
 * address, size in words …), then blocks, each led by a word of tag (8 bits) and size in words (24 bits), and a stop
 * word at the end. Layout read in the runtime's gc_alloc.c, version 2.16.4.
 */
const HEAP_BYTES = 64 * 1024
const FREE_TAG = 0x01
const STOP_TAG = 0x4f

export interface HeapStats {
    readonly usedBytes: number
    readonly freeBytes: number
    readonly largestFreeBytes: number
}

export class HeapWalker {
    private chunkWord = -1

    /** Statistics now, or undefined before the program runs. */
    walk(memory: Uint8Array): HeapStats | undefined {
        const words = new Uint32Array(memory.buffer, 0, memory.byteLength >> 2)
        if (!this.isChunk(words, this.chunkWord)) this.chunkWord = this.find(words)
        return this.chunkWord < 0 ? undefined : sum(words, this.chunkWord)
    }

    private find(words: Uint32Array): number {
        for (let at = 0; at < words.length - 8; at++) if (this.isChunk(words, at)) return at
        return -1
    }

    private isChunk(words: Uint32Array, at: number): boolean {
        if (at < 0) return false
        const startByte = at * 4 + 24
        const endByte = ((startByte + HEAP_BYTES) & ~3) - 4
        return (
            words[at + 1] === startByte &&
            words[at + 6] === 0 &&
            words[at + 7] === endByte &&
            (words[endByte >> 2] ?? 0) >>> 24 === STOP_TAG
        )
    }
}

function sum(words: Uint32Array, chunkWord: number): HeapStats {
    const endWord = words[chunkWord + 7]! >> 2
    let usedBytes = 0
    let freeBytes = 0
    let largestFreeBytes = 0
    for (let at = chunkWord + 8; at < endWord;) {
        const header = words[at]!
        const bytes = (header & 0xffffff) * 4
        if (bytes === 0) break
        if (header >>> 24 === FREE_TAG) {
            freeBytes += bytes
            largestFreeBytes = Math.max(largestFreeBytes, bytes)
        } else usedBytes += bytes
        at += bytes / 4
    }
    return { usedBytes, freeBytes, largestFreeBytes }
}
