import { InputPin, OutputPin } from "../../../src/hal/platform"

export class FakeInput implements InputPin {
    active = false

    isActive(): boolean {
        return this.active
    }
}

/** Writes down how it was driven: "1" asserted, "0" released. */
export class FakeOutput implements OutputPin {
    driven = ""

    setActive(active: boolean): void {
        this.driven += active ? "1" : "0"
    }
}
