/** What kind of modem it is, and all that it says of itself, word by word in the log. */
import { Codec } from "../hal/sound"
import { VoiceLine } from "../hal/voice-line"
import { Finding, Part, well } from "./finding"

/**
 * What is asked, V.250 and V.253: who it is, its classes, then in class 8 its codecs, inputs and outputs, tones, silence, gains, caller
 * ID, countries, flow control and rates. Nothing that it keeps of anybody's: no stored numbers, no call.
 */
const QUESTIONS =
    "ATI0|ATI1|ATI2|ATI3|ATI4|ATI5|ATI6|ATI9|AT+GMI|AT+GMI9|AT+GMM|AT+GMR|AT+FCLASS=?|AT+FCLASS=8|AT+VSM=?|AT+VLS=?|AT+VTS=?|AT+VSD=?|AT+VGR=?|AT+VGT=?|AT+VTD=?|AT+VIT=?|AT+VCID=?|AT+VSP=?|AT+GCI=?|AT+IFC=?|AT+IPR=?"
const CLASS_DATA = "AT+FCLASS=0"
/** A log line of the board has 160 bytes. */
const PIECE_CHARS = 120
const NAME_CHARS_MAX = 40

/** Ask a modem that is set up everything, and log it. @throws Fault as the line does. Waits: some 3 s */
export async function examineModem(line: VoiceLine): Promise<Finding> {
    let name = ""
    for (const question of QUESTIONS.split("|")) {
        const lines = await inquire(line, question)
        if (question.startsWith("ATI") || question.startsWith("AT+GM"))
            name = longer(name, lines ? lines.join(" ") : "")
    }
    const level = line.levelQuestion()
    if (level !== "") await inquire(line, level)
    await inquire(line, CLASS_DATA)
    const codec = codecName(line.codec)
    return well(Part.Modem, `${line.modelName()} (${name}), class 8, ${codec}`)
}

/** The name that says most, of those that fit. */
function longer(name: string, other: string): string {
    return other.length > name.length && other.length <= NAME_CHARS_MAX ? other : name
}

/** One question and its answer in the log, `self-test >` and `<` before them; `+` before the rest of a long line. */
async function inquire(line: VoiceLine, question: string): Promise<string[] | undefined> {
    console.log("self-test > " + question)
    const lines = await line.inquire(question)
    if (lines) for (const each of lines) tell(each)
    console.log(lines ? "self-test = OK" : "self-test = ERROR")
    return lines
}

function tell(line: string): void {
    let sign = "<"
    let at = 0
    while (at === 0 || at < line.length) {
        console.log("self-test " + sign + " " + line.slice(at, at + PIECE_CHARS))
        sign = "+"
        at += PIECE_CHARS
    }
}

function codecName(codec: Codec): string {
    switch (codec) {
        case Codec.PcmU8:
            return "unsigned PCM"
        case Codec.ALaw:
            return "A-law"
        case Codec.MuLaw:
            return "u-law"
    }
}
