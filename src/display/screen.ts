/**
 * What the display shows: four rows, made anew when something else goes on, and once a second.
 *
 *     New: 3          14:05     Recording       14:05     Playing         14:07
 *     Not recorded: 2           2125550123                2125550123
 *     Greeting only             J SMITH                   J SMITH
 *     2026-11-22                                 0:12     11-22 14:05      0:12
 *
 * A fiber of its own, so that nobody waits for it. While sound flows it sends one piece in each tick of sleep, which is longer than a
 * turn of recorder and player: so at most one piece between two looks at the UART.
 */
import * as ds from "@devicescript/core"
import { filedName, filedNumber } from "../app/caller"
import { Clock } from "../app/clock"
import { LostCalls } from "../app/lost-calls"
import { Sign, Storage } from "../app/storage"
import { TwoWire } from "../hal/display"
import { VoiceLine } from "../hal/voice-line"
import { WallTime, dateText } from "../hal/wall-clock"
import { Settings } from "../settings/settings"
import { StoredMessage } from "../store/stored-message"
import { padded } from "../util/digits"
import { COLUMNS, ROWS, Ssd1306, hasDisplay } from "./ssd1306"
import { WORDS_EN, WORDS_PL, WORDS_RU, Word } from "./words.gen"

/** What goes on. */
export enum Scene {
    Starting,
    OnHook,
    Ringing,
    Greeting,
    Recording,
    Playing,
}

const TICK_MS = 10
const SECOND_MS = 1000
const BYTES_A_MS = 8
/** Pieces in one tick while there is no sound: 6 ms. */
const PIECES = 16
/** The row that counts seconds. */
const LAST_ROW = 3
/** A display that went away is looked for so often. */
const LOST_MS = 5000

/** Who knows what is to be shown. */
export interface ScreenParts {
    readonly storage: Storage
    readonly clock: Clock
    readonly line: VoiceLine
    readonly settings: Settings
    readonly lostCalls: LostCalls
}

/** How far a message has been played. */
export interface Progress {
    /** When its sound began, by ds.millis(), and with which byte; 0: it is still announced. */
    readonly soundAtMs: number
    readonly fromByte: number
}

export class Screen {
    /** This and all below is there only where a display is: it costs no memory where none is. */
    private display: Ssd1306 | undefined
    private parts!: ScreenParts
    private scene!: Scene
    private message: StoredMessage | undefined
    private progress: Progress | undefined
    /** What the owner calls the caller. */
    private contact!: string
    private sign!: Sign
    private isModemLost!: boolean
    private sinceMs!: number
    /** The row to be made next. */
    private row!: number
    /** Counts what is told, for making a row takes its time. */
    private news!: number
    private sleeper: ds.Fiber | undefined

    constructor(private wires: TwoWire) {}

    /** A display has answered. */
    isThere(): boolean {
        return this.display !== undefined
    }

    /** Something else goes on from now on. @param message the one that plays, and how far it has come */
    show(scene: Scene, message?: StoredMessage, progress?: Progress): void {
        if (!this.display || (scene === this.scene && message === this.message)) return
        this.scene = scene
        this.message = message
        this.progress = progress
        this.sinceMs = ds.millis()
        this.wake()
    }

    /** Nothing goes on, and this needs looking after. */
    rest(sign: Sign, isModemLost: boolean): void {
        if (!this.display) return
        this.sign = sign
        this.isModemLost = isModemLost
        this.contact = ""
        this.show(Scene.OnHook)
    }

    /** It is known what the owner calls the caller; "": nothing, then the network's name is shown. */
    identify(contact: string): void {
        if (!this.display) return
        this.contact = contact
        this.wake()
    }

    /** Ends where there is no display. */
    async run(parts: ScreenParts): Promise<void> {
        if (!(await hasDisplay(this.wires))) return
        const display = new Ssd1306(this.wires)
        await display.begin(parts.settings.displayHeight)
        console.log("display: found")
        this.parts = parts
        this.scene = Scene.Starting
        this.contact = ""
        this.sinceMs = this.news = this.row = 0
        this.display = display
        while (true) {
            await this.round(display)
            const { displayHeight } = parts.settings
            if (display.isLost) await ds.sleep(LOST_MS)
            else if (display.height === displayHeight) continue
            if (!this.isSounding()) await display.begin(displayHeight)
        }
    }

    private async round(display: Ssd1306): Promise<void> {
        let isMore = true
        for (let i = this.isSounding() ? 1 : PIECES; i > 0 && isMore; i--)
            isMore = await display.step()
        if (isMore) await ds.sleep(TICK_MS)
        else if (this.row < ROWS) {
            const { row, news } = this
            const text = this.text(row)
            if (news === this.news) {
                display.put(row, text)
                this.row = row + 1
            }
            await ds.sleep(TICK_MS)
        } else await this.restOfSecond()
    }

