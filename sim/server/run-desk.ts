/** What a run has to give away while it goes on: its timeline, its counts. */

import { type World } from "../scenario/world.ts"
import { refuse } from "./assets.ts"
import { sendDownload, sendJson, type Route, type Routes } from "./routes.ts"

export class RunDesk {
    readonly routes: Routes = new Map<string, Route>([
        [
            "/run/timeline.jsonl",
            this.get((world, response) =>
                sendDownload(response, world.timeline.toJsonLines(), "timeline.jsonl")
            ),
        ],
        ["/run/stats", this.get((world, response) => sendJson(response, world.stats()))],
    ])

    /** @param worldOf the run that goes on; undefined: none does */
    constructor(private readonly worldOf: () => World | undefined) {}

    private get(answer: (world: World, response: Parameters<typeof refuse>[0]) => void): Route {
        return {
            method: "GET",
            answer: async (_, __, response) => {
                const world = this.worldOf()
                if (world) answer(world, response)
                else refuse(response, 409, "no run goes on")
            },
        }
    }
}
