import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { ModemSettings } from "../../../../sim/chips/voice-modem/modem-settings.ts"
import { AGERE } from "../../../../sim/chips/voice-modem/profiles/agere.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { SI2494 } from "../../../../sim/chips/voice-modem/profiles/si2494.ts"

describe("a parameter", () => {
    test("is set in whole or in part, and not at all where one number is not allowed", () => {
        const settings = new ModemSettings(CONEXANT)
        assert.ok(settings.set("+VSD", "129,70"))
        assert.equal(settings.read("+VSD"), "129,70")
        assert.ok(settings.set("+VSD", ",30"))
        assert.equal(settings.read("+VSD"), "129,30")
        for (const wrong of ["5,30", "128,256", "128,50,1", "x"])
            assert.ok(!settings.set("+VSD", wrong), wrong)
        assert.equal(settings.read("+VSD"), "129,30")
        assert.equal(settings.describe("+VSD"), "(0,127-129),(0-255)")
    })

    test("of another maker is none", () => {
        assert.ok(new ModemSettings(CONEXANT).has("-STE"))
        assert.ok(!new ModemSettings(AGERE).has("-STE"))
        assert.ok(new ModemSettings(SI2494).has("+VSP"))
    })
})

test("+VIP resets the voice parameters alone, a factory reset everything", () => {
    const settings = new ModemSettings(CONEXANT)
    for (const change of ["+VGT", "+VIT"]) settings.set(change, "7")
    settings.set("E", "0")
    settings.setRegister(7, 9)
    settings.formatId = 130
    settings.resetVoice()
    assert.deepEqual([settings.get("+VGT"), settings.get("+VIT"), settings.formatId], [128, 0, 1])
    assert.deepEqual([settings.get("E"), settings.register(7)], [0, 9])
    settings.fclass = 8
    settings.label = 1
    settings.resetAll()
    assert.deepEqual([settings.get("E"), settings.register(7)], [1, 50])
    assert.deepEqual([settings.fclass, settings.label], [0, 0])
})

test("S-registers hold bytes; the modem never answers a call by itself", () => {
    const settings = new ModemSettings(CONEXANT)
    assert.ok(settings.setRegister(7, 255))
    assert.ok(!settings.setRegister(7, 256))
    assert.ok(!settings.setRegister(99, 1))
    assert.ok(settings.setRegister(0, 0))
    assert.ok(!settings.setRegister(0, 2))
})

test("silence is what +VSD says, in steps that differ by maker", () => {
    const conexant = new ModemSettings(CONEXANT)
    assert.deepEqual([conexant.silenceDbm, conexant.silenceMs], [-43, 5000])
    conexant.set("+VSD", "129,70")
    assert.deepEqual([conexant.silenceDbm, conexant.silenceMs], [-40, 7000])
    conexant.set("+VSD", "0,70")
    assert.equal(conexant.silenceMs, 0)
    const silicon = new ModemSettings(SI2494)
    silicon.set("+VSD", "118,70")
    assert.equal(silicon.silenceDbm, -53)
})

test("the codec is that of the selected format, and none where the model lacks it", () => {
    assert.equal(new ModemSettings(CONEXANT).codec?.name, "u8")
    assert.equal(new ModemSettings(SI2494).codec?.name, "ulaw")
    const agere = new ModemSettings(AGERE)
    const codecName = () => agere.codec?.name
    assert.equal(codecName(), undefined)
    agere.formatId = 130
    assert.equal(codecName(), "alaw")
})
