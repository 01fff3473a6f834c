/** How large a slot is. Part of the form of the card: never changed for slots that exist. */
import { SECTOR_BYTES } from "../hal/block-device"

/** 180 s of 8000 bytes, and at least 8 bytes for the chunk after the sound; the header is the first sector. */
export const SOUND_BYTES_MAX = 1440000
export const SLOT_SECTORS = 2814
export const SLOT_BYTES = SLOT_SECTORS * SECTOR_BYTES
/** Whole sectors of sound. */
export const SOUND_SECTORS_MAX = 2812
