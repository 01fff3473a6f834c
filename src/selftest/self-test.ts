/**
 * The self-test: Play held while the machine is switched on. It looks at part after part, writes log and report, says by
 * loudspeaker what is wrong, and has the lamp count it. docs/decisions/032.
 */
import * as ds from "@devicescript/core"
import { MachineParts } from "../app/machine-parts"
import { StopReason } from "../audio/stop-reason"
import { PortFindings } from "../hal/uart"
import { LineEventKind } from "../hal/voice-line"
import { clockText, dateText } from "../hal/wall-clock"
import { Announcement } from "../speech/announcement"
import { Fault, FaultCode } from "../util/fault"
import { examineSpeed, judgeCard } from "./card-exam"
import { Finding, none, Part, partName, trouble, Verdict, verdictName, well } from "./finding"
import { examineLine } from "./line-exam"
import { examineModem } from "./modem-exam"
import { judgeBridge, judgeCrystal } from "./port-exam"
import { writeReport } from "./report"

/** No country's ring pauses for so long: then the line is free. */
const QUIET_MS = 6500
const POLL_MS = 20
const RING_LOOKS = 100
const RING_LOOK_MS = 50
const LEAD_IN_MS = 200
/** What is said of a part in trouble, by its number. */
const WORDS = "|test-wires|test-trouble|test-trouble|test-line|test-locked|test-slow|test-key"
const BEGINS = "test-begins ,"
const ALL_WELL = " test-well ,"
const REPORTED = " test-report"
/** Without words: a long tone, and low strokes for the first part in trouble. */
const WELL_SCORE = "|lh "
const TROUBLE_SCORE = "|L"
const STROKE = "l"

/** What comes before and after the parts. */
enum Step {
    Begin = 0,
    Report = Part.Clock + 1,
    Speak,
    /** Only for the log: a modem that could not be set up is asked all the same. */
    Ask,
}

export class SelfTest {
    /** The first part in trouble; 0: all is well. */
    verdict = 0
    /** After Rang: the caller is on the line already. */
    isAnswered = false
    private findings: Finding[] = []
    private port!: PortFindings
    private readyMs = 0
    private isReported = false
    /** It answers, and refuses what a voice modem does. */
    private isModemOdd = false

    /** @param isModemWell it was set up just now: it may have told of a ring */
    constructor(
        private parts: MachineParts,
        public isModemWell: boolean
    ) {}

    /**
     * Look at all parts; whatever was going on is over, and modem and bridge begin anew. A ring ends it at once.
     *
     * @returns Rang: the telephone rings; else Finished. Never a Fault. Waits: some 20 s, and until it is said.
     */
    async run(): Promise<StopReason> {
        for (let step: number = Step.Begin; step <= Step.Speak; step++) {
            const finding = await this.attempt(step)
            if (!finding || (await this.hasRung())) {
                console.log("self-test broken off: it rings")
                return StopReason.Rang
            }
            if (step === Part.Modem && this.isModemOdd) await this.attempt(Step.Ask)
            if (step === Step.Report) console.log("self-test ends: " + this.summary())
        }
        return StopReason.Finished
    }

    /** A fault is a finding, too. @returns undefined: it rings */
    private async attempt(step: number): Promise<Finding | undefined> {
        try {
            return await this.look(step)
        } catch (e: any) {
            if (!(e instanceof Fault)) throw e
            this.isModemOdd = step === Part.Modem && e.code === FaultCode.Protocol
            return this.noteFault(step, e.message)
        }
    }

    /** @returns as `attempt` */
    private async look(step: number): Promise<Finding | undefined> {
        const { line, storage, ring } = this.parts
        switch (step) {
            case Step.Begin:
                return await this.begin()
            case Part.Bridge:
                this.port = await line.examinePort()
                return this.note(judgeBridge(this.port))
            case Part.Crystal:
                return this.note(judgeCrystal(this.port))
            case Part.Modem:
                return await this.lookAtModem()
            case Part.Line:
                return await this.lookAtLine()
            case Part.Card:
                // Where the modem could not be set up, that is still to come.
                if (!storage.isReady) await storage.mount()
                return this.note(judgeCard(storage))
            case Part.Speed:
                return this.note(await examineSpeed(storage, ring))
            case Step.Ask:
                return await examineModem(line)
            case Step.Report:
                return await this.report()
            case Step.Speak:
                return await this.speak()
            default:
                return this.note(this.judgePanel(step))
        }
    }

    /** @returns as `attempt` */
    private async begin(): Promise<Finding | undefined> {
        console.log("self-test begins")
        if (await this.isRinging()) return undefined
        // What the port is told from here on is of no use to the modem.
        this.isModemWell = false
        return none(Part.Modem, "")
    }

    private async lookAtModem(): Promise<Finding> {
        const { line } = this.parts
        await line.initialise()
        this.isModemWell = true
        this.readyMs = ds.millis()
        return this.note(await examineModem(line))
    }

