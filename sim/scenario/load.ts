/** Reads a scenario file with everything that it names. Nothing is written. */

import { readFileSync } from "node:fs"
import { reasonOf } from "../card/system-words.ts"
import { JsonValue, ScenarioError } from "./json-value.ts"
import { ScenarioFiles } from "./scenario-files.ts"
import { type Scenario } from "./scenario.ts"
import { parseScenario } from "./schema.ts"

/**
 * @param scenarioPath as the user wrote it: messages name it so
 * @throws ScenarioError listing what is wrong, with file, line and key
 */
export function loadScenario(scenarioPath: string): Scenario {
    let text: string
    try {
        text = readFileSync(scenarioPath, "utf8")
    } catch (error) {
        throw new ScenarioError([`${scenarioPath}: can't read the scenario: ${reasonOf(error)}`])
    }
    return parseScenario(JsonValue.parse(scenarioPath, text), new ScenarioFiles(scenarioPath))
}
