/** The files that a scenario names, read relative to it. */

import { accessSync, constants, readFileSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { decodeWav } from "../audio/wav.ts"
import { CardError } from "../card/card-error.ts"
import { reasonOf } from "../card/system-words.ts"
import { checkSectorFile, readSectors } from "../card/sector-file.ts"
import { type SectorChange } from "../chips/sdcard/card-image.ts"
import { type JsonValue } from "./json-value.ts"

export class ScenarioFiles {
    private readonly folder: string
    private readonly sounds = new Map<string, Float32Array>()

    constructor(scenarioPath: string) {
        this.folder = dirname(resolve(scenarioPath))
    }

    /** @throws ScenarioError naming the key when the file can't be read. */
    content(name: JsonValue): Uint8Array {
        const fileName = name.string('the name of a file, relative to the scenario, in "quotes"')
        try {
            return readFileSync(resolve(this.folder, fileName))
        } catch (error) {
            throw name.problem(`can't read the file "${fileName}": ${reasonOf(error)}`)
        }
    }

    /**
     * Path and size of the image of a card, which exists and can be written.
     *
     * @throws ScenarioError naming the key when that can't be a card
     */
    diskImage(name: JsonValue, bytesMin: number): { path: string; sizeBytes: number } {
        const fileName = name.string("the name of a disk image, relative to the scenario")
        const path = resolve(this.folder, fileName)
        let sizeBytes: number
        try {
            accessSync(path, constants.R_OK | constants.W_OK)
            sizeBytes = statSync(path).isFile() ? statSync(path).size : 0
        } catch (error) {
            throw name.problem(`can't use the card image "${fileName}": ${reasonOf(error)}`)
        }
        if (sizeBytes >= bytesMin) return { path, sizeBytes }
        throw name.problem(`"${fileName}" is no card image: less than ${bytesMin} bytes`)
    }

    /**
     * Path of a file with sectors of a card, and how many the card has.
     *
     * @throws ScenarioError naming the key when it is none, or damaged
     */
    sectorFile(name: JsonValue): { path: string; sectorCount: number } {
        const fileName = name.string("the name of a file with sectors of a card")
        const path = resolve(this.folder, fileName)
        return { path, sectorCount: this.ofCard(name, path, () => checkSectorFile(path)) }
    }

    /** The sectors themselves, of a small file. @throws ScenarioError as `sectorFile` */
    sectors(name: JsonValue): SectorChange {
        const { path } = this.sectorFile(name)
        return this.ofCard(name, path, () => readSectors(path))
    }

    /**
     * Path of a file that is there.
     *
     * @throws ScenarioError naming the key when it can't be read
     */
    path(name: JsonValue): string {
        this.content(name)
        return resolve(this.folder, name.string())
    }

    private ofCard<T>(name: JsonValue, path: string, read: () => T): T {
        try {
            return read()
        } catch (error) {
            if (!(error instanceof CardError)) throw error
            throw name.problem(error.message.replaceAll(path, `"${name.string()}"`))
        }
    }

    /**
     * The sound of a WAV file, 8000 Hz mono, 1.0 = full scale.
     *
     * @throws ScenarioError naming the key when there is no such file or it is no such WAV.
     */
    sound(name: JsonValue): Float32Array {
        const fileName = name.string(
            'the name of a WAV file, relative to the scenario, in "quotes"'
        )
        const known = this.sounds.get(fileName)
        if (known) return known
        const content = this.content(name)
        try {
            const samples = decodeWav(content, fileName)
            this.sounds.set(fileName, samples)
            return samples
        } catch (error) {
            throw name.problem((error as Error).message)
        }
    }
}
