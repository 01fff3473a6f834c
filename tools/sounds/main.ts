/** `npm run sounds`: make every sound of sounds/manifest.json anew. */

import { join } from "node:path"
import { isMain, ROOT, runTool, writeWhenChanged } from "../project.ts"
import { makeSound, makeTone, SAMPLE_RATE_HZ } from "./make-sound.ts"
import { readManifest, SOUNDS_FOLDER } from "./manifest.ts"

const WAV_HEADER_BYTES = 44

function makeAll(): void {
    const { texts, tones } = readManifest()
    for (const tone of tones) writeWhenChanged(join(ROOT, SOUNDS_FOLDER, tone.file), makeTone(tone))
    for (const sound of texts) {
        const wav = makeSound(sound)
        writeWhenChanged(join(ROOT, SOUNDS_FOLDER, sound.file), wav)
        const bytesInSample = sound.bits === 16 ? 2 : 1
        const seconds = (wav.length - WAV_HEADER_BYTES) / bytesInSample / SAMPLE_RATE_HZ
        console.log(`${SOUNDS_FOLDER}/${sound.file}  ${seconds.toFixed(2)} s, voice ${sound.voice}`)
    }
}

if (isMain(import.meta.url)) await runTool(async () => makeAll())
