/** What differs between voice modems, as rows of data; never an `if` on a brand elsewhere. */
export enum Column {
    Name,
    /** Words, in capitals, that give the modem away in its answers to ATI0, ATI3 …; `|` between them. */
    Marks,
    /** How long after a final result the modem does not listen, ms, and some. */
    CommandGapMs,
    /** The figures of AT+VSD that switch it off. */
    SilenceOff,
    /**
     * Makes it report when another telephone on the line is picked up: what stands behind a command, then whole commands after bars;
     * "" where it does, or can't.
     */
    ExtensionDetection,
    /** The two frequencies of a single tone in AT+VTS. */
    BeepTones,
    /** ms in one unit of a tone's length; 0: not known, the first beep is timed. */
    ToneUnitMs,
    /** Connects what a message is recorded from, before a command; "" where it is as it was answered. */
    RecordRoute,
    /** Connects the microphone alone. */
    MicrophoneRoute,
    /** Event codes that mean nothing in the first seconds of a call or a stream. */
    DoubtedAtFirst,
    /** Steps of AT+VGT between two volumes. */
    VolumeSteps,
    /** Asks, on-hook, how high the line's voltage is (line-level.ts); "" where it can't tell. */
    LineLevel,
    /** Before the form of caller ID (countries.ts) that it listens for from then on, until its power is off; "" where that goes by its country. */
    CallerIdForm,
}

/**
 * Both frequencies of a tone are equal where 0 for the second is refused.
 *
 * conexant: controller modems of the CX81801 family (manual 102184B), CX930xx, Multi-Tech MT5600SMI (S000306B).
 * agere: Agere, Lucent, LSI; Multi-Tech MT9234 series (S000434H). It says `s` for all silence, never `q`, and no `l`.
 * usr5637: USRobotics 5637, firmware 1.2.23 and newer. It takes its own going off-hook for a telephone, and sound for
 *   dial tone.
 * si2494: Silicon Laboratories Si24xx (AN93): wants all three figures of a tone, and 0 for no second one; its microphone is that
 *   of a headset. Registers U76 and U77: it looks at the loop's current every 520 ms (more often it would take noise for a telephone) and hangs up
 *   by itself once somebody else takes 6 mA of it; %V1 makes it say so.
 * rd02-d400: Dell's USB modem with Conexant's CX93001, known by its number at USB (0572:1324), for it says of itself what its
 *   relatives do, which might suffer from what it needs: it knows no caller ID until a place in its memory was written, as its owners found.
 * What a step of AT+VGT is in dB no manual says; USRobotics' is of use from 121 to 134.
 * The last one is whatever else speaks V.253, and every modem until it has said what it is: slow, nothing taken for
 *   granted.
 */
const ROWS = [
    "rd02-d400/USB91362084/22/0,0/;-STE=3/933,933,/10//+VLS=6;//16//AT!4886=",
    "conexant/56000|CONEXANT/22/0,0/;-STE=3/933,933,/10//+VLS=6;//16//",
    "agere/MT9234|AGERE/102/128,0//933,933,/10//+VLS=6;//16//",
    "usr5637/5601|ROBOTICS/22/128,0//933,933,/10/+VLS=5;/+VLS=6;/Hd/2//",
    "si2494/2494|2493|2457|2439|2434|2415|2404|SILICON LAB/22/128,0/|AT%V1|AT:U76,1A40,481E/933,0,/10//+VLS=14;//16/AT:R79/",
    "unknown//102/128,0//933,933,/0//+VLS=6;//16//",
]

/** The figure of AT+VGT, and the volume, that a modem has by itself. */
export const GAIN_NOMINAL = 128
const VOLUME_USUAL = 5

/** The figure of AT+VGT for a volume, 1 … 8. */
export function playGain(row: string[], volume: number): number {
    return GAIN_NOMINAL + (volume - VOLUME_USUAL) * parseInt(row[Column.VolumeSteps])
}

/** The row, in columns, that fits what a modem says of itself (in capitals); the last one where none does. */
export function profileOf(answers: string): string[] {
    let row: string[] = []
    for (const text of ROWS) {
        row = text.split("/")
        for (const mark of row[Column.Marks].split("|"))
            if (mark !== "" && answers.includes(mark)) return row
    }
    return row
}
