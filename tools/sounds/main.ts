/**
 * `npm run sounds`: make every sound of sounds/manifest.json anew; `-- prompts/pl/end prompts/ru` only those whose files begin so.
 */

import { join } from "node:path"
import { isMain, ROOT, runTool, WrongUsage, writeWhenChanged } from "../project.ts"
import { makeSound, makeTone, SAMPLE_RATE_HZ } from "./make-sound.ts"
import { readManifest, SOUNDS_FOLDER } from "./manifest.ts"

const WAV_HEADER_BYTES = 44

const USAGE = `usage: npm run sounds [-- BEGINNING …]      the WAV files in sounds/, from their texts in sounds/manifest.json

example: npm run sounds -- prompts/pl/ en/greeting      only those whose names begin so`

function make(prefixes: readonly string[]): void {
    const isMeant = ({ file }: { readonly file: string }) =>
        prefixes.length === 0 || prefixes.some(prefix => file.startsWith(prefix))
    const manifest = readManifest()
    const texts = manifest.texts.filter(isMeant)
    const tones = manifest.tones.filter(isMeant)
    if (texts.length + tones.length === 0)
        throw new WrongUsage(`no sound of the manifest begins with ${prefixes.join(" or ")}`)
    for (const tone of tones) writeWhenChanged(join(ROOT, SOUNDS_FOLDER, tone.file), makeTone(tone))
    for (const sound of texts) {
        const wav = makeSound(sound)
        writeWhenChanged(join(ROOT, SOUNDS_FOLDER, sound.file), wav)
        const bytesInSample = sound.bits === 16 ? 2 : 1
        const seconds = (wav.length - WAV_HEADER_BYTES) / bytesInSample / SAMPLE_RATE_HZ
        console.log(`${SOUNDS_FOLDER}/${sound.file}  ${seconds.toFixed(2)} s, voice ${sound.voice}`)
    }
}

if (isMain(import.meta.url))
    await runTool(async () => {
        const given = process.argv.slice(2)
        if (given.some(each => each === "--help" || each === "-h")) console.log(USAGE)
        else make(given)
    })
