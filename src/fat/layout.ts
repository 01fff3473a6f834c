/**
 * Where things stand in a FAT volume.
 *
 * Microsoft FAT specification 1.03 ("fatgen103"): boot sector, FSInfo, directory entries, long names.
 */

/** Here, between partition table and volume, a card says that it is being made new: format.ts. */
export const MARK_SECTOR = 1
export const MARK = "Afterbeep makes this card new"

export const FAT_ENTRY_16_BYTES = 2
export const FAT_ENTRY_32_BYTES = 4
/** An entry of a FAT32 table has 28 bits; the upper 4 are kept as they are. */
export const FAT_ENTRY_MASK = 0x0fffffff
/** Ends a chain; 16-bit entries are widened to 28 bits before they are compared. */
export const END_OF_CHAIN = 0x0fffffff
export const END_OF_CHAIN_MIN = 0x0ffffff8
/** Cluster numbers begin here. */
export const FIRST_CLUSTER = 2
/** A volume with fewer clusters than that is FAT12; with more than the other, no FAT16. */
export const FAT16_CLUSTERS_MIN = 4085
export const FAT16_CLUSTERS_MAX = 65524

/** Where all formatters put the copies of FAT32's boot sector and FSInfo, from the first ones on. */
export const BACKUP_AT = 6
export const FSINFO_STRUCTURE = 0x61417272
export const FSINFO_STRUCTURE_AT = 484
export const FSINFO_FREE_COUNT_AT = 488
export const FSINFO_NEXT_FREE_AT = 492

export const ENTRY_BYTES = 32
export const ENTRY_NAME_BYTES = 11
export const ENTRY_ATTRIBUTES_AT = 11
export const ENTRY_CREATED_TENTH_AT = 13
export const ENTRY_CREATED_TIME_AT = 14
export const ENTRY_CREATED_DATE_AT = 16
export const ENTRY_ACCESSED_DATE_AT = 18
export const ENTRY_CLUSTER_HIGH_AT = 20
export const ENTRY_MODIFIED_TIME_AT = 22
export const ENTRY_MODIFIED_DATE_AT = 24
export const ENTRY_CLUSTER_LOW_AT = 26
export const ENTRY_SIZE_AT = 28

/** First byte of an entry that is not in use; of the first one that never was: nothing comes after it. */
export const ENTRY_DELETED = 0xe5
export const ENTRY_END = 0x00

export const ATTRIBUTE_READ_ONLY = 0x01
export const ATTRIBUTE_HIDDEN = 0x02
export const ATTRIBUTE_SYSTEM = 0x04
export const ATTRIBUTE_VOLUME = 0x08
export const ATTRIBUTE_DIRECTORY = 0x10
export const ATTRIBUTE_ARCHIVE = 0x20
/** All four lower bits, and none of the next two: the entry is a part of a long name. */
export const ATTRIBUTE_LONG_NAME = 0x0f
export const ATTRIBUTE_MASK = 0x3f

/** The date of what has none: 1980-01-01. */
export const NO_DATE = (1 << 5) | 1
/** At most 65,536 entries make a directory: where a search gives up. */
export const DIRECTORY_SECTORS_MAX = 4096

/** Long names: 13 UTF-16 units in each entry, at these bytes. */
export const LONG_UNITS = 13
export const LONG_UNIT_AT = hex`01 03 05 07 09 0e 10 12 14 16 18 1c 1e`
export const LONG_ORDER_MASK = 0x1f
export const LONG_LAST_MASK = 0x40
export const LONG_CHECKSUM_AT = 13
