/**
 * What the scenario contract has and this release does not play yet. Such a scenario is understood, and refused: it
 * never plays as if the step were not there. A part that learns to play something takes it out of here.
 */

import { COUNTRY_CODES } from "../exchange/country.ts"
import { type JsonValue, type ScenarioError } from "./json-value.ts"

export const COUNTRIES: readonly string[] = COUNTRY_CODES
export const MODEMS: readonly string[] = ["conexant", "agere", "usr5637", "si2494"]
/** Buttons of the board that is simulated. */
export const BOARD_BUTTONS: readonly string[] = ["play"]

/** The complaint that `what` is understood but not played. */
export function notYet(value: JsonValue, what: string): ScenarioError {
    return value.problem(`${what}: not supported yet in this release (see docs/scenarios.md)`)
}
