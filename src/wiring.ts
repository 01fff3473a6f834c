import * as ds from "@devicescript/core"
import { AnsweringMachine } from "./app/answering-machine"
import { Clock } from "./app/clock"
import { CodeGuard } from "./owner/code-guard"
import { Gestures } from "./owner/gestures"
import { PanelKeys } from "./owner/panel-keys"
import { Lamp } from "./app/lamp"
import { LostCalls } from "./app/lost-calls"
import { Settings } from "./settings/settings"
import { Storage } from "./app/storage"
import { WeeklyRestart } from "./app/weekly-restart"
import { Screen } from "./display/screen"
import { COUNTRY, DEFAULT_SILENCE_MS } from "./config.gen"
import { FLASH_GREETING } from "./audio/flash-greeting.gen"
import { FlashSound } from "./audio/flash-sound"
import { FLASH_WARNING } from "./audio/flash-warning.gen"
import { Player } from "./audio/player"
import { RING_BYTES, Recorder } from "./audio/recorder"
import { BridgeFinder } from "./drivers/bridge-finder"
import { Bridge } from "./drivers/sc16is7xx/bridge"
import { SdCard } from "./drivers/sdcard/sd-card"
import { Modem } from "./drivers/v253/modem"
import { GreetingShelf } from "./greeting/greeting-shelf"
import { Platform } from "./hal/platform"
import { FlashKeepsake } from "./platform/flash-keepsake"
import { JacdacPanel } from "./platform/panel"
import { MessageStore } from "./store/message-store"
import { Fault } from "./util/fault"
import { startFiber } from "./util/fiber"

/** Builds every part once and starts the fibers: machine, lamp and screen. No logic, no question where it runs. */
export async function startMachine(platform: Platform): Promise<void> {
    const { bus } = platform
    const card = new SdCard(platform.card, bus)
    const bridge = new Bridge(
        platform.bridge,
        platform.bridgeIrq,
        platform.bridgeReset,
        platform.modemPower
    )
    const finder = new BridgeFinder(platform.bridge, bus, platform.bridgeReset, bridge)
    const line = new Modem(bridge, DEFAULT_SILENCE_MS, COUNTRY, finder)
    // Of the recorder while it records, of the player while it plays.
    const ring = Buffer.alloc(RING_BYTES)
    const greetings = new GreetingShelf(line, new FlashSound(FLASH_GREETING), ring)
    const panel = new JacdacPanel()
    const gestures = new Gestures(panel)
    const lamp = new Lamp(panel)
    const settings = new Settings()
    const clock = new Clock()
    const flash = new FlashKeepsake()
    const screen = new Screen(platform.wires)
    const storage = new Storage(card, new MessageStore(card, ring), settings, greetings)
    const parts = {
        bus,
        line,
        panel,
        gestures,
        keys: new PanelKeys(line, gestures),
        lamp,
        screen,
        player: new Player(line, bus, ring),
        recorder: new Recorder(line, bus, card, ring),
        ring,
        storage,
        cardWarning: new FlashSound(FLASH_WARNING),
        clock,
        settings,
        lostCalls: new LostCalls(flash, storage),
        guard: new CodeGuard(flash, settings),
        restart: new WeeklyRestart(clock, flash, () => ds.reboot()),
    }
    const machine = new AnsweringMachine(parts)
    await platform.initialise()
    startFiber(async () => {
        await lamp.run()
    }, logFault)
    startFiber(async () => {
        await screen.run(parts)
    }, logFault)
    startFiber(async () => {
        await machine.run()
    }, logFault)
}

/** All fibers handle their own faults; one that gets here ends its fiber and is seen in the log. */
function logFault(fault: Fault): void {
    console.error("fiber ended: " + fault.message)
}
