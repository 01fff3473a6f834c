/**
 * What the machine itself hears while it records: loudness in blocks of 16 ms, and what follows from it.
 *
 * Eight samples of a block are looked at, whose distances miss the peaks of no tone of the network; a table says how
 * loud each is. That is the whole cost while sound flows: 1.3 % of an ESP32.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { Codec } from "../hal/sound"
import { Cadence } from "./cadence"
import { ALAW_LEVELS, MULAW_LEVELS, U8_LEVELS } from "./level-tables.gen"
import { BLOCK_BYTES, FAINT_LEVEL, PAUSE_DEPTH, SOUND_LEVEL } from "./levels"

/** What a recording ends with that nobody wants to hear. */
export enum Tail {
    /** Nothing of the kind: all is kept. */
    None,
    Silence,
    /** A tone of the network, with its pauses. */
    Tone,
    /** The key that ended the message. */
    Key,
}

const BLOCK_MS = 16
/** 16 s; a power of two. */
const HISTORY_BLOCKS = 1024
const HISTORY_MASK = HISTORY_BLOCKS - 1
/** A click is shorter than two blocks. */
const SOUND_BLOCKS_MIN = 2
const FAINT_BLOCKS_MIN = 4
/** Of a tail 200 ms are kept, to the end of their sector. */
const KEPT_BYTES = 1600
/** An edge is somewhere in its block: in the middle, on average. */
const EDGE_BYTES = 64
/** A tone after a pause of half a second: the pause is part of the tail. */
const PAUSE_BLOCKS_MIN = 31
/** The longest pause within a tone, and the shortest bursts of tones and keys. */
const PAUSE_BLOCKS_MAX = 50
const TONE_BLOCKS_MIN = 6
const KEY_BLOCKS_MIN = 2
/** A tone's loudness is taken from so many blocks; the samples looked at may miss the peaks of two sine waves. */
const SAMPLE_BLOCKS = 6
const TONE_TOLERANCE = 7

export class Hearing {
    private readonly cadence = new Cadence()
    private readonly levels = Buffer.alloc(HISTORY_BLOCKS)
    private table = MULAW_LEVELS
    private blockCount = 0
    /** The block after the last sound; 0: there was none. */
    private soundEnd = 0
    private soundBlocks = 0
    private faintBlocks = 0

    /** Forget all; sound in `codec` follows. */
    begin(codec: Codec): void {
        this.table = tableOf(codec)
        this.blockCount = this.soundEnd = this.soundBlocks = this.faintBlocks = 0
        this.cadence.begin()
    }

    /** Listen to the sector of sound that begins at a byte of a buffer. */
    hear(sound: Buffer, atByte: number): void {
        const { table, levels } = this
        const end = atByte + SECTOR_BYTES
        // Of a field a loop would ask three instructions more each time.
        let { blockCount, soundBlocks, faintBlocks } = this
        for (let at = atByte; at < end; at += BLOCK_BYTES) {
            let level = table[sound[at + 9]]
            let other = table[sound[at + 21]]
            if (other > level) level = other
            other = table[sound[at + 24]]
            if (other > level) level = other
            other = table[sound[at + 26]]
            if (other > level) level = other
            other = table[sound[at + 32]]
            if (other > level) level = other
            other = table[sound[at + 63]]
            if (other > level) level = other
            other = table[sound[at + 98]]
            if (other > level) level = other
            other = table[sound[at + 102]]
            if (other > level) level = other
            levels[blockCount & HISTORY_MASK] = level
            blockCount++
            if (level >= FAINT_LEVEL) faintBlocks++
            if (level < SOUND_LEVEL) soundBlocks = 0
            else if (++soundBlocks >= SOUND_BLOCKS_MIN) this.soundEnd = blockCount
            this.cadence.hear(level, sound, at)
        }
        this.blockCount = blockCount
        this.soundBlocks = soundBlocks
        this.faintBlocks = faintBlocks
    }

    /** Busy or congestion tone has come three times. */
    isToneFound(): boolean {
        return this.cadence.isMatched
    }

    hasHeard(): boolean {
        return this.soundEnd !== 0
    }

    /** How long no sound has been heard. */
    quietMs(): number {
        return (this.blockCount - this.soundEnd) * BLOCK_MS
    }

