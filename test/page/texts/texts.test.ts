import assert from "node:assert/strict"
import { test } from "node:test"
import { EN } from "../../../page/texts/en.ts"
import { LANGUAGES, textIn, type TextName } from "../../../page/texts/texts.ts"
import { type PluralText } from "../../../page/texts/texts-type.ts"

/** Numbers at which the languages differ: 21 is "many" in Polish and "one" in Russian. */
const NUMBERS = [0, 1, 2, 5, 11, 12, 21, 22, 25, 101, 112]
const NAMES = Object.keys(EN) as TextName[]
const PLURALS = NAMES.filter(name => typeof EN[name] !== "string")

const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
const formsOf = (text: string | PluralText) =>
    typeof text === "string" ? [text] : Object.values(text)

for (const [code, texts] of Object.entries(LANGUAGES)) {
    test(`${code}: every text has the same places for values as in English`, () => {
        for (const name of NAMES) {
            const [wanted] = formsOf(EN[name]).map(holes)
            for (const text of formsOf(texts[name])) assert.deepEqual(holes(text), wanted, name)
        }
    })

    test(`${code}: every plural has each form that a whole number asks for`, () => {
        const rules = new Intl.PluralRules(code)
        for (const name of PLURALS)
            for (const n of NUMBERS) {
                const text = texts[name] as PluralText
                assert.ok(text[rules.select(n)] !== undefined, `${name} has no form for ${n}`)
                assert.ok(
                    textIn(code, name, { n }).includes(String(n)),
                    `${name} does not say ${n}`
                )
            }
    })
}

test("a value that is missing leaves nothing behind", () => {
    assert.ok(!textIn("en", "clockRate").includes("{"))
})
