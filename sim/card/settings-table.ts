/**
 * All that can stand in settings.txt: the one table from which the firmware's parser, docs/settings.md, the README's table
 * and the settings.txt of a new card are made.
 */

/** What a value is, as src/settings/settings.ts reads it. */
export type SettingKind =
    /** A whole number, in the file's own unit. */
    | { readonly is: "number"; readonly min: number; readonly max: number; readonly times?: number }
    /** One of two words; `on` is true. */
    | { readonly is: "switch"; readonly off: string; readonly on: string }
    /** One of several words, kept in capital letters. */
    | { readonly is: "choice"; readonly words: readonly string[] }
    /** Two small letters. */
    | { readonly is: "language" }
    /** So many digits, or nothing. It is never told to anybody. */
    | { readonly is: "secret"; readonly min: number; readonly max: number }
    /** A day as 2026-12-01, or nothing. */
    | { readonly is: "date" }
    /** Text as it stands there, up to so many letters. */
    | { readonly is: "text"; readonly max: number }
    /** Times of the week, or days of the year; several lines add up. `rule`: src/settings/rules.ts. */
    | { readonly is: "rules"; readonly rule: number }

export interface Setting {
    readonly key: string
    /** The field of the firmware's `Settings`. */
    readonly field: string
    readonly kind: SettingKind
    /** A word in place of a number, and the number that it is in the firmware. */
    readonly word?: readonly [word: string, value: number]
    /** As it stands in the file; "": none. Values in `FirmwareDefaults` come before it. */
    readonly usual: string
    /** Where it is not `usual`: what is used when nobody says anything. */
    readonly usualInWords?: string
    /** A value to be shown. */
    readonly example: string
    /** What is allowed, in a few words. */
    readonly allowed: string
    /** A sentence or two. */
    readonly about: string
}

/** Where a default is compiled in from devs.config.json, in the file's own units. */
export type FirmwareDefaults = Readonly<Record<string, string>>

const YES_NO = { is: "switch", off: "no", on: "yes" } as const
const NO_YES = "yes, no"
const RINGS_ALLOWED = "1 to 10, or toll-saver"

