/** How large the image is where it is largest: an owner builds it in a language of their own. */

import { readFileSync } from "node:fs"
import { readConfig } from "../firmware/config.ts"
import { LANGUAGES } from "../firmware/display-words.ts"
import { flashSoundBytes } from "../firmware/flash-greeting.ts"

/** @param devsPath the image that was built, in the language of devs.config.json. @returns bytes, with the sounds of the language that has the longest */
export function imageBytesInAnyLanguage(devsPath: string): number {
    const longestBytes = Math.max(...LANGUAGES.map(flashSoundBytes))
    return readFileSync(devsPath).length - flashSoundBytes(readConfig().language) + longestBytes
}
