import assert from "node:assert/strict"
import { test } from "node:test"
import { type Deed } from "../../../sim/scenario/scenario.ts"
import { RoomDesk } from "../../../sim/server/room-desk.ts"
import { SoundShelf } from "../../../sim/server/sound-shelf.ts"
import { type Stage } from "../../../sim/server/stage.ts"

const HALF = new Float32Array(400).fill(0.5)

function bench() {
    const deeds: Deed[] = []
    const opened: string[] = []
    const stage = {
        atNextTurn: (act: () => void) => act(),
        act: (deed: Deed) => void deeds.push(deed),
    } as unknown as Stage
    const desk = new RoomDesk(new SoundShelf(new Map([["half", HALF]])), page => opened.push(page))
    return { desk, stage, deeds, opened }
}

test("one page's microphone is before the machine, and stays there until that page takes it away", () => {
    const { desk, stage, deeds, opened } = bench()
    assert.equal(desk.use(stage, { do: "room", isOpen: true }, "a"), undefined)
    assert.equal(desk.use(stage, { do: "room", isOpen: true }, "a"), undefined)
    assert.equal(desk.use(stage, { do: "room", isOpen: true }, "b"), "other-page")
    desk.use(stage, { do: "room", isOpen: false }, "b")
    assert.equal(desk.holder, "a")
    const [deed] = deeds
    assert.ok(deed?.kind === "openMouth" && deeds.length === 1)
    assert.deepEqual(opened, ["a"])
    desk.use(stage, { do: "room", isOpen: false }, "a")
    assert.equal(deed.mouth.speak(new Float32Array(40)), false)
    assert.equal(desk.holder, "")
})

test("a recording speaks, and one that there is not is refused", () => {
    const { desk, stage, deeds } = bench()
    assert.equal(desk.use(stage, { do: "room-say", recording: "half" }, "a"), undefined)
    assert.deepEqual(deeds, [{ kind: "say", samples: HALF }])
    assert.equal(desk.use(stage, { do: "room-say", recording: "none" }, "a"), "not-understood")
})
