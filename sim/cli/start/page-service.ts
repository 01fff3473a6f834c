/** The page of `npm start`: built, served on the loopback address, and joined with the run that goes on. */

import { localTime } from "./local-time.ts"
import { basename, join } from "node:path"
import { ROOT, listFiles } from "../../../tools/project.ts"
import { buildPage } from "../../../tools/page.ts"
import { readWav } from "../../audio/wav.ts"
import { EVENTS_PATH, LINE_PATH } from "../../protocol/messages.ts"
import { COUNTRIES } from "../../scenario/release.ts"
import { loadFirstCall } from "../demo/first-call.ts"
import { CardDesk } from "../../server/card-desk.ts"
import { CardShelf } from "../../server/card-shelf.ts"
import { gaugeRoutes } from "../../server/gauge-desk.ts"
import { PageHub } from "../../server/page-hub.ts"
import { RunDesk } from "../../server/run-desk.ts"
import { ShelfDesk } from "../../server/shelf-desk.ts"
import { SoundDesk } from "../../server/sound-desk.ts"
import { WebServer } from "../../server/web-server.ts"
import { Speaker } from "../../speech/speaker.ts"

/** What the page can send into the line. */
const RECORDINGS = "sounds/callers"
const FLITE = "sim/speech/flite.mjs"

export class PageService {
    private constructor(
        readonly hub: PageHub,
        private readonly server: WebServer
    ) {}

    /**
     * @param port 0: one that is free
     * @throws NodeJS.ErrnoException: the port is taken, or not allowed
     */
    static async start(port: number, cardPath: string): Promise<PageService> {
        const hub = new PageHub({ countries: COUNTRIES, recordings: readRecordings() })
        const takers = new Map([
            [EVENTS_PATH, hub.takeEvents.bind(hub)],
            [LINE_PATH, hub.takeLine.bind(hub)],
        ])
        const withCardOut = (act: () => void) => hub.withCardOut(act)
        const now = () => localTime(new Date())
        const card = new CardDesk({ cardPath, withCardOut, now })
        const readyFiles = () => loadFirstCall().card.files
        const shelf = new CardShelf({ cardPath, readyFiles, now })
        const cards = new ShelfDesk({ shelf, withCardOut })
        const run = new RunDesk({
            worldOf: () => hub.world,
            linePast: () => hub.linePast.bytes,
            saveRun: () => hub.saveRun(),
        })
        const speaker = new Speaker({ flitePath: join(ROOT, FLITE) })
        const sounds = new SoundDesk({
            addSound: (title, samples) => hub.addSound(title, samples),
            speak: (voice, text) => speaker.speak(voice, text),
        })
        const routes = new Map([
            ...card.routes,
            ...cards.routes,
            ...run.routes,
            ...sounds.routes,
            ...gaugeRoutes(() => hub.world),
        ])
        const files = await buildPage()
        const server = await WebServer.listen(port, { files, takers, routes })
        return new PageService(hub, server)
    }

    /** What a person opens; it lets in whoever knows it. */
    get url(): string {
        return this.server.guard.startUrl
    }

    async close(): Promise<void> {
        await this.server.close()
    }
}

function readRecordings(): Map<string, Float32Array> {
    const files = listFiles(RECORDINGS).filter(file => file.endsWith(".wav"))
    return new Map(files.map(file => [basename(file, ".wav"), readWav(join(ROOT, file))]))
}
