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

    clear(): void {
        this.log += "c"
    }

    async look(volume: Volume): Promise<void> {
        this.log += "l"
    }

    open(): SoundSource {
        return this.sound
    }

    async work(volume: Volume): Promise<boolean> {
        if (this.slices === 0) return false
        this.slices--
        return this.slices > 0
    }
}
