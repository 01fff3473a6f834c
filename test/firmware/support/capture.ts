/** Keeps what a stream turned out to carry: plain bytes in hex, codes as characters. */
export class Capture {
    plain = ""
    codes = ""

    onPlain(from: Buffer, atByte: number, lengthBytes: number): void {
        this.plain += from.slice(atByte, atByte + lengthBytes).toString("hex")
    }

    onCode(code: number): void {
        this.codes += String.fromCharCode(code)
    }
}