export const SETTINGS_TABLE: readonly Setting[] = [
    {
        key: "rings",
        field: "rings",
        kind: { is: "number", min: 1, max: 10 },
        word: ["toll-saver", 0],
        usual: "4",
        example: "4",
        allowed: RINGS_ALLOWED,
        about: "answers after so many rings; `toll-saver`: after 2 where there are new messages, else after 4, so that you can hang up before it costs. Caller ID comes after the first ring in most countries: with 1 it is missed",
    },
    {
        key: "answer",
        field: "isAnswering",
        kind: YES_NO,
        usual: "yes",
        example: "yes",
        allowed: NO_YES,
        about: "with `no` callers are not answered. After 10 rings the machine answers all the same, for your code alone, where there is a `pin`",
    },
    {
        key: "record",
        field: "isRecording",
        kind: YES_NO,
        usual: "yes",
        example: "yes",
        allowed: NO_YES,
        about: "with `no` callers are greeted and leave no message",
    },
    {
        key: "pin",
        field: "pin",
        kind: { is: "secret", min: 4, max: 8 },
        usual: "",
        usualInWords: "none",
        example: "29384",
        allowed: "4 to 8 digits, not all the same",
        about: "your code for the telephone. Without one nobody gets in",
    },
    {
        key: "message-seconds",
        field: "messageMaxMs",
        kind: { is: "number", min: 10, max: 3600, times: 1000 },
        usual: "180",
        example: "180",
        allowed: "10 to 3600",
        about: "no message is longer. Above 180 it goes on in up to three more places of 180 seconds, as far as they are free",
    },
    {
        key: "message-min-seconds",
        field: "messageMinMs",
        kind: { is: "number", min: 0, max: 10, times: 1000 },
        usual: "0",
        example: "1",
        allowed: "0 to 10",
        about: "shorter messages are not kept; `calls.csv` has the call all the same. 0: every one is kept, also an empty one",
    },
    {
        key: "silence-seconds",
        field: "silenceMs",
        kind: { is: "number", min: 2, max: 60, times: 1000 },
        usual: "7",
        example: "7",
        allowed: "2 to 60",
        about: "a caller who says nothing for so long is let go",
    },
    {
        key: "tail",
        field: "isTailKept",
        kind: { is: "switch", off: "cut", on: "keep" },
        usual: "cut",
        example: "cut",
        allowed: "cut, keep",
        about: "the tone or silence at the end of a message",
    },
    {
        key: "lead-in-ms",
        field: "leadInMs",
        kind: { is: "number", min: 0, max: 3000 },
        usual: "700",
        example: "700",
        allowed: "0 to 3000",
        about: "silence before the greeting, so that no word is clipped",
    },
    {
        key: "volume",
        field: "volume",
        kind: { is: "number", min: 1, max: 8 },
        usual: "5",
        example: "5",
        allowed: "1 to 8",
        about: "how loud the machine's loudspeaker is, where the modem has a volume; callers hear no difference",
    },
    {
        key: "greeting",
        field: "greeting",
        kind: { is: "text", max: 60 },
        usual: "planned",
        example: "temporary",
        allowed: "planned, or the name of a WAV file in `greetings` without its ending",
        about: "all callers hear that one, where a message can be taken; with `planned` it depends on caller, day and hour",
    },
    {
        key: "hours",
        field: "rules",
        kind: { is: "rules", rule: 0 },
        usual: "",
        usualInWords: "always",
        example: "Mo-Fr 9:00-17:00, Sa 10:00-14:00",
        allowed: "days (Mo Tu We Th Fr Sa Su) and times",
        about: "when you are open. At other times, and on holidays, callers hear `after-hours.wav`",
    },
    {
        key: "holiday",
        field: "rules",
        kind: { is: "rules", rule: 2 },
        usual: "",
        usualInWords: "none",
        example: "12-25, 4th-Th-11, last-Mo-5, easter+1",
        allowed: "month-day, the nth weekday of a month, days from Easter",
        about: "days on which callers hear `holiday.wav`. Easter is the Western one; with `country = RU` the Orthodox one",
    },
    {
        key: "quiet",
        field: "rules",
        kind: { is: "rules", rule: 1 },
        usual: "",
        usualInWords: "never",
        example: "22:00-7:00",
        allowed: "days and times, as for hours",
        about: "when `quiet-rings` counts in place of `rings`",
    },
    {
        key: "quiet-rings",
        field: "quietRings",
        kind: { is: "number", min: 1, max: 10 },
        usual: "2",
        example: "2",
        allowed: "1 to 10",
        about: "answers after so many rings in quiet hours",
    },
    {
        key: "temporary-until",
        field: "temporaryUntil",
        kind: { is: "date" },
        usual: "",
        usualInWords: "for ever",
        example: "2026-12-01",
        allowed: "year-month-day",
        about: "the last day on which `temporary.wav` is heard in place of the other greetings",
    },
    {
        key: "withheld",
        field: "isWithheldBlocked",
        kind: { is: "switch", off: "answer", on: "block" },
        usual: "answer",
        example: "answer",
        allowed: "answer, block",
        about: "with `block` whoever withholds the number is let go at once, as the callers are that `contacts.csv` blocks",
    },
    {
        key: "fax",
        field: "isFaxLeft",
        kind: { is: "switch", off: "hang-up", on: "leave" },
        usual: "hang-up",
        example: "hang-up",
        allowed: "hang-up, leave",
        about: "a fax machine that calls is let go; with `leave` its number is noted in `fax-numbers`",
    },
    {
        key: "fax-numbers",
        field: "faxNumbers",
        kind: { is: "text", max: 100 },
        usual: "",
        usualInWords: "none",
        example: "2125550199 3125550177",
        allowed: "numbers with a space between them",
        about: "are never answered, so that your fax machine can. The machine adds those that it hears, and forgets the oldest of more than six",
    },
    {
        key: "language",
        field: "language",
        kind: { is: "language" },
        usual: "en",
        example: "en",
        allowed: "two small letters",
        about: "the folder of the prompts; `en`, `pl` and `ru` are there",
    },
    {
        key: "country",
        field: "country",
        kind: { is: "choice", words: ["US", "UK", "PL", "RU", "DE", "FR"] },
        usual: "US",
        example: "US",
        allowed: "US, UK, PL, RU, DE, FR",
        about: "whose rings, tones and caller ID the modem expects",
    },
    {
        key: "clock",
        field: "is24h",
        kind: { is: "switch", off: "12", on: "24" },
        usual: "",
        usualInWords: "12 in the US, else 24",
        example: "24",
        allowed: "12, 24",
        about: "how the time is said",
    },
    {
        key: "screening",
        field: "isScreening",
        kind: YES_NO,
        usual: "no",
        example: "no",
        allowed: NO_YES,
        about: "whether callers are heard in the room while they speak",
    },
    {
        key: "room-monitor",
        field: "isRoomHeard",
        kind: YES_NO,
        usual: "no",
        example: "no",
        allowed: NO_YES,
        about: "whether you can hear the room by telephone (`**`), where the modem has a speakerphone (Agere, USR5637, Si24xx). The room is told when it begins, and the lamp is lit while it lasts",
    },
    {
        key: "return-lamp",
        field: "isReturnLamp",
        kind: YES_NO,
        usual: "no",
        example: "no",
        allowed: NO_YES,
        about: "whether the lamp tells of calls that were not returned",
    },
    {
        key: "display",
        field: "displayHeight",
        kind: { is: "number", min: 32, max: 64 },
        usual: "64",
        example: "64",
        allowed: "64 or 32",
        about: "height of the display, where there is one, in points",
    },
    {
        key: "slots",
        field: "slots",
        kind: { is: "number", min: 16, max: 8000 },
        usual: "1024",
        example: "1024",
        allowed: "16 to 8000",
        about: "so many messages can be on a card, as far as half of its room goes; a larger number makes more of them, a smaller one takes none away",
    },
]

/** What holds where the file says nothing, in words for people. */
export function usualOf(setting: Setting, defaults: FirmwareDefaults = {}): string {
    return defaults[setting.key] ?? setting.usualInWords ?? setting.usual
}

/**
 * settings.txt of a new card: every setting in a line of its own, to be uncommented; `lines` come first and hold. Shorter
 * than the 2,048 bytes up to which the machine changes it.
 */
export function settingsTemplate(lines: readonly string[] = []): string {
    const set = lines.map(line => `${line}\n`).join("")
    const rows = SETTINGS_TABLE.map(
        each =>
            `# ${each.allowed}:\n#${each.key} = ${each.usual === "" ? each.example : each.usual}\n`
    )
    return `# Take the # before a line away to change it. What it means: README, "Settings"\n${set}${rows.join("")}`
}
