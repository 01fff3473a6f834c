/** The panel of the machine over Jacdac. */
import * as ds from "@devicescript/core"
import { startButton, startLightBulb } from "@devicescript/servers"
import { Key, Panel } from "../hal/panel"
import { Channel } from "../util/channel"
import { pins } from "./board.gen"

const KEYS_MAX = 8

/**
 * Key and lamp as Jacdac services. On the board the runtime serves them at these pins; in the simulator somebody else on
 * the bus does, and the pins are never looked at.
 */
export class JacdacPanel implements Panel {
    private keys = new Channel<Key>(KEYS_MAX)
    private play: ds.Button
    private lamp: ds.LightBulb

    constructor() {
        this.play = startButton({ pin: pins.PLAY })
        this.lamp = startLightBulb({ pin: pins.LAMP })
        const keys = this.keys
        this.play.down.subscribe(async () => {
            keys.post(Key.Play)
        })
    }

    nextKey(): Key | undefined {
        return this.keys.poll()
    }

    async setLamp(brightness: number): Promise<void> {
        if (this.lamp.isBound) await this.lamp.intensity.write(brightness)
    }
}
