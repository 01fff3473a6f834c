/** `1 message`, `2 messages`. @param one the word for one; its plural has an s */
export function counted(count: number, one: string): string {
    return `${count} ${one}${count === 1 ? "" : "s"}`
}
