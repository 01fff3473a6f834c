/** An address book file of any kind, as contacts. */
import { readContactsCsv } from "./contacts-csv.ts"
import { type Contact } from "./contact.ts"
import { decodeText, detectEncoding } from "./text-encoding.ts"
import { readVcards } from "./vcard.ts"

/** @param encoding undefined: found out. @throws CardError: an encoding that is not known */
export function readContacts(bytes: Buffer, encoding: string | undefined): Contact[] {
    const letters = encoding ?? detectEncoding(bytes)
    const text = decodeText(bytes, letters)
    if (/^\ufeff?\s*BEGIN:VCARD/i.test(text))
        return readVcards(bytes, letters as ReturnType<typeof detectEncoding>)
    return readContactsCsv(text)
}
