/** Date and time of day, local, to the minute or second that is known. */
export interface WallTime {
    /** 1980 … 2107, what a FAT date can hold. */
    year: number
    /** 1 … 12 */
    month: number
    /** 1 … 31 */
    day: number
    /** 0 … 23 */
    hour: number
    minute: number
    second: number
}
