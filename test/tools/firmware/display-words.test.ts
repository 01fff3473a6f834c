import assert from "node:assert/strict"
import { test } from "node:test"
import { fontTables } from "../../../tools/firmware/display-font.ts"
import {
    DISPLAY_WORDS,
    LANGUAGES,
    displayWordsSource,
} from "../../../tools/firmware/display-words.ts"

test("every text can be shown, and none is cut", () => {
    const places = fontTables()["LETTER_OF"]!
    for (const texts of Object.values(DISPLAY_WORDS))
        for (const text of Object.values(texts)) {
            assert.ok(text.length > 0 && text.length <= 21, text)
            for (const letter of text)
                assert.notEqual(places[letter.codePointAt(0)!], places[0x3f], text)
        }
})

test("in each language all texts are one string, of 21 letters each", () => {
    const source = displayWordsSource()
    for (const language of LANGUAGES) {
        const pattern = new RegExp(`WORDS_${language.toUpperCase()} =\\s+"(.*)"`)
        const all = pattern.exec(source)![1]!
        assert.equal(all.length, Object.keys(DISPLAY_WORDS).length * 21)
        assert.equal(all.slice(21, 42).trim(), DISPLAY_WORDS["New"]![language])
    }
})
