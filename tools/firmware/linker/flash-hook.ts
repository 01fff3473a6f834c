/**
 * The CLI's simulator, in which unit tests run, has 128 KB of flash, and stops without a word where a program is larger than some
 * 100 KB of it. A board has 256 KB, and so has ours (sim/vm/device-vm.ts): the bundle's text is changed, in memory, at one line.
 */

/** Of the function that starts the virtual machine for `devs run --test`. */
const START =
    "\n  const prog = await readCompiled(fn, options);\n  const inst = await devsFactory();\n"

/** The partition for programs on a board: 64 pages of 4,096 bytes. */
const FLASH_BYTES = 64 * 4096

/** The bundle's text with a board's flash in it. @throws Error where the place is not found, or found twice */
export function withBoardFlash(bundle: string, path: string): string {
    const [before, after, more] = bundle.split(START)
    if (after === undefined || more !== undefined)
        throw new Error(
            `${path}: the place where a simulated board is started was not found once; version 2.16.4 is needed (npm ci)`
        )
    return `${before}${START}  inst.flashSize = ${FLASH_BYTES};\n${after}`
}
