/** How loudness is counted: in half dB, 0 at −60 dBm0; of a block, by the loudest of a few of its samples. */

/** 16 ms. */
export const BLOCK_BYTES = 128
/** −47 dBm0 and more is sound. */
export const SOUND_LEVEL = 26
/** −52 dBm0: a caller as faint as that has still said something. */
export const FAINT_LEVEL = 16
/** A pause in a tone is this much less loud: 10 dB. */
export const PAUSE_DEPTH = 20
