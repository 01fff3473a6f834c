/** How large slots are, and where they stand in the folder. Part of the form of the card: docs/card-layout.md. */
import { SECTOR_BYTES } from "../hal/block-device"

/** 180 s of 8000 bytes, and at least 8 bytes for the chunk after the sound; the header is the first sector. */
export const SOUND_BYTES_MAX = 1440000
export const SLOT_SECTORS = 2814
export const SLOT_BYTES = SLOT_SECTORS * SECTOR_BYTES
/** Whole sectors of sound: a message that goes on in another slot has so many in this one. */
export const SOUND_SECTORS_MAX = 2812
/** What the owner takes a slot for. */
export const SLOT_MS = 180000
/** Slots that are made at a time; and at least, where there is room. */
export const GROUP_SLOTS = 16
/** Slots on a card, unless the owner wants another number. */
export const SLOTS_USUAL = 1024
