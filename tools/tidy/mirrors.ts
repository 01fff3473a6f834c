/** Every source file of some length has a test in the mirrored place, or stands here with what tests it instead. */

const SHORTEST_LINES = 40

/** Sources without a test of their own; a folder ends in "/". To be shortened, never lengthened without a reason. */
const TESTED_ELSEWHERE: [string, string][] = [
    ["src/main.ts", "every scenario"],
    ["src/wiring.ts", "every scenario"],
    ["src/hal/spi.ts", "the drivers' tests and every scenario; it is an interface"],
    ["src/hal/block-device.ts", "the drivers' and the file system's tests; it is an interface"],
    ["src/owner/owner-keys.ts", "the tests of panel-keys and remote-keys; it is an interface"],
    ["src/hal/uart.ts", "the drivers' tests and every scenario; it is an interface"],
    ["src/drivers/max3421e/registers.ts", "the tests of its drivers; they are numbers"],
    ["src/drivers/v253/commands.ts", "the tests of those who send them; it is a list of words"],
    ["src/platform/", "every scenario; the board's half needs a board"],
    ["sim/cli/", "test/scenario, by their exit codes and outputs"],
    ["page/view/", "test/page/browser, in a browser"],
    ["page/line/", "test/page/browser, in a browser"],
    ["page/state/keys.ts", "test/page/browser, in a browser"],
    ["page/state/link.ts", "test/page/browser, in a browser"],
    ["page/state/telephone.ts", "test/page/browser, in a browser"],
    ["page/texts/", "test/page/texts; they are lists of texts"],
    ["page/style/", "test/page/browser, in a browser"],
    ["sim/server/routes.ts", "test/sim/server/web-server.test.ts"],
    ["sim/server/assets.ts", "test/sim/server/web-server.test.ts"],
    ["sim/protocol/messages.ts", "test/sim/server; it is an interface"],
]

/** Where the test of a source lies, or undefined for what has none. */
export function mirroredTest(source: string): string | undefined {
    if (source.startsWith("src/"))
        return source.replace(/^src\/(.*)\.ts$/, "test/firmware/$1.test.ts")
    if (/^(sim|card|page)\//.test(source)) return source.replace(/^(.*)\.tsx?$/, "test/$1.test.ts")
    return undefined
}

/** A source counts as tested, too, by a test of its folder: sim/card/mbr.ts by test/sim/card.test.ts. */
function folderTest(test: string): string {
    return test.replace(/\/[^/]+\.test\.ts$/, ".test.ts")
}

/**
 * @param sources paths with their number of lines
 * @param tests paths of all tests
 */
export function untested(sources: Map<string, number>, tests: Set<string>): string[] {
    return [...sources]
        .filter(([source, lines]) => lines >= SHORTEST_LINES && lacksTest(source, tests))
        .map(([source]) => source)
        .filter(source => !TESTED_ELSEWHERE.some(([place]) => isIn(source, place)))
}

function lacksTest(source: string, tests: Set<string>): boolean {
    const test = mirroredTest(source)
    return test !== undefined && !tests.has(test) && !tests.has(folderTest(test))
}

function isIn(source: string, place: string): boolean {
    return place.endsWith("/") ? source.startsWith(place) : source === place
}

/** Places in the list above that are gone. */
export function staleExceptions(sources: string[]): string[] {
    return TESTED_ELSEWHERE.map(([place]) => place).filter(
        place => !sources.some(source => isIn(source, place))
    )
}
