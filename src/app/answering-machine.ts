/** The machine as a whole: what happens next, state by state. docs/ARCHITECTURE.md has the chart. */
import * as ds from "@devicescript/core"
import { StopReason } from "../audio/stop-reason"
import { LineEventKind } from "../hal/voice-line"
import { Fault } from "../util/fault"
import { IncomingCall } from "./incoming-call"
import { LampPattern } from "./lamp"
import { MachineParts } from "./machine-parts"
import { Playback } from "./playback"

export enum MachineState {
    Starting,
    OnHook,
    Ringing,
    InCall,
    Playing,
    Recovering,
}

/** Idle: rings and keys are looked at this often. 64 characters of FIFO and RTS hold what comes meanwhile. */
const IDLE_POLL_MS = 20
/** The longest pause between rings (ring table of ITU-T E.180: 5 s) and some: then the caller has given up. */
const RING_GAP_MAX_MS = 8000
/** The modem is set up again after this long when it does not answer. */
const RETRY_MS = 5000

/**
 * One call after another, each from first ring to on-hook, and the owner at the keys in between.
 *
 * Every state is one async method: it waits for one thing and returns the next state. Nothing else writes `state`. This
 * fiber owns the bus, the line and the card; it is the one that handles their faults.
 */
export class AnsweringMachine {
    state = MachineState.Starting
    private ringCount = 0
    private call: IncomingCall
    private playback: Playback

    constructor(private parts: MachineParts) {
        this.call = new IncomingCall(parts)
        this.playback = new Playback(parts)
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
        }
    }

    private async guardedStep(): Promise<MachineState> {
        try {
            return await this.step()
        } catch (e: any) {
            if (!(e instanceof Fault)) throw e
            console.error("fault: " + e.message)
            return MachineState.Recovering
        }
    }

    /**
     * The card first: until it is in SPI mode it listens to everybody else's traffic. Then the modem, so that a call that
     * comes meanwhile is not missed: rings and caller ID wait in the UART until the volume is mounted.
     */
    private async starting(): Promise<MachineState> {
        const { storage, line } = this.parts
        await storage.initialise()
        await line.initialise()
        await storage.mount()
        this.showCount()
        console.log("ready: " + storage.unheardCount() + " unheard")
        return MachineState.OnHook
    }

    private async onHook(): Promise<MachineState> {
        const { line, panel } = this.parts
        await line.poll()
        const event = line.nextEvent()
        if (event && event.kind === LineEventKind.Ring) {
            this.ringCount = 1
            return MachineState.Ringing
        }
        if (panel.nextKey() !== undefined) return MachineState.Playing
        await ds.sleep(IDLE_POLL_MS)
        return MachineState.OnHook
    }

    private async ringing(): Promise<MachineState> {
        const { line, settings } = this.parts
        if (this.ringCount >= settings.rings) return MachineState.InCall
        const endMs = ds.millis() + RING_GAP_MAX_MS
        while (ds.millis() < endMs) {
            await line.poll()
            const event = line.nextEvent()
            if (event && event.kind === LineEventKind.Ring) {
                this.ringCount++
                return MachineState.Ringing
            }
            await ds.sleep(IDLE_POLL_MS)
        }
        line.forgetCall()
        return MachineState.OnHook
    }

    private async inCall(): Promise<MachineState> {
        const { line, clock } = this.parts
        clock.setFromCallerId(line.callerId.date, line.callerId.time)
        await this.call.take()
        line.forgetCall()
        this.forgetKeys()
        this.showCount()
        return MachineState.OnHook
    }

    private async playing(): Promise<MachineState> {
        const reason = await this.playback.run()
        this.showCount()
        this.ringCount = 1
        return reason === StopReason.Rang ? MachineState.Ringing : MachineState.OnHook
    }

    /** After a fault nothing is taken for granted: modem and card begin anew. */
    private async recovering(): Promise<MachineState> {
        try {
            return await this.starting()
        } catch (e: any) {
            if (!(e instanceof Fault)) throw e
            console.error("still at fault: " + e.message)
            this.parts.lamp.pattern = LampPattern.Trouble
            await ds.sleep(RETRY_MS)
            return MachineState.Recovering
        }
    }

    /** A key pressed during a call meant nothing; it must not start a playback afterwards. */
    private forgetKeys(): void {
        let key = this.parts.panel.nextKey()
        while (key !== undefined) key = this.parts.panel.nextKey()
    }

    private showCount(): void {
        const { storage, lamp } = this.parts
        if (!storage.isReady) lamp.pattern = LampPattern.Trouble
        else lamp.pattern = storage.unheardCount() > 0 ? LampPattern.Unheard : LampPattern.Dark
    }
}