    /** Never while it rings: what is picked up then is somebody's call. @returns undefined: it rings */
    private async lookAtLine(): Promise<Finding | undefined> {
        const { line, recorder } = this.parts
        if (!this.isModemWell) return this.note(none(Part.Line, "not known"))
        while (ds.millis() - this.readyMs < QUIET_MS) {
            if (await this.hasRung()) return undefined
            await ds.sleep(POLL_MS)
        }
        if (await this.isRinging()) return undefined
        if (await line.isHeld())
            return this.note(none(Part.Line, "another telephone has it", "again when it is free"))
        const finding = await examineLine(line, recorder)
        this.isAnswered = finding === undefined
        return finding ? this.note(finding) : undefined
    }

    private judgePanel(part: Part): Finding {
        const { panel, screen, clock } = this.parts
        if (part === Part.Keys) {
            if (panel.isPlayDown)
                return trouble(part, "Play is still down", "let it go; else its wires touch")
            return well(part, "Play; " + panel.keyCount() + " in all")
        }
        if (part === Part.Display)
            return screen.isThere() ? well(part, "found") : none(part, "none found")
        const now = clock.now()
        if (!now) return none(part, "not set", "a call with a number sets it, or *8 by telephone")
        const text = dateText(now) + " " + clockText(now)
        return now.isDoubtful ? none(part, "not confirmed: " + text) : well(part, text)
    }

    private async report(): Promise<Finding> {
        const { storage, clock } = this.parts
        const now = clock.now()
        const when = now ? dateText(now) + " " + clockText(now) : "the clock is not set"
        const title = "Afterbeep self-test, " + when + ": " + this.summary()
        // A card that was too slow in the test is not given up for that.
        await storage.lookAfterCard()
        if (storage.isReady)
            this.isReported = await writeReport(storage.store, title, this.findings)
        return none(Part.Card, "")
    }

    /** @returns undefined: it rings */
    private async speak(): Promise<Finding | undefined> {
        const { line, settings, player, keys } = this.parts
        let reason = StopReason.Finished
        if (this.isModemWell) {
            const announcement = new Announcement(this.parts)
            keys.forget()
            await line.openSpeaker(settings.volume)
            await announcement.begin(this.saying(), undefined, undefined)
            reason = await player.play(announcement, LEAD_IN_MS, keys)
            await line.hangUp()
        }
        return reason === StopReason.Rang ? undefined : none(Part.Card, "")
    }

    private saying(): string {
        const words = WORDS.split("|")
        let saying = BEGINS
        let score = TROUBLE_SCORE
        for (const each of this.findings)
            if (each.verdict === Verdict.Trouble) saying += " " + words[each.part] + " ,"
        for (let i = 0; i < this.verdict; i++) score += STROKE
        if (this.verdict === 0) saying += ALL_WELL
        if (this.isReported) saying += REPORTED
        return saying + (this.verdict === 0 ? WELL_SCORE : score + " ")
    }

    /** "all is well", or which parts are not. */
    private summary(): string {
        let names = ""
        for (const each of this.findings)
            if (each.verdict === Verdict.Trouble)
                names += (names === "" ? "" : ", ") + partName(each.part)
        return names === "" ? "all is well" : "trouble with " + names
    }

    /** A ring has come, or is just coming: then until it is told, 5 s at most. */
    private async isRinging(): Promise<boolean> {
        let isSeen: boolean = false
        for (let look = 0; look < RING_LOOKS; look++) {
            if (await this.hasRung()) return true
            isSeen = isSeen || (this.isModemWell && (await this.parts.line.isRinging()))
            if (!isSeen) return false
            await ds.sleep(RING_LOOK_MS)
        }
        return false
    }

    private async hasRung(): Promise<boolean> {
        const { line } = this.parts
        if (!this.isModemWell) return false
        await line.poll()
        const event = line.nextEvent()
        return event !== undefined && event.kind === LineEventKind.Ring
    }

    private noteFault(step: number, message: string): Finding {
        if (step === Part.Modem || step === Part.Line || step === Step.Speak)
            this.isModemWell = false
        if (step > Part.Clock) return trouble(Part.Card, message, "")
        return this.note(trouble(step, message, adviceOf(step)))
    }

    private note(finding: Finding): Finding {
        const { part, verdict, found, advice } = finding
        this.findings.push(finding)
        if (verdict === Verdict.Trouble && this.verdict === 0) this.verdict = part
        console.log("self-test " + partName(part) + " " + verdictName(verdict) + ": " + found)
        if (advice !== "") console.log("self-test -> " + advice)
        return finding
    }
}

/** What to do where a part has failed in an unforeseen way. */
function adviceOf(part: Part): string {
    switch (part) {
        case Part.Modem:
            return "its power and cable? is it a voice modem?"
        case Part.Line:
            return "switch off and on, and test again"
        default:
            return "another card, or shorter wires to it"
    }
}
