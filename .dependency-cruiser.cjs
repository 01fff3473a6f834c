// Who may import whom. In the firmware: app → audio, store → fat → hal → util; drivers and platform see hal and util only.

/** Nothing in `from` may import anything in `to` (folder names joined by |). */
function never(side, from, to, comment) {
    return {
        name: `${side}-${from.replaceAll("|", "-")}-not-to-${to.replaceAll("|", "-")}`,
        comment,
        severity: "error",
        from: { path: `^${side}/(${from})/` },
        to: { path: `^${side}/(${to})/` },
    }
}

const FIRMWARE_LADDER = [
    never(
        "src",
        "util",
        "hal|platform|drivers|fat|store|audio|app|owner|speech|settings",
        "util knows nobody"
    ),
    never(
        "src",
        "cold",
        "hal|platform|drivers|fat|store|audio|app|owner|speech|settings",
        "what runs cold code has no part in what it does"
    ),
    never(
        "src",
        "hal",
        "platform|drivers|fat|store|audio|app|owner|speech|settings",
        "hal is seams only"
    ),
    never(
        "src",
        "platform",
        "drivers|fat|store|audio|app|owner|speech|settings",
        "platform sees hal and util"
    ),
    never(
        "src",
        "drivers",
        "platform|fat|store|audio|app|owner|speech|settings",
        "drivers see hal and util"
    ),
    never(
        "src",
        "fat",
        "platform|drivers|calls|store|audio|app|owner|speech|settings",
        "fat is handed a BlockDevice"
    ),
    never(
        "src",
        "store",
        "platform|drivers|audio|app|owner|speech|settings",
        "the store stands on fat"
    ),
    never(
        "src",
        "hearing",
        "platform|drivers|fat|store|audio|app|owner|speech|settings",
        "hearing is handed sound"
    ),
    never(
        "src",
        "calls",
        "platform|drivers|store|audio|app|owner|speech|settings",
        "lists of calls stand on fat"
    ),
    never(
        "src",
        "greeting",
        "platform|drivers|store|app|owner|speech|settings",
        "greetings are files that become sound"
    ),
    never(
        "src",
        "util|hal|platform|drivers|fat|store|hearing|audio",
        "greeting",
        "only app plays them"
    ),
    never(
        "src",
        "audio",
        "platform|drivers|fat|app|owner|speech|settings",
        "audio is handed sound sources and lines"
    ),
    never(
        "src",
        "app|owner|speech|settings",
        "platform|drivers",
        "app is handed its parts by wiring.ts"
    ),
    never(
        "src",
        "selftest",
        "platform|drivers|display|greeting",
        "it is handed the machine's parts"
    ),
    never(
        "src",
        "util|hal|platform|drivers|fat|store|audio|hearing|greeting|speech|settings|calls|display|owner",
        "selftest",
        "only the machine as a whole runs it"
    ),
    never("src", "display", "platform|drivers|speech|greeting", "display is handed two wires"),
    never(
        "src",
        "util|hal|platform|drivers|fat|store|audio|hearing|greeting|speech|settings|calls",
        "display",
        "only who knows what goes on tells the display"
    ),
    never("src", "settings", "owner|speech|greeting", "settings are values"),
]

/** Parts of the machine, which only the world connects; what they all may see is clock, report, wire and dsp. */
const SIM_LADDER = [
    never(
        "sim",
        "clock",
        "report|wire|dsp|audio|card|chips|exchange|bus|panel|vm|scenario|protocol|server|cli",
        "time knows nobody"
    ),
    never(
        "sim",
        "dsp|wire|report",
        "audio|card|chips|exchange|bus|panel|vm|scenario|protocol|server|cli",
        "tools of the parts"
    ),
    never("sim", "chips", "card|bus|vm|panel|scenario|cli", "a chip sees its pins and wires"),
    never("sim", "exchange", "card|chips|bus|vm|panel|scenario|cli", "the exchange sees the line"),
    never("sim", "vm", "card|chips|exchange|panel|scenario|cli", "the VM sees the bus"),
    never("sim", "bus", "card|exchange|scenario|cli", "the bus sees chips"),
    never("sim", "panel", "card|chips|exchange|scenario|cli", "the panel is on the Jacdac bus"),
    never(
        "sim",
        "card|audio",
        "chips|exchange|bus|vm|panel|scenario|cli",
        "files on a card, sound in files"
    ),
    never("sim", "scenario", "protocol|server|cli", "a run does not know who asked for it"),
    never(
        "sim",
        "protocol",
        "clock|wire|dsp|audio|card|chips|exchange|bus|panel|vm|scenario|machine|server|cli",
        "what page and server share runs in a browser, too"
    ),
    never(
        "sim",
        "speech",
        "card|chips|exchange|bus|panel|vm|machine|scenario|server|cli",
        "words become sound"
    ),
    never("sim", "server", "cli", "the server does not know who started it"),
]

