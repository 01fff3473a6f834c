/** The machine as a whole: what happens next, state by state. docs/ARCHITECTURE.md has the chart. */
import * as ds from "@devicescript/core"
import { StopReason } from "../audio/stop-reason"
import { LineEventKind } from "../hal/voice-line"
import { Scene } from "../display/screen"
import { Fault } from "../util/fault"
import { IdleWork, OnDuty } from "./idle-work"
import { IncomingCall } from "./incoming-call"
import { MachineParts } from "./machine-parts"
import { tellModemTrouble } from "./modem-trouble"
import { SelfTest } from "../selftest/self-test"
import { OwnerSession } from "../owner/owner-session"
import { RingGaps } from "./ring-gaps"
import { Sign } from "./storage"

export enum MachineState {
    Starting,
    OnHook,
    Ringing,
    InCall,
    Playing,
    Recovering,
    /** Play was held at power-on. */
    Testing,
}

/** Idle: rings and keys are looked at this often. 64 characters of FIFO and RTS hold what comes meanwhile. */
const IDLE_POLL_MS = 40
/** While there is work to do on the card. */
const BUSY_POLL_MS = 10
/** After so many looks the machine does something for itself: about once a second. */
const IDLE_POLLS = 25
const RING_POLL_MS = 20
/** A modem that does not answer is set up again after this long, and twice as long each time after that. */
const RETRY_MIN_MS = 1000
const RETRY_MAX_MS = 60000

/**
 * One call after another, each from first ring to on-hook, and the owner at the keys in between.
 *
 * Every state is one async method: it waits for one thing and returns the next state. Nothing else writes `state`. This
 * fiber owns the bus, the line and the card; it is the one that handles their faults.
 */
export class AnsweringMachine implements OnDuty {
    state = MachineState.Starting
    private ringCount = 0
    /** What a ring or a key leads to that has come on-hook; OnHook: there is none. */
    private begun = MachineState.OnHook
    private ringGaps = new RingGaps()
    private isModemLost = false
    private retryMs = RETRY_MIN_MS
    private call: IncomingCall
    private idleWork: IdleWork

    constructor(private parts: MachineParts) {
        this.call = new IncomingCall(parts)
        this.idleWork = new IdleWork(parts, this)
    }

    async run(): Promise<void> {
        while (true) this.state = await this.guardedStep()
    }

    async step(): Promise<MachineState> {
        switch (this.state) {
            case MachineState.Starting:
                return await this.starting()
            case MachineState.OnHook:
                return await this.onHook()
            case MachineState.Ringing:
                return await this.ringing()
            case MachineState.InCall:
                return await this.inCall()
            case MachineState.Playing:
                return await this.playing()
            case MachineState.Recovering:
                return await this.recovering()
            case MachineState.Testing:
                return await this.testing()
        }
    }

    /** One step; a fault is logged, and leads to Recovering. */
    async guardedStep(): Promise<MachineState> {
        try {
            return await this.step()
        } catch (e: any) {
            if (!(e instanceof Fault)) throw e
            console.error("fault: " + e.message)
            this.isModemLost = true
            this.begun = MachineState.OnHook
            return this.isTestDue() ? MachineState.Testing : MachineState.Recovering
        }
    }

    private async starting(): Promise<MachineState> {
        const { lostCalls, guard, restart } = this.parts
        await lostCalls.load()
        await guard.load()
        await restart.resume()
        const state = await this.setUp()
        return this.isTestDue() ? MachineState.Testing : state
    }

    /** Once, at the end of Starting, whether that came to something or not. */
    private isTestDue(): boolean {
        return this.state === MachineState.Starting && this.parts.panel.wasPlayHeld
    }

    private async testing(): Promise<MachineState> {
        const { lamp, keys, line } = this.parts
        lamp.setSteady(true)
        const test = new SelfTest(this.parts, !this.isModemLost)
        const reason = await test.run()
        keys.forget()
        this.isModemLost = !test.isModemWell
        this.updateLamp()
        if (reason === StopReason.Rang) {
            this.ringCount = 1
            return test.isAnswered ? MachineState.InCall : MachineState.Ringing
        }
        lamp.showVerdict(test.verdict)
        if (!test.isModemWell) return MachineState.Recovering
        line.forgetCall()
        return MachineState.OnHook
    }

    /**
     * The card first: until it is in SPI mode it listens to everybody else's traffic. Then the modem, so that a call that
     * comes meanwhile is not missed: rings and caller ID wait in the UART until the volume is mounted.
     */
    private async setUp(): Promise<MachineState> {
        const { storage, line } = this.parts
        await storage.initialise()
        await line.initialise()
        await storage.mount()
        await this.obeySettings()
        await tellModemTrouble(this.parts)
        this.isModemLost = false
        this.retryMs = RETRY_MIN_MS
        this.updateLamp()
        console.log("ready: " + storage.unheardCount() + " unheard")
        return MachineState.OnHook
    }

