import assert from "node:assert/strict"
import { test } from "node:test"
import { load, problemsOf } from "./scenario-bench.ts"

test("the modem is behind a UART unless the scenario says otherwise", () => {
    assert.equal(load('{"steps": []}').usb, undefined)
    assert.equal(load('{"steps": [], "bridge": "sc16is750"}').usb, undefined)
})

test("behind a USB host it is in the device that goes with it, on a new die", () => {
    const usbOf = (modem: string) =>
        load(`{"steps": [], "bridge": "max3421e", "modem": "${modem}"}`).usb
    assert.deepEqual(usbOf("conexant"), { device: "cx93010", revision: 0x13 })
    assert.deepEqual(usbOf("usr5637"), { device: "usr5637", revision: 0x13 })
    assert.deepEqual(usbOf("agere"), { device: "plain", revision: 0x13 })
})

test("or in any other", () => {
    const text = '"bridge": "max3421e", "usb": { "device": "odd", "revision": "12" }'
    assert.deepEqual(load(`{"steps": [], ${text}}`).usb, { device: "odd", revision: 0x12 })
})

test("what is not known, or does not belong together, is refused", () => {
    assert.match(problemsOf('{"steps": [], "bridge": "ch340"}'), /bridge: "ch340" is not known/)
    assert.match(problemsOf('{"steps": [], "usb": {}}'), /usb: only a machine with "bridge"/)
    const odd = '"bridge": "max3421e", "usb": { "device": "od", "revison": "13" }'
    assert.match(problemsOf(`{"steps": [], ${odd}}`), /usb/)
    assert.match(
        problemsOf('{"steps": [{ "fault": "usb-noise", "times": 3 }]}'),
        /fault "usb-noise" needs "bridge": "max3421e"/
    )
})