    /** Then all is made anew; while sound flows only what counts. */
    private async restOfSecond(): Promise<void> {
        this.sleeper = ds.Fiber.self()
        await ds.suspend<void>(SECOND_MS - ((ds.millis() - this.sinceMs) % SECOND_MS))
        this.sleeper = undefined
        if (this.row === ROWS) this.row = this.isSounding() ? LAST_ROW : 0
    }

    private wake(): void {
        this.row = 0
        this.news++
        const { sleeper } = this
        this.sleeper = undefined
        if (sleeper) sleeper.resume(undefined)
    }

    private isSounding(): boolean {
        return this.scene >= Scene.Greeting
    }

    private text(row: number): string {
        switch (row) {
            case 0:
                return this.title() + this.clock()
            case 1:
                return this.scene <= Scene.OnHook ? this.unrecorded() : this.number()
            case 2:
                return this.scene <= Scene.OnHook ? this.signText() : this.whose()
            default:
                return this.lastRow()
        }
    }

    /** As long as the room beside the clock. */
    private title(): string {
        const { scene, parts } = this
        const count = scene === Scene.OnHook ? " " + parts.storage.unheardCount() : ""
        const title = this.word(titleOf(scene)).trim() + count
        return title + blanks(COLUMNS - CLOCK_LETTERS - title.length)
    }

    private clock(): string {
        const now = this.parts.clock.now()
        return now ? timeText(now) : "--:--"
    }

    private number(): string {
        const { message, scene, parts } = this
        const number = message ? message.number : filedNumber(parts.line.callerId)
        if (scene === Scene.Playing && !message) return ""
        if (number === "private") return this.word(Word.Withheld)
        if (number !== "unknown" && number !== "out of area") return number
        // While it rings it may still come.
        return scene === Scene.Ringing ? "" : this.word(Word.Unknown)
    }

    /** Calls that nothing is left of: the lamp blinks for them, too. */
    private unrecorded(): string {
        const { count } = this.parts.lostCalls
        return count === 0 ? "" : this.word(Word.Unrecorded).trim() + " " + count
    }

    private whose(): string {
        if (this.message) return this.message.name
        return this.contact === "" ? filedName(this.parts.line.callerId) : this.contact
    }

    private lastRow(): string {
        const { scene, message, parts } = this
        if (scene === Scene.Ringing) return ""
        if (scene <= Scene.OnHook) {
            const now = parts.clock.now()
            return now ? dateText(now) : ""
        }
        const counted = this.counted()
        let text = ""
        if (message && message.at)
            text = dateText(message.at).slice(YEAR_LETTERS) + " " + timeText(message.at)
        return text + blanks(COLUMNS - text.length - counted.length) + counted
    }

    /** Minutes and seconds of what is heard now. */
    private counted(): string {
        const { progress } = this
        let ms = ds.millis() - this.sinceMs
        if (progress) {
            if (progress.soundAtMs === 0) return ""
            ms = ds.millis() - progress.soundAtMs + Math.idiv(progress.fromByte, BYTES_A_MS)
        }
        const seconds = Math.idiv(ms, SECOND_MS)
        return Math.idiv(seconds, 60) + ":" + padded(seconds % 60, 2)
    }

    private signText(): string {
        const { sign, parts } = this
        if (this.isModemLost) return this.word(Word.NoModem)
        switch (sign) {
            case Sign.Trouble:
                if (!parts.storage.isReady) return this.word(Word.NoCard)
                return this.word(parts.storage.store.isReadOnly ? Word.Locked : Word.BadGreeting)
            case Sign.LittleRoom:
                return this.word(Word.LittleRoom)
            case Sign.Full:
                return this.word(Word.Full)
            case Sign.GreetingOnly:
                return this.word(Word.GreetingOnly)
            case Sign.MakingNew:
                return this.word(Word.MakingNew)
            default:
                return ""
        }
    }

    /** In the owner's language, with spaces behind. */
    private word(word: Word): string {
        const { language } = this.parts.settings
        let words = WORDS_EN
        if (language === "pl") words = WORDS_PL
        if (language === "ru") words = WORDS_RU
        return words.slice(word * COLUMNS, word * COLUMNS + COLUMNS)
    }
}

const CLOCK_LETTERS = 5
/** "2026-" */
const YEAR_LETTERS = 5
const BLANKS = "                     "

function blanks(count: number): string {
    return BLANKS.slice(0, count)
}

function timeText(at: WallTime): string {
    return padded(at.hour, 2) + ":" + padded(at.minute, 2)
}

function titleOf(scene: Scene): Word {
    switch (scene) {
        case Scene.Starting:
            return Word.Starting
        case Scene.OnHook:
            return Word.New
        case Scene.Ringing:
            return Word.Ringing
        case Scene.Greeting:
            return Word.Greeting
        case Scene.Recording:
            return Word.Recording
        case Scene.Playing:
            return Word.Playing
    }
}
