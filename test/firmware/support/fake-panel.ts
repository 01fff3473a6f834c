import { Key, Panel } from "../../../src/hal/panel"

/** Keys as a test presses them; what the lamp was set to, one figure each. */
export class FakePanel implements Panel {
    keys: Key[] = []
    lamp = ""

    nextKey(): Key | undefined {
        return this.keys.shift()
    }

    async setLamp(brightness: number): Promise<void> {
        this.lamp += brightness
    }
}
