import { Clock } from "../../../src/app/clock"
import { Gestures } from "../../../src/app/gestures"
import { LostCalls } from "../../../src/app/lost-calls"
import { MachineParts } from "../../../src/app/machine-parts"
import { Settings } from "../../../src/app/settings"
import { Storage } from "../../../src/app/storage"
import { WeeklyRestart } from "../../../src/app/weekly-restart"
import { Player } from "../../../src/audio/player"
import { RING_BYTES, Recorder } from "../../../src/audio/recorder"
import { FakeBus } from "./fake-bus"
import { FakeGreetings } from "./fake-greetings"
import { FakeKeepsake } from "./fake-keepsake"
import { FakeLine } from "./fake-line"
import { FakeLamp, FakePanel } from "./fake-panel"
import { FakeCard, FakeStore } from "./fake-store"

/** All parts of a machine around a fake line, panel, card and store. */
export class MachineFixture {
    line = new FakeLine()
    panel = new FakePanel()
    lamp = new FakeLamp()
    keepsake = new FakeKeepsake()
    bus = new FakeBus()
    card = new FakeCard()
    store = new FakeStore()
    settings = new Settings()
    greetings = new FakeGreetings()
    storage: Storage
    parts: MachineParts

    constructor() {
        const card: any = this.card
        const store: any = this.store
        const ring = Buffer.alloc(RING_BYTES)
        const lamp: any = this.lamp
        const clock = new Clock()
        const greetings: any = this.greetings
        this.storage = new Storage(card, store, this.settings, greetings)
        this.parts = {
            bus: this.bus,
            line: this.line,
            gestures: new Gestures(this.panel),
            player: new Player(this.line, this.bus, ring),
            recorder: new Recorder(this.line, this.bus, card, ring),
            storage: this.storage,
            clock,
            lamp,
            settings: this.settings,
            lostCalls: new LostCalls(this.keepsake),
            restart: new WeeklyRestart(clock, new FakeKeepsake(), () => {
                throw new RangeError("restart")
            }),
        }
    }

    async mounted(): Promise<MachineFixture> {
        await this.storage.initialise()
        await this.storage.mount()
        return this
    }

    /** Messages nobody has heard, by serial: one character each. */
    unheard(serials: string): void {
        this.store.unheard = serials
        this.store.unheardCount = serials.length
    }
}
