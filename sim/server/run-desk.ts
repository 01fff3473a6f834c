/** What a run has to give away while it goes on: its timeline, its counts, and itself, to be played again. */

import { type ServerResponse } from "node:http"
import { type SavedFile } from "../scenario/saved/saved-run.ts"
import { type World } from "../scenario/world.ts"
import { refuse } from "./assets.ts"
import { sendDownload, sendJson, type Route, type Routes } from "./routes.ts"
import { sendZip } from "./zip-answer.ts"

const SAVED_NAME = "afterbeep-run.zip"

export interface RunDeskOptions {
    /** The run that goes on; undefined: none does. */
    readonly worldOf: () => World | undefined
    /** Frames of the line's sound, as they are sent. */
    readonly linePast: () => Uint8Array
    /** That run up to now, as files; undefined: none goes on. Waits: for the next turn of the clock. */
    readonly saveRun: () => Promise<readonly SavedFile[] | undefined>
}

export class RunDesk {
    readonly routes: Routes = new Map<string, Route>([
        [
            "/run/timeline.jsonl",
            this.get((world, response) =>
                sendDownload(response, world.timeline.toJsonLines(), "timeline.jsonl")
            ),
        ],
        [
            "/run/saved.zip",
            { method: "GET", answer: async (_, __, response) => await this.sendSaved(response) },
        ],
        [
            "/run/line-sound",
            this.get((_, response) =>
                sendDownload(response, this.options.linePast(), "line-sound")
            ),
        ],
        ["/run/stats", this.get((world, response) => sendJson(response, world.stats()))],
    ])

    constructor(private readonly options: RunDeskOptions) {}

    private async sendSaved(response: ServerResponse): Promise<void> {
        const files = await this.options.saveRun()
        if (files) await sendZip(response, files, SAVED_NAME)
        else refuse(response, 409, "no run goes on")
    }

    private get(answer: (world: World, response: Parameters<typeof refuse>[0]) => void): Route {
        return {
            method: "GET",
            answer: async (_, __, response) => {
                const world = this.options.worldOf()
                if (world) answer(world, response)
                else refuse(response, 409, "no run goes on")
            },
        }
    }
}
