/** The panel of the machine over Jacdac. */
import * as ds from "@devicescript/core"
import { startLightBulb } from "@devicescript/servers"
import { Key, KeyEvent, Panel } from "../hal/panel"
import { Channel } from "../util/channel"
import { pins, startKeys } from "./board.gen"

/** A call may take minutes, and what is pressed meanwhile is thrown away after it. */
const KEY_EVENTS_MAX = 8
/** Events of the Jacdac button service, 1.0; the last one tells, every half second, that a key is still held. */
const DOWN = 1
const UP = 2
const HOLD = 0x81
/** A key that goes down as early is one that was held when the power came. */
const EARLY_MS = 1500

/**
 * Key and lamp as Jacdac services. On the board the runtime serves them at these pins; in the simulator somebody else on
 * the bus does, and the pins are never looked at.
 */
export class JacdacPanel implements Panel {
    wasPlayHeld = false
    isPlayDown = false
    /** No key has been touched since the machine began, as far as that was heard. */
    private isFresh = true
    private roles: any[]
    private events = new Channel<KeyEvent>(KEY_EVENTS_MAX)
    private lamp = startLightBulb({ pin: pins.LAMP })

    constructor() {
        const roles: any[] = startKeys()
        const { events } = this
        const self = this
        this.roles = roles
        // In place of the library's own handlers: they are six objects for each event of each key, and another fiber.
        const take = async (packet: ds.Packet | undefined) => {
            if (!packet || !packet.isEvent) return
            const code = packet.eventCode
            const key = roles.indexOf(packet.role) + 1
            self.note(key, code)
            if (code <= UP) events.post({ key, isDown: code === DOWN, atMs: ds.millis() })
        }
        for (const role of roles) role._onPacket = take
    }

    /** That a key went down before anybody listened is told only by its being held. */
    private note(key: Key, code: number): void {
        const isPlay = key === Key.Play
        if (isPlay) this.isPlayDown = code !== UP
        if (code !== HOLD) this.isFresh = isPlay && code === DOWN && ds.millis() < EARLY_MS
        else if (isPlay && this.isFresh) this.wasPlayHeld = true
    }

    keyCount(): number {
        let count = 0
        for (const role of this.roles) if (role.isBound) count++
        return count
    }

    nextKeyEvent(): KeyEvent | undefined {
        return this.events.poll()
    }

    async setLamp(brightness: number): Promise<void> {
        if (this.lamp.isBound) await this.lamp.intensity.write(brightness)
    }
}
