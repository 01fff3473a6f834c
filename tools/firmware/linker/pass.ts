/** One thing that makes programs smaller, by itself. */

import type { Image } from "./image.ts"

export interface Pass {
    readonly name: string
    /** Changes the image in place. */
    run(image: Image): void
}
