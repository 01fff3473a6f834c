import { FLASH_GREETING } from "../../../src/audio/flash-greeting.gen"
import { FlashSound } from "../../../src/audio/flash-sound"
import { SoundSource } from "../../../src/hal/sound"
import { Volume } from "../../../src/fat/volume"

/** Greetings as the app uses them. */
export class FakeGreetings {
    isRefused = false
    sound: SoundSource = new FlashSound(FLASH_GREETING)
    /** Slices of work that are left. */
    slices = 0
    log = ""
    /** What the machine would have liked to play. */
    wanted = ""
    /** A greeting that is there besides the ordinary one. */
    other = ""
    otherSound: SoundSource | undefined
    private chosen: SoundSource | undefined

    clear(): void {
        this.log += "c"
    }

    async look(volume: Volume): Promise<void> {
        this.log += "l"
    }

    async choose(volume: Volume, names: string[]): Promise<string> {
        this.wanted = names.join(" ")
        this.chosen = undefined
        for (const name of names) {
            if (name !== this.other) continue
            this.chosen = this.otherSound
            return name
        }
        return ""
    }

    open(): SoundSource {
        return this.chosen ?? this.sound
    }

    async work(volume: Volume): Promise<boolean> {
        if (this.slices === 0) return false
        this.slices--
        return this.slices > 0
    }
}
