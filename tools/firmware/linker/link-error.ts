/** What the linker says where an image is not as the pinned compiler makes it. */
export class LinkError extends Error {
    override name = "LinkError"

    constructor(what: string) {
        super(`linker: ${what}; made for @devicescript/cli 2.16.4`)
    }
}
