import { Clock } from "../../../src/app/clock"
import { Lamp } from "../../../src/app/lamp"
import { MachineParts } from "../../../src/app/machine-parts"
import { Settings } from "../../../src/app/settings"
import { Storage } from "../../../src/app/storage"
import { Player } from "../../../src/audio/player"
import { RING_BYTES, Recorder } from "../../../src/audio/recorder"
import { FakeBus } from "./fake-bus"
import { FakeLine } from "./fake-line"
import { FakePanel } from "./fake-panel"
import { FakeCard, FakeStore } from "./fake-store"

/** All parts of a machine around a fake line, panel, card and store. */
export class MachineFixture {
    line = new FakeLine()
    panel = new FakePanel()
    bus = new FakeBus()
    card = new FakeCard()
    store = new FakeStore()
    settings = new Settings()
    storage: Storage
    parts: MachineParts

    constructor() {
        const card: any = this.card
        const store: any = this.store
        const ring = Buffer.alloc(RING_BYTES)
        this.storage = new Storage(card, store, this.settings)
        this.parts = {
            bus: this.bus,
            line: this.line,
            panel: this.panel,
            player: new Player(this.line, this.bus, ring),
            recorder: new Recorder(this.line, this.bus, card, ring),
            storage: this.storage,
            clock: new Clock(),
            lamp: new Lamp(this.panel),
            settings: this.settings,
        }
    }

    async mounted(): Promise<MachineFixture> {
        await this.storage.initialise()
        await this.storage.mount()
        return this
    }
}
