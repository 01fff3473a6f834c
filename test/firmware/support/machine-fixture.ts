import { Clock } from "../../../src/app/clock"
import { Gestures } from "../../../src/owner/gestures"
import { CodeGuard } from "../../../src/owner/code-guard"
import { PanelKeys } from "../../../src/owner/panel-keys"
import { LostCalls } from "../../../src/app/lost-calls"
import { MachineParts } from "../../../src/app/machine-parts"
import { Settings } from "../../../src/settings/settings"
import { Storage } from "../../../src/app/storage"
import { WeeklyRestart } from "../../../src/app/weekly-restart"
import { LoggedCall } from "../../../src/calls/call-log"
import { Contact } from "../../../src/calls/contacts"
import { ReturnState } from "../../../src/calls/return-state"
import { Screen } from "../../../src/display/screen"
import { Player } from "../../../src/audio/player"
import { RING_BYTES, Recorder } from "../../../src/audio/recorder"
import { Codec } from "../../../src/hal/sound"
import { FaultCode } from "../../../src/util/fault"
import { FakeBus } from "./fake-bus"
import { FakeGreetings } from "./fake-greetings"
import { FakeKeepsake } from "./fake-keepsake"
import { FakeLine } from "./fake-line"
import { FakeLamp, FakePanel } from "./fake-panel"
import { FakeCard, FakeStore } from "./fake-store"
import { FakeWires } from "./fake-wires"
import { CountingSound } from "./sounds"

/** A call that is over. */
export const SOME_CALL: LoggedCall = {
    number: "2125550123",
    name: "J SMITH",
    at: undefined,
    outcome: "broken off",
    seconds: 0,
    state: ReturnState.ToReturn,
}

/** All parts of a machine around a fake line, panel, card and store. */
export class MachineFixture {
    line = new FakeLine()
    panel = new FakePanel()
    lamp = new FakeLamp()
    keepsake = new FakeKeepsake()
    /** Where wrong codes are counted. */
    codes = new FakeKeepsake()
    bus = new FakeBus()
    wires = new FakeWires()
    card = new FakeCard()
    store = new FakeStore()
    settings = new Settings()
    greetings = new FakeGreetings()
    /** The owner's name for whoever calls, and how often it was asked for. */
    contact = ""
    contactCount = 0
    contactRings = -1
    /** There is a greeting that is not for ever. */
    hasTemporary = false
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
        const gestures = new Gestures(this.panel)
        const self = this
        const own: any = this.storage
        own.hasFile = async () => self.hasTemporary
        own.contact = async () => {
            self.contactCount++
            return new Contact(self.contact, self.contactRings)
        }
        this.parts = {
            bus: this.bus,
            line: this.line,
            panel: this.panel,
            gestures,
            keys: new PanelKeys(this.line, gestures),
            player: new Player(this.line, this.bus, ring),
            recorder: new Recorder(this.line, this.bus, card, ring),
            ring,
            storage: this.storage,
            cardWarning: new CountingSound(Codec.PcmU8, 4000),
            clock,
            lamp,
            screen: new Screen(this.wires),
            settings: this.settings,
            lostCalls: new LostCalls(this.keepsake, this.storage),
            guard: new CodeGuard(this.codes, this.settings),
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

    /** With a card that its owner may have made new, in so many steps. */
    async withForeignCard(steps: number): Promise<MachineFixture> {
        this.store.mountFault = FaultCode.Corrupt
        this.store.volume.isReplaceable = true
        const storage: any = this.storage
        const { store } = this
        let left = steps
        storage.newCard = {
            begin: () => {},
            step: async () => {
                left--
                if (left < 0) store.mountFault = 0
                return left >= 0
            },
        }
        return await this.mounted()
    }

    /** Messages nobody has heard, by serial: one character each. */
    unheard(serials: string): void {
        this.store.unheard = serials
        this.store.unheardCount = serials.length
    }
}