    /**
     * How much of a recording is worth keeping: 200 ms of its tail, to the end of the sector.
     *
     * @returns 0: nothing was heard at all
     */
    keptBytes(totalBytes: number, tail: Tail): number {
        if (this.faintBlocks < FAINT_BLOCKS_MIN) return 0
        let endByte = totalBytes
        if (tail === Tail.Silence && this.soundEnd !== 0)
            endByte = this.soundEnd * BLOCK_BYTES - EDGE_BYTES
        else if (tail === Tail.Tone || tail === Tail.Key) {
            const start =
                tail === Tail.Key
                    ? this.toneStart(KEY_BLOCKS_MIN)
                    : this.beforeOdd(this.toneStart(TONE_BLOCKS_MIN))
            const soundEnd = this.soundBefore(start)
            if (soundEnd === 0) return 0
            const isPaused = start - soundEnd >= PAUSE_BLOCKS_MIN
            endByte = isPaused
                ? soundEnd * BLOCK_BYTES - EDGE_BYTES
                : start * BLOCK_BYTES + EDGE_BYTES
        }
        endByte = (endByte + KEPT_BYTES + SECTOR_BYTES - 1) & ~(SECTOR_BYTES - 1)
        return Math.min(endByte, totalBytes)
    }

    private oldestBlock(): number {
        const oldest = this.blockCount - HISTORY_BLOCKS
        return oldest < 0 ? 0 : oldest
    }

    /** The block after the last sound before a block; 0: there was none; the block itself where nobody remembers. */
    private soundBefore(block: number): number {
        const oldest = this.oldestBlock()
        let blocks = 0
        for (let at = block - 1; at >= oldest; at--) {
            blocks = this.levels[at & HISTORY_MASK] >= SOUND_LEVEL ? blocks + 1 : 0
            if (blocks === SOUND_BLOCKS_MIN) return at + SOUND_BLOCKS_MIN
        }
        return oldest === 0 ? 0 : block
    }

    /**
     * Where the tone began that the recording ends with: going back as long as there is nothing but sound of its
     * loudness, and pauses. Now and then a block is less loud: a burst begins or ends in it, or all peaks were missed.
     *
     * @param blocksMin what is shorter is no burst
     * @returns a block; the end of the recording: there is no tone
     */
    private toneStart(blocksMin: number): number {
        const levels = this.levels
        const oldest = this.oldestBlock()
        const tone = this.toneLevel()
        let start = this.blockCount
        let burstBlocks = 0
        let pauseBlocks = 1
        let isOdd = false
        for (let at = start - 1; at >= oldest; at--) {
            const level = levels[at & HISTORY_MASK]
            if (level < SOUND_LEVEL || level < tone - PAUSE_DEPTH) {
                if (++pauseBlocks > PAUSE_BLOCKS_MAX) return start
                burstBlocks = 0
                isOdd = false
            } else if (level >= tone - TONE_TOLERANCE && level <= tone + TONE_TOLERANCE) {
                if (++burstBlocks >= blocksMin) start = at
                pauseBlocks = 0
                isOdd = false
            } else {
                if (isOdd) return start
                isOdd = true
                burstBlocks = pauseBlocks = 0
            }
        }
        return start
    }

    /**
     * Where a tone began of which `toneStart` has found all but the first blocks: odd ones among them hide those before, which
     * are fewer than a burst has. What else is as loud as the tone there is no more than half of what is kept of a tail.
     */
    private beforeOdd(start: number): number {
        if (start === this.blockCount) return start
        const tone = this.toneLevel()
        let first = start
        for (let at = start - 1; at >= start - TONE_BLOCKS_MIN && at >= 0; at--) {
            const level = this.levels[at & HISTORY_MASK]
            if (level >= tone - TONE_TOLERANCE && level <= tone + TONE_TOLERANCE) first = at
        }
        return first
    }

    /** How loud the last sound is. */
    private toneLevel(): number {
        const levels = this.levels
        const oldest = this.oldestBlock()
        let at = this.blockCount - 1
        while (at > oldest && levels[at & HISTORY_MASK] < SOUND_LEVEL) at--
        let sum = 0
        let blocks = 0
        // Not the very last block: the sound may end in it.
        for (at--; at >= oldest && blocks < SAMPLE_BLOCKS; at--) {
            const level = levels[at & HISTORY_MASK]
            if (level < SOUND_LEVEL) break
            sum += level
            blocks++
        }
        return Math.idiv(sum, blocks)
    }
}

function tableOf(codec: Codec): Buffer {
    switch (codec) {
        case Codec.PcmU8:
            return U8_LEVELS
        case Codec.ALaw:
            return ALAW_LEVELS
        case Codec.MuLaw:
            return MULAW_LEVELS
    }
}
