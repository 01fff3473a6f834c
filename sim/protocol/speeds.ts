/** How fast the machine's time may go on. */

/** Virtual seconds in a second; 0: it stands still. The last is faster than any computer gets: as fast as it goes. */
export const SPEEDS = [0, 1, 2, 10, 1000] as const
export const STANDSTILL = 0
export const AS_FAST_AS_IT_GOES = 1000
/** Up to this speed the sound of the line goes to the page, to be drawn; it is heard in real time only. */
export const FASTEST_DRAWN = 10
