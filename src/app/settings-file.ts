/**
 * settings.txt: what the owner decides, as lines `key = value`.
 *
 * `#` begins a comment line; empty lines and spaces around keys and values do not count. A line that is none of these is
 * logged with its number and left out.
 */
import { MessageStore } from "../store/message-store"

const PATH = "AFTERBEEP/settings.txt"
/** Some editors begin a file with it. */
const BYTE_ORDER_MARK = 0xfeff

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
        this.parse((await store.readText(PATH)) ?? "")
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
