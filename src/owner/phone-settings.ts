/** Settings, by telephone. */
import { MachineParts } from "../app/machine-parts"
import { PIN, RECORD, RINGS } from "../settings/settings"
import { isCode, CODE_DIGITS_MAX } from "./code-guard"
import { OwnerKeys } from "./owner-keys"
import { Playback } from "./playback"

const MENU = "settings-menu|lhh"
const RECORDING = "recording|llh "
const GREETING_ONLY = "greeting|hhl "
const NEW_RINGS = "new-rings|h"
const NEW_CODE = "new-code|h"
const ONCE_MORE = "once-more|hh"
const NEW_TIME = "new-time|h"
const NEW_DATE = "new-date|h"
const NEW_DATE_US = "new-date-us|h"
const SAVED = "saved|lh"
const NOT_SAVED = "not-saved|lll"
const ANSWER_MS = 10000
const DIGIT_MAX = 9
const TIME_DIGITS = 4
const DATE_DIGITS = 8
/** Those of a FAT date that are not past, and leap every fourth. */
const FIRST_YEAR = 2026
const LAST_YEAR = 2099
/** Where nothing was set yet. */
const FIRST_DAY = { year: FIRST_YEAR, month: 1, day: 1, hour: 0, minute: 0, second: 0 }

/** One setting after another, until another key than those of the menu, or none. */
export class PhoneSettings {
    constructor(
        private parts: MachineParts,
        private keys: OwnerKeys,
        private playback: Playback
    ) {}

    /** Waits: for the owner. @throws Fault as modem and card do */
    async run(): Promise<void> {
        while (true) {
            await this.playback.say(MENU)
            const digit = await this.keys.digit(ANSWER_MS)
            if (digit === undefined) return
            const saying = await this.change(digit)
            if (saying === "") return
            await this.playback.say(saying)
        }
    }

    /** @returns what is said of it; "": the key means nothing here */
    private async change(digit: number): Promise<string> {
        switch (digit) {
            case 1:
                return await this.changeRings()
            case 2:
                return await this.switchRecording()
            case 3:
                return await this.changeCode()
            case 4:
                return await this.changeTime()
            case 5:
                return await this.changeDate()
            default:
                return ""
        }
    }

    private async changeRings(): Promise<string> {
        const rings = await this.ask(NEW_RINGS, 1)
        return await this.save(RINGS, rings === "0" ? "toll-saver" : rings)
    }

    private async switchRecording(): Promise<string> {
        const { settings, storage } = this.parts
        const isOn = !settings.isRecording
        await storage.changeSetting(RECORD, isOn ? "yes" : "no")
        return isOn ? RECORDING : GREETING_ONLY
    }

    /** It is typed twice; neither is ever logged. */
    private async changeCode(): Promise<string> {
        const code = await this.ask(NEW_CODE, CODE_DIGITS_MAX)
        if (!isCode(code)) return NOT_SAVED
        const again = await this.ask(ONCE_MORE, CODE_DIGITS_MAX)
        return code === again ? await this.save(PIN, code) : NOT_SAVED
    }

    private async changeTime(): Promise<string> {
        const typed = await this.ask(NEW_TIME, TIME_DIGITS)
        const at = this.parts.clock.now() ?? FIRST_DAY
        const { year, month, day } = at
        const hour = figures(typed, 0, 2)
        const minute = figures(typed, 2, 4)
        if (typed.length < TIME_DIGITS || hour > 23 || minute > 59) return NOT_SAVED
        this.parts.clock.set({ year, month, day, hour, minute, second: 0 })
        return SAVED
    }

    private async changeDate(): Promise<string> {
        const { clock, settings } = this.parts
        const isMonthFirst = settings.country === "US"
        const typed = await this.ask(isMonthFirst ? NEW_DATE_US : NEW_DATE, DATE_DIGITS)
        const one = figures(typed, 0, 2)
        const other = figures(typed, 2, 4)
        const year = figures(typed, 4, 8)
        const month = isMonthFirst ? one : other
        const day = isMonthFirst ? other : one
        if (typed.length < DATE_DIGITS || year < FIRST_YEAR || year > LAST_YEAR) return NOT_SAVED
        if (month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) return NOT_SAVED
        const { hour, minute, second } = clock.now() ?? FIRST_DAY
        clock.set({ year, month, day, hour, minute, second })
        return SAVED
    }

    private async save(key: string, value: string): Promise<string> {
        return (await this.parts.storage.changeSetting(key, value)) ? SAVED : NOT_SAVED
    }

    /** @returns up to so many figures, ended by `#`, by the last one, or by nothing more */
    private async ask(question: string, digitsMax: number): Promise<string> {
        await this.playback.say(question)
        let typed = ""
        while (typed.length < digitsMax) {
            const digit = await this.keys.digit(ANSWER_MS)
            if (digit === undefined || digit > DIGIT_MAX) return typed
            typed += digit
        }
        return typed
    }
}

function figures(typed: string, from: number, to: number): number {
    return typed.length < to ? 0 : parseInt(typed.slice(from, to))
}

function daysIn(month: number, year: number): number {
    if (month === 2) return year % 4 === 0 ? 29 : 28
    return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
