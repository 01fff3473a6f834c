import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { RoomVoice } from "../../../sim/audio/room-voice.ts"

function heard(voice: RoomVoice, count: number): number[] {
    const block = new Float32Array(count).fill(9)
    voice.speak(block)
    return [...block]
}

describe("a voice in the room", () => {
    test("is silent until it is to say something, and after that", () => {
        const voice = new RoomVoice()
        assert.deepEqual(heard(voice, 2), [0, 0])
        voice.say(Float32Array.of(1, 2, 3))
        assert.equal(voice.isSpeaking, true)
        assert.deepEqual(heard(voice, 2), [1, 2])
        assert.deepEqual(heard(voice, 2), [3, 0])
        assert.equal(voice.isSpeaking, false)
    })
    test("says one thing after the other, without a pause", () => {
        const voice = new RoomVoice()
        voice.say(Float32Array.of(1, 2))
        voice.say(Float32Array.of())
        voice.say(Float32Array.of(3))
        assert.deepEqual(heard(voice, 4), [1, 2, 3, 0])
    })
    test("listens to a mouth for as long as that speaks, beside what else is said", () => {
        const voice = new RoomVoice()
        const blocks = [
            [1, 2],
            [3, 4],
        ]
        voice.listenTo({
            speak(into) {
                into.set(blocks.shift()!)
                return blocks.length > 0
            },
        })
        voice.say(Float32Array.of(10))
        assert.deepEqual(heard(voice, 2), [11, 2])
        assert.equal(voice.isSpeaking, true)
        assert.deepEqual(heard(voice, 2), [3, 4])
        assert.equal(voice.isSpeaking, false)
        assert.deepEqual(heard(voice, 2), [0, 0])
    })
})
