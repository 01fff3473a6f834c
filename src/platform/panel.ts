/** The panel of the machine over Jacdac. */
import * as ds from "@devicescript/core"
import { startLightBulb } from "@devicescript/servers"
import { KeyEvent, Panel } from "../hal/panel"
import { Channel } from "../util/channel"
import { pins, startKeys } from "./board.gen"

/** A call may take minutes, and what is pressed meanwhile is thrown away after it. */
const KEY_EVENTS_MAX = 8
/** Events of the Jacdac button service, 1.0; the third one tells that a key is still held. */
const DOWN = 1
const UP = 2

/**
 * Key and lamp as Jacdac services. On the board the runtime serves them at these pins; in the simulator somebody else on
 * the bus does, and the pins are never looked at.
 */
export class JacdacPanel implements Panel {
    private events = new Channel<KeyEvent>(KEY_EVENTS_MAX)
    private lamp = startLightBulb({ pin: pins.LAMP })

    constructor() {
        const roles: any[] = startKeys()
        const events = this.events
        // In place of the library's own handlers: they are six objects for each event of each key, and another fiber.
        const take = async (packet: ds.Packet | undefined) => {
            if (!packet || !packet.isEvent || packet.eventCode > UP) return
            const isDown = packet.eventCode === DOWN
            events.post({ key: roles.indexOf(packet.role) + 1, isDown, atMs: ds.millis() })
        }
        for (const role of roles) role._onPacket = take
    }

    nextKeyEvent(): KeyEvent | undefined {
        return this.events.poll()
    }

    async setLamp(brightness: number): Promise<void> {
        if (this.lamp.isBound) await this.lamp.intensity.write(brightness)
    }
}
