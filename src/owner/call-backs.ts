/** Calls that wait to be returned: the owner hears whom to call, and says what has become of it. */
import { StopReason } from "../audio/stop-reason"
import { MachineParts } from "../app/machine-parts"
import { OpenCall } from "../calls/return-list"
import { ReturnState } from "../calls/return-state"
import { Countable } from "../speech/grammar"
import { callerWords, countWords, messageScore, stampWords } from "../speech/phrases"
import { Command } from "./owner-keys"
import { Playback } from "./playback"

const RETURNED = "call-returned|lh "
const NO_NEED = "call-no-need|lh "
/** It waits after all, and the list says that it was tried. */
const TRIED = "call-tried|lhl "
const TAKEN_BACK = "call-waits|hl "
/** There is no call that could be marked. */
const NONE = "call-none|ll "

/** Made when it is wanted. */
export class CallBacks {
    constructor(
        private parts: MachineParts,
        private playback: Playback
    ) {}

    /**
     * Mark all calls of the caller whose message was played last: returned, tried, or no need; or, where none of them waits, that they wait
     * after all. Then that message goes on.
     *
     * @returns as Playback.play
     */
    async mark(command: Command): Promise<StopReason> {
        const { playback } = this
        return await playback.tellAndGoOn(await this.marked(playback.caller, command))
    }

    /**
     * Tell all of them, oldest first: number, day and time. Returned, Tried and No need mark the one that is told, Next goes on, Repeat says it
     * again.
     *
     * @returns as Playback.play
     */
    async tellAll(): Promise<StopReason> {
        const { playback, parts } = this
        const { storage, settings } = parts
        const count = storage.openCallCount()
        let opening = countWords(Countable.CallsToReturn, count, settings.language) + " ,"
        let call = await storage.nextOpenCall()
        if (!call) return await playback.tell(opening + "|hh")
        while (call) {
            const reason = await this.tellOne(call, opening)
            if (reason !== StopReason.Finished) return reason
            opening = ""
            if (playback.command !== Command.Repeat) call = await storage.nextOpenCall(call.line)
        }
        return StopReason.Finished
    }

    /** @returns Finished: go on with the next one, or with this one again where `playback.command` says so */
    private async tellOne({ number, at }: OpenCall, opening: string): Promise<StopReason> {
        const { playback, parts } = this
        const who = callerWords(number) + " ," + stampWords(at, parts.clock.now(), parts.settings)
        playback.command = Command.Next
        const reason = await playback.tell(`${opening}${who} ,|${messageScore(number, at)}`)
        if (reason !== StopReason.KeyPressed) return reason
        const { command } = playback
        if (command === Command.Next || command === Command.Repeat) return StopReason.Finished
        if (command < Command.Returned || command > Command.NoNeed) return reason
        playback.command = Command.Next
        return await playback.tell(await this.marked(number, command))
    }

    /** @returns what is to be said of it */
    private async marked(number: string, command: Command): Promise<string> {
        const { storage } = this.parts
        if (number === "") return NONE
        let state = ReturnState.NoNeed
        let saying = NO_NEED
        if (command === Command.Returned) {
            state = ReturnState.Done
            saying = RETURNED
        } else if (command === Command.Tried) {
            state = ReturnState.Tried
            saying = TRIED
        }
        if ((await storage.markNumber(number, state)) > 0) return saying
        return (await storage.markNumber(number, ReturnState.ToReturn)) > 0 ? TAKEN_BACK : NONE
    }
}
