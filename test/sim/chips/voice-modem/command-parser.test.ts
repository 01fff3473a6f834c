import assert from "node:assert/strict"
import { test } from "node:test"
import { Operation, parseCommandLine } from "../../../../sim/chips/voice-modem/command-parser.ts"

function parsed(body: string): string[] | undefined {
    return parseCommandLine(body)?.map(({ name, operation, argument }) =>
        `${name} ${Operation[operation]} ${argument}`.trim()
    )
}

test("basic commands may stand together, extended ones are divided by semicolons", () => {
    assert.deepEqual(parsed("E0V1Q0&D2S0=0"), [
        "E Execute 0",
        "V Execute 1",
        "Q Execute 0",
        "&D Execute 2",
        "S0 Set 0",
    ])
    assert.deepEqual(parsed("+FCLASS=8;+VSM=1,8000,0,0;+VLS=1"), [
        "+FCLASS Set 8",
        "+VSM Set 1,8000,0,0",
        "+VLS Set 1",
    ])
    assert.deepEqual(parsed("E0+VCID=1;\\Q3"), ["E Execute 0", "+VCID Set 1", "\\Q Execute 3"])
})

test("an extended command is executed, set, read or asked for its values", () => {
    assert.deepEqual(parsed("+VTX"), ["+VTX Execute"])
    assert.deepEqual(parsed("+VLS=?"), ["+VLS Test"])
    assert.deepEqual(parsed("+VLS?"), ["+VLS Read"])
    assert.deepEqual(parsed("-STE=7"), ["-STE Set 7"])
    assert.deepEqual(parsed("+VTS=[933,933,50],{5,8},#"), ["+VTS Set [933,933,50],{5,8},#"])
    assert.deepEqual(parsed("S7?"), ["S7 Read"])
    assert.deepEqual(parsed("%V1:U76,1A40,481E;:R79"), [
        "%V Execute 1",
        ":U Execute 76,1A40,481E",
        ":R Execute 79",
    ])
    assert.deepEqual(parsed("!4886=05E0"), ["!4886 Execute 05", "E Execute 0"])
    assert.equal(parsed("!4886"), undefined)
})

test("case and spaces make no difference, nothing at all is no command", () => {
    assert.deepEqual(parsed(" +fclass = 8 "), ["+FCLASS Set 8"])
    assert.deepEqual(parsed(""), [])
})

test("what is not well formed is nothing, whole", () => {
    for (const body of ["?", "E0?", "+", "E0;;+VTX", "+VLS=1 ;x=", "1", "%", ":U", ":R7", ":X79"])
        assert.equal(parsed(body), undefined, body)
})
