import assert from "node:assert/strict"
import { test } from "node:test"
import { band, box, escapeText, verticalLine } from "../../../../sim/scenario/picture/svg.ts"

test("text that would break the file is written so that it shows as it is", () => {
    assert.equal(escapeText('A&B <"C">'), "A&amp;B &lt;&quot;C&quot;&gt;")
    assert.equal(escapeText("bell\u0007"), "bell ")
})

test("what is short is still one pixel wide", () => {
    assert.equal(box(10, 10.2, 5, 4, "k"), '<rect class="k" x="10" y="5" width="1" height="4"/>')
})

test("lengths have one digit behind the point", () => {
    assert.equal(verticalLine(1.26, 2, 3.333, "k"), '<path class="k" d="M1.3 2V3.3"/>')
})

test("a band goes along the top and back along the bottom", () => {
    const place = { fromX: 0, stepX: 2, middleY: 10, halfHeight: 4 }
    assert.equal(band([0.5, 1], place, "k"), '<path class="k" d="M0 8L2 6L2 14L0 12Z"/>')
})
