/** The panel of the machine over Jacdac. */
import * as ds from "@devicescript/core"
import { startButton, startLightBulb } from "@devicescript/servers"
import { Key, KeyEvent, Panel } from "../hal/panel"
import { Channel } from "../util/channel"
import { pins } from "./board.gen"

/** A call may take minutes, and what is pressed meanwhile is thrown away after it. */
const KEY_EVENTS_MAX = 8

/**
 * Key and lamp as Jacdac services. On the board the runtime serves them at these pins; in the simulator somebody else on
 * the bus does, and the pins are never looked at.
 */
export class JacdacPanel implements Panel {
    private events = new Channel<KeyEvent>(KEY_EVENTS_MAX)
    private play: ds.Button
    private lamp: ds.LightBulb

    constructor() {
        this.play = startButton({ pin: pins.PLAY })
        this.lamp = startLightBulb({ pin: pins.LAMP })
        const events = this.events
        this.play.down.subscribe(async () => {
            events.post({ key: Key.Play, isDown: true, atMs: ds.millis() })
        })
        this.play.up.subscribe(async () => {
            events.post({ key: Key.Play, isDown: false, atMs: ds.millis() })
        })
    }

    nextKeyEvent(): KeyEvent | undefined {
        return this.events.poll()
    }

    async setLamp(brightness: number): Promise<void> {
        if (this.lamp.isBound) await this.lamp.intensity.write(brightness)
    }
}
