/** Text that came from outside, for names of files and for what stands in them. */

/** What FAT and the systems that read it do not allow in a name, besides control characters. */
const FORBIDDEN = '"*/:<>?\\|'
const DELETE = 0x7f

/** The text without what a file name may not have; that is more than what CSV may not have. */
export function allowed(text: string): string {
    const characters: string[] = []
    const length = text.length
    for (let i = 0; i < length; i++) {
        const character = text[i]
        const unit = text.charCodeAt(i)
        // Letters of two units have no place in a long name.
        const isControl = unit < 0x20 || unit === DELETE || unit > 0xffff
        characters.push(isControl || FORBIDDEN.includes(character) ? "_" : character)
    }
    return characters.join("")
}
