/** How long a sound is, as it is told everywhere: minutes and the whole seconds that pass, as players and the machine's own list count them. */

export function lengthText(seconds: number): string {
    const whole = Math.floor(seconds)
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`
}
