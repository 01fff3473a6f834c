import assert from "node:assert/strict"
import { test } from "node:test"
import { chooseLanguage } from "../../../page/state/looks.ts"

test("the first language that the page speaks is chosen", () => {
    assert.equal(chooseLanguage([null, null, "de-DE", "pl-PL", "en"]), "pl")
    assert.equal(chooseLanguage(["RU", "pl"]), "ru")
})

test("English is spoken where no other is wanted, or asked for by a name that is none", () => {
    assert.equal(chooseLanguage([]), "en")
    assert.equal(chooseLanguage(["toString", "__proto__", ""]), "en")
})
