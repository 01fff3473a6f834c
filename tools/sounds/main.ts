/** `npm run sounds`: make every sound of sounds/manifest.json anew. */

import { join } from "node:path"
import { isMain, ROOT, runTool, writeWhenChanged } from "../project.ts"
import { makeSound, SAMPLE_RATE_HZ } from "./make-sound.ts"
import { readManifest, SOUNDS_FOLDER } from "./manifest.ts"

const WAV_HEADER_BYTES = 44

function makeAll(): void {
    for (const sound of readManifest()) {
        const wav = makeSound(sound)
        writeWhenChanged(join(ROOT, SOUNDS_FOLDER, sound.file), wav)
        const seconds = ((wav.length - WAV_HEADER_BYTES) * 8) / sound.bits / SAMPLE_RATE_HZ
        console.log(`${SOUNDS_FOLDER}/${sound.file}  ${seconds.toFixed(2)} s, voice ${sound.voice}`)
    }
}

if (isMain(import.meta.url)) await runTool(async () => makeAll())
