import { Codec } from "../../hal/sound"

/** A codec as the modem numbers it. */
export interface ModemCodec {
    codec: Codec
    /** The first field of its line, the `cml` of AT+VSM. */
    id: number
}

/**
 * Parts of a line by which makers name their codecs, the best first: at −30 dBFS µ-law keeps 35 dB, unsigned PCM 21. The
 * number behind a name is its bits. Below, the codecs.
 */
const NAMES =
    'ULAW|U-LAW|U-LOG|G.711U|ALAW|A-LAW|A-LOG|G.711A|8-BIT LINEAR|UNSIGNED PCM",8,|UNSIGNED PCM", 8,|UNSIGNED PCM;8;'
const CODECS = hex`07 07 07 07 06 06 06 06 01 01 01 01`

/**
 * The best codec that the answer to AT+VSM=? has, in any of the forms that modems use.
 *
 * A line has fields with commas or semicolons between them: number, name, bits (missing on some), rates … A prefix
 * `+VSM:` may come first. Numbers are the maker's; only names tell.
 * @returns undefined where there is none that we use, with 8000 samples a second
 */
export function bestCodec(lines: string[]): ModemCodec | undefined {
    const names = NAMES.split("|")
    for (let i = 0; i < CODECS.length; i++)
        for (const line of lines) {
            const text = line.toUpperCase()
            const isOurs = text.includes(names[i]) && text.includes("8000")
            if (isOurs && !text.includes("ADPCM"))
                return { codec: CODECS[i], id: parseInt(text.slice(text.indexOf(":") + 1)) }
        }
    return undefined
}
