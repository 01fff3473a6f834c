/** Times and counts as the page writes them. */

/** Seconds of the machine's time with three decimals. */
export function formatMs(ms: number): string {
    return (ms / 1000).toFixed(3)
}

/** How long a sound is: minutes and the whole seconds that pass, as players count them. */
export function lengthText(seconds: number): string {
    const whole = Math.floor(seconds)
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`
}

/** `bus.transfers` and its value, for every number in `value`, however deep. */
export function flatCounts(value: object, before = ""): [name: string, count: number][] {
    return Object.entries(value as Record<string, unknown>).flatMap(([name, inner]) => {
        const path = before === "" ? name : `${before} ${name}`
        if (typeof inner === "number") return [[path, inner] as [string, number]]
        return typeof inner === "object" && inner !== null ? flatCounts(inner, path) : []
    })
}
