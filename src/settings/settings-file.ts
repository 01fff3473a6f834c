/**
 * settings.txt: what the owner decides, as lines `key = value`.
 *
 * `#` begins a comment line; empty lines and spaces around keys and values do not count. A line that is none of these is
 * logged with its number and left out.
 */
import { mendSettings } from "../fat/twin-file"
import { MessageStore } from "../store/message-store"

export const SETTINGS = "AFTERBEEP/settings.txt"
/** Its name while an older one makes way for it (fat/twin-file.ts). */
const PENDING = "AFTERBEEP/settings.new"
/** Some editors begin a file with it. */
const BYTE_ORDER_MARK = 0xfeff
const NEW_LINE = 0x0a
const CARRIAGE_RETURN = 0x0d
const EQUALS = 0x3d

export class SettingsFile {
    private keys: string[] = []
    private values: string[] = []
    private lines: number[] = []

    /**
     * Read the file; where there is none all values are undefined.
     *
     * @throws as the card does. Waits: for the folders' and the file's sectors.
     */
    async load(store: MessageStore): Promise<void> {
        let text = await store.readText(SETTINGS)
        const isMendable = text === undefined && !store.isReadOnly
        if (isMendable && (await mendSettings(store.volume))) text = await store.readText(SETTINGS)
        this.parse(text ?? (await store.readText(PENDING)) ?? "")
    }

    /** Take the settings from a text. Earlier ones are forgotten. */
    parse(text: string): void {
        this.keys = []
        this.values = []
        this.lines = []
        if (text.charCodeAt(0) === BYTE_ORDER_MARK) text = text.slice(1)
        // "\r" is white space to trim().
        const lines = text.split("\n")
        for (let i = 0; i < lines.length; i++) {
            const line = lines[i].trim()
            if (line === "" || line.startsWith("#")) continue
            const equals = line.indexOf("=")
            if (equals <= 0) {
                console.warn(`settings.txt line ${i + 1}: no "key = value"`)
                continue
            }
            this.keys.push(line.slice(0, equals).trim().toLowerCase())
            this.values.push(line.slice(equals + 1).trim())
            this.lines.push(i + 1)
        }
    }

    /** The keys that the file has, in its order. */
    allKeys(): string[] {
        return this.keys
    }

    /** The value of the key at a place of `allKeys`. */
    valueAt(at: number): string {
        return this.values[at]
    }

    /** Number of its line, from 1. */
    lineAt(at: number): number {
        return this.lines[at]
    }

    /** @param key lower case. The text after `=`; undefined: not in the file. The last line with the key counts. */
    value(key: string): string | undefined {
        const at = this.lastOf(key)
        return at < 0 ? undefined : this.values[at]
    }

    /** Number of the line, from 1, whose value counts; 0: not in the file. */
    lineOf(key: string): number {
        const at = this.lastOf(key)
        return at < 0 ? 0 : this.lines[at]
    }

    private lastOf(key: string): number {
        for (let i = this.keys.length - 1; i >= 0; i--) {
            if (this.keys[i] === key) return i
        }
        return -1
    }
}

/**
 * A text of settings with another value: in the line that counts, or in one more at the end; all else is as it was, byte by
 * byte, whatever encoding its comments have.
 *
 * @param key lower case
 */
export function withSetting(text: Buffer, key: string, value: string): Buffer {
    const { length } = text
    const file = new SettingsFile()
    file.parse(text.toString())
    let line = file.lineOf(key)
    let from = length
    let to = length
    if (line > 0) {
        from = 0
        while (--line > 0) from = text.indexOf(NEW_LINE, from, length) + 1
        from = text.indexOf(EQUALS, from, length) + 1
        to = text.indexOf(NEW_LINE, from, length)
        if (to < 0) to = length
        if (text[to - 1] === CARRIAGE_RETURN) to--
    }
    let changed = " " + value
    if (file.lineOf(key) === 0) {
        const lineEnd = text.indexOf(CARRIAGE_RETURN, 0, length) < 0 ? "\n" : "\r\n"
        const isOpen = length > 0 && text[length - 1] !== NEW_LINE
        changed = (isOpen ? lineEnd : "") + key + " =" + changed + lineEnd
    }
    const result = Buffer.alloc(from + changed.length + length - to)
    result.blitAt(0, text, 0, from)
    result.blitAt(from, changed, 0, changed.length)
    result.blitAt(from + changed.length, text, to, length - to)
    return result
}
