/**
 * The front of the machine: the message lamp and the buttons, as Jacdac services on the simulated bus.
 *
 * What the firmware sees is what a person does, and what the timeline says is what a person sees.
 */
import {
    ButtonServer,
    CHANGE,
    JDServiceServer,
    LightBulbReg,
    SRV_LIGHT_BULB,
    type JDRegisterServer,
} from "jacdac-ts"
import type { Timeline } from "../report/timeline.ts"

/** Buttons of the full panel, in the order in which the firmware starts them; a board with one button has play. */
export const BUTTONS = ["play", "next", "repeat", "delete", "record", "answer", "menu"] as const
export type ButtonName = (typeof BUTTONS)[number]

export class Panel {
    /** In the order in which they stand on their device. */
    readonly services: JDServiceServer[]
    private readonly buttons: ButtonServer[]
    private readonly brightness: JDRegisterServer<[number]>
    private readonly pressed = new Set<ButtonName>()

    constructor(private readonly timeline: Timeline) {
        this.buttons = BUTTONS.map(name => new ButtonServer(name))
        const lamp = new JDServiceServer(SRV_LIGHT_BULB, { instanceName: "lamp" })
        this.brightness = lamp.addRegister<[number]>(LightBulbReg.Brightness, [0])
        this.brightness.on(CHANGE, () => this.lampChanged())
        this.services = [...this.buttons, lamp]
    }

    /** Brightness of the lamp, 0 … 1. */
    get lamp(): number {
        return this.brightness.values()[0]
    }

    get isAnyPressed(): boolean {
        return this.pressed.size > 0
    }

    press(button: ButtonName): void {
        if (this.pressed.has(button)) return
        this.pressed.add(button)
        this.timeline.emit("panel", "press", { button })
        void this.buttons[BUTTONS.indexOf(button)]!.down()
    }

    release(button: ButtonName): void {
        if (!this.pressed.delete(button)) return
        this.timeline.emit("panel", "release", { button })
        void this.buttons[BUTTONS.indexOf(button)]!.up()
    }

    /** Without power nothing drives the lamp. */
    powerOff(): void {
        if (this.lamp !== 0) this.brightness.setValues([0])
    }

    private lampChanged(): void {
        this.timeline.emit("panel", "lamp", { value: Math.round(this.lamp * 1000) / 1000 })
    }
}