    /** What the card says about the modem is known only now; as a rule it says nothing new. */
    private async obeySettings(): Promise<void> {
        const { line, settings } = this.parts
        if (line.silenceMs === settings.silenceMs && line.country === settings.country) return
        line.silenceMs = settings.silenceMs
        line.country = settings.country
        await line.initialise()
    }

    private async onHook(): Promise<MachineState> {
        const { storage } = this.parts
        const polls = this.idleWork.hasMore ? 1 : IDLE_POLLS
        for (let i = 0; i < polls; i++) {
            if (await this.hasNews()) {
                const { begun } = this
                this.begun = MachineState.OnHook
                return begun
            }
            if (!(await storage.workOnGreeting()))
                await ds.sleep(polls === 1 ? BUSY_POLL_MS : IDLE_POLL_MS)
        }
        await this.idleWork.step()
        // The card may be another one.
        await this.obeySettings()
        this.updateLamp()
        return MachineState.OnHook
    }

    /** Whether a ring or a key has come. Waits: for the bus. */
    async hasNews(): Promise<boolean> {
        const { line, keys } = this.parts
        if (this.begun !== MachineState.OnHook) return true
        await line.poll()
        const event = line.nextEvent()
        if (event && event.kind === LineEventKind.Ring) {
            this.ringCount = 1
            this.begun = MachineState.Ringing
        } else if (keys.hasBegun()) this.begun = MachineState.Playing
        return this.begun !== MachineState.OnHook
    }

    private async ringing(): Promise<MachineState> {
        const { line, keys, screen } = this.parts
        const { call } = this
        const rangMs = ds.millis()
        this.ringGaps.note(rangMs, this.ringCount <= 1)
        screen.show(Scene.Ringing)
        await call.prepare()
        const endMs = this.ringGaps.untilMs(ds.millis() - rangMs)
        let isTaken = false
        while (ds.millis() < endMs && !isTaken) {
            if (this.ringCount >= call.caller.rings) return MachineState.InCall
            await line.poll()
            const event = line.nextEvent()
            if (event && event.kind === LineEventKind.Ring) {
                this.ringCount++
                return MachineState.Ringing
            }
            isTaken = event !== undefined && event.kind === LineEventKind.ExtensionPickedUp
            const isSettled = await line.prepareAnswer()
            const rings = await call.ringsOfNext(this.ringCount)
            if (rings >= 0) {
                this.ringCount = rings
                return MachineState.Ringing
            }
            await call.identify()
            if (isSettled && this.ringCount < call.caller.rings) await call.note()
            await ds.sleep(RING_POLL_MS)
        }
        if (!isTaken) isTaken = await line.isHeld()
        await line.hangUp()
        keys.forget()
        await call.giveUp(this.ringCount, isTaken)
        line.forgetCall()
        return MachineState.OnHook
    }

    private async inCall(): Promise<MachineState> {
        await this.call.take()
        this.parts.line.forgetCall()
        this.updateLamp()
        return MachineState.OnHook
    }

    private async playing(): Promise<MachineState> {
        const { lamp, keys, guard, screen, storage } = this.parts
        lamp.setSteady(true)
        screen.show(Scene.Playing)
        let reason = StopReason.Finished
        try {
            await storage.insist()
            reason = await new OwnerSession(this.parts, keys).atPanel()
            await guard.forget()
        } finally {
            this.updateLamp()
        }
        this.ringCount = 1
        return reason === StopReason.Rang ? MachineState.Ringing : MachineState.OnHook
    }

    /** After a fault nothing is taken for granted: modem and card begin anew. */
    private async recovering(): Promise<MachineState> {
        const { keys, lostCalls } = this.parts
        try {
            await lostCalls.settle()
            return await this.setUp()
        } catch (e: any) {
            if (!(e instanceof Fault)) throw e
            console.error(`still at fault, next try in ${this.retryMs} ms: ${e.message}`)
        }
        this.isModemLost = true
        this.updateLamp()
        await ds.sleep(this.retryMs)
        this.retryMs = Math.min(this.retryMs * 2, RETRY_MAX_MS)
        keys.forget()
        return MachineState.Recovering
    }

    private updateLamp(): void {
        const { storage, lamp, lostCalls, screen, settings } = this.parts
        const sign = storage.sign()
        screen.rest(sign, this.isModemLost)
        const isReturnDue = settings.isReturnLamp && storage.openCallCount() > 0
        const count = storage.unheardCount() + lostCalls.count
        lamp.setSteady(false)
        lamp.show(count, this.isModemLost ? Sign.Trouble : sign, isReturnDue)
    }
}
