/**
 * Reads the fill level of the script heap out of the virtual machine's memory.
 *
 * Script has no heap statistics. The collector's state is a few words, and behind them the heap: one chunk of 64 KB with
 * the ESP32's layout, a header of two words, then blocks, each led by a word of tag (8 bits) and size in words (24
 * bits), and a stop word at the end. Layout read in the runtime's gc_alloc.c, version 2.16.4:
 *
 *     word  0 first free block   1 address of the chunk   2 allocations so far
 *           3 words after which rubbish is collected, a quarter of the heap   4 words since it was
 *           6 next chunk: none   7 end of the chunk       8 first block
 */
const HEAP_BYTES = 64 * 1024
const FREE_TAG = 0x01
const STOP_TAG = 0x4f
const COLLECT_WORDS = HEAP_BYTES / 4 / 4
/** Offsets of the collector's state, in words. */
const CHUNK = 1
const ALLOCATIONS = 2
const THRESHOLD = 3
const SINCE_COLLECTED = 4
const NEXT_CHUNK = 6
const CHUNK_END = 7
const FIRST_BLOCK = 8

export interface HeapStats {
    /** Bytes of everything that is not free, rubbish included. */
    readonly usedBytes: number
    readonly freeBytes: number
    readonly largestFreeBytes: number
}

export class HeapWalker {
    private words: Uint32Array = new Uint32Array(0)
    private at = -1

    /** Statistics now, or undefined before the program runs. */
    walk(memory: Uint8Array): HeapStats | undefined {
        return this.locate(memory) ? sum(this.words, this.at) : undefined
    }

    /** Allocations of the program since it started: objects, strings, and the frame of every call. */
    allocationCount(memory: Uint8Array): number {
        return this.locate(memory) ? this.words[this.at + ALLOCATIONS]! : 0
    }

    /** Bytes allocated since rubbish was collected last; the fill level can have grown by no more. */
    allocatedBytes(memory: Uint8Array): number {
        return this.locate(memory) ? this.words[this.at + SINCE_COLLECTED]! * 4 : 0
    }

    private locate(memory: Uint8Array): boolean {
        if (this.words.buffer !== memory.buffer)
            this.words = new Uint32Array(memory.buffer, 0, memory.byteLength >> 2)
        if (!this.isHeap(this.at)) this.at = this.find()
        return this.at >= 0
    }

    private find(): number {
        const { words } = this
        for (let i = words.indexOf(COLLECT_WORDS); i >= 0; i = words.indexOf(COLLECT_WORDS, i + 1))
            if (this.isHeap(i - THRESHOLD)) return i - THRESHOLD
        return -1
    }

    private isHeap(at: number): boolean {
        if (at < 0) return false
        const { words } = this
        const startByte = (at + NEXT_CHUNK) * 4
        const endByte = ((startByte + HEAP_BYTES) & ~3) - 4
        return (
            words[at + CHUNK] === startByte &&
            words[at + THRESHOLD] === COLLECT_WORDS &&
            words[at + NEXT_CHUNK] === 0 &&
            words[at + CHUNK_END] === endByte &&
            (words[endByte >> 2] ?? 0) >>> 24 === STOP_TAG
        )
    }
}

function sum(words: Uint32Array, at: number): HeapStats {
    const endWord = words[at + CHUNK_END]! >> 2
    let usedWords = 0
    let freeWords = 0
    let largestFreeWords = 0
    for (let block = at + FIRST_BLOCK; block < endWord;) {
        const header = words[block]!
        const size = header & 0xffffff
        if (size === 0) break
        if (header >>> 24 === FREE_TAG) {
            freeWords += size
            if (size > largestFreeWords) largestFreeWords = size
        } else usedWords += size
        block += size
    }
    return {
        usedBytes: usedWords * 4,
        freeBytes: freeWords * 4,
        largestFreeBytes: largestFreeWords * 4,
    }
}
