/** Does to the world what a step says, in this instant: of a scenario, or of a person at the page. */

import { ButtonPresser } from "./button-presser.ts"
import { Finger } from "./finger.ts"
import { type Deed } from "./scenario.ts"
import { type World } from "./world.ts"

type Trouble = Extract<
    Deed,
    { readonly kind: "removeCard" | "insertCard" | "changeCard" | "fault" | "endFault" }
>

export class Performer {
    /** Calls that were placed. */
    callCount = 0
    private readonly fingers: ButtonPresser
    private readonly finger: Finger

    constructor(private readonly world: World) {
        this.fingers = new ButtonPresser(world.scheduler, world)
        this.finger = new Finger(world)
    }

    /** Since when nothing is pressed and no press is to come, µs; undefined while one is. */
    fingersQuietSinceUs(): number | undefined {
        return this.fingers.quietSinceUs()
    }

    do(deed: Deed): void {
        const { world } = this
        switch (deed.kind) {
            case "call":
                this.callCount = world.placeCall(deed.spec, deed.handset)
                return
            case "say":
                return world.say(deed.samples)
            case "openMouth":
                return world.openMouth(deed.mouth)
            case "press":
                return this.fingers.start(deed)
            case "finger":
                return this.finger.move(deed.button, deed.isDown)
            case "network":
                return world.timeline.emit("sim", "network", { state: deed.state })
            case "telephone":
                return world.liftTelephone(deed.isUp)
            case "endFaults":
                return world.endFaults()
            default:
                this.makeTrouble(deed)
        }
    }

    private makeTrouble(deed: Trouble): void {
        const { world } = this
        switch (deed.kind) {
            case "removeCard":
                return world.removeCard()
            case "insertCard":
                return world.insertCard(deed.card)
            case "changeCard":
                return world.changeCard(deed.change, deed.imagePath)
            case "fault":
                return world.setFault(deed.fault)
            case "endFault":
                return world.endFault(deed.fault)
        }
    }
}