/** The tool for cards on a PC: facts of our layout, then how a card is reached, then what is done with it. */
const CARD_LADDER = [
    never("card", "layout", "check|volume|sound|make|messages|contacts|backup|cli", "facts only"),
    never("card", "check", "volume|sound|make|messages|contacts|backup|cli", "a pure function"),
    never("card", "volume", "check|sound|make|messages|contacts|backup|cli", "how it is reached"),
    never("card", "sound", "check|volume|make|messages|contacts|backup|cli", "handed sound"),
    never("card", "make|messages|contacts|backup", "cli", "does not know who asked"),
]

module.exports = {
    forbidden: [
        ...FIRMWARE_LADDER,
        ...SIM_LADDER,
        ...CARD_LADDER,
        {
            name: "card-stands-on-the-pc-side",
            comment:
                "The FAT writer, sound, and the form of commands. The checker reads a card with code of its own.",
            severity: "error",
            from: { path: "^card/" },
            to: {
                path: "^(src|sim|tools|test)/",
                pathNot: "^sim/(card|audio|dsp|cli|scenario/nearest-name)",
            },
        },
        {
            name: "checker-stands-alone",
            comment: "What may stand in settings.txt is decided in one table.",
            severity: "error",
            from: { path: "^card/(check|layout)/" },
            to: { path: "^(src|sim|tools|test)/", pathNot: "^sim/card/settings-table\\.ts$" },
        },
        {
            name: "only-the-command-line-knows-the-card-tool",
            severity: "error",
            from: { path: "^(sim|src)/", pathNot: "^sim/cli/main\\.ts$" },
            to: { path: "^card/" },
        },
        {
            name: "page-sees-the-protocol-only",
            comment: "What runs in the browser knows the machine by what the server says.",
            severity: "error",
            from: { path: "^page/" },
            to: { path: "^(sim|src|card|tools|test)/", pathNot: "^sim/(protocol|report)/" },
        },
        {
            name: "nobody-sees-the-page",
            severity: "error",
            from: { path: "^(sim|src|card|tools)/" },
            to: { path: "^page/" },
        },
        { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
        {
            name: "drivers-are-strangers",
            severity: "error",
            from: { path: "^src/drivers/([^/]+)/" },
            to: { path: "^src/drivers/", pathNot: "^src/drivers/$1/" },
        },
        {
            name: "chips-are-strangers",
            comment:
                "Each chip is a folder; files beside the folders are what all of them implement.",
            severity: "error",
            from: { path: "^sim/chips/([^/]+)/" },
            to: { path: "^sim/chips/[^/]+/", pathNot: "^sim/chips/$1/" },
        },
        {
            name: "only-wiring-sees-all",
            severity: "error",
            from: { path: "^src/[^/]+/" },
            to: { path: "^src/(wiring|main)\\.ts$" },
        },
        {
            name: "firmware-never-sees-node",
            comment: "Facts of the world are written twice, once here and once in the simulator.",
            severity: "error",
            from: { path: "^src/" },
            to: { path: "^(sim|test|tools)/" },
        },
        {
            name: "firmware-imports-devicescript-only",
            severity: "error",
            from: { path: "^src/" },
            to: { path: "^node_modules/", pathNot: "^node_modules/@(devicescript|dsboard)/" },
        },
        {
            name: "node-never-sees-firmware",
            severity: "error",
            from: { path: "^(sim|card|tools|test/(sim|card|tools|scenario|support))/" },
            to: { path: "^src/" },
        },
        {
            name: "product-never-sees-tests",
            severity: "error",
            from: { path: "^(sim|card|tools)/" },
            to: { path: "^test/" },
        },
        {
            name: "sim-builds-by-one-door",
            severity: "error",
            from: { path: "^sim/" },
            to: { path: "^tools/", pathNot: "^tools/(firmware|page|project)\\.ts$" },
        },
        {
            name: "only-the-command-line-builds",
            severity: "error",
            from: { path: "^sim/", pathNot: "^sim/cli/" },
            to: { path: "^tools/" },
        },
    ],
    options: {
        tsPreCompilationDeps: true,
        doNotFollow: { path: "node_modules" },
        enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js"] },
    },
}
