/**
 * What is cold: functions that run rarely, never while sound flows, and without a loop over many elements. Each costs a
 * device some forty times the time that it would as code, and lets other fibers run. See docs/decisions/017.
 */

import type { Origin } from "../image.ts"

interface Listed {
    /** Of a source, or the beginning of its path. */
    readonly path: string
    /** Why it may take its time. */
    readonly because: string
    /** These functions stay code: what they are called for does not wait, or they have loops. */
    readonly but?: readonly string[]
}

export const LIST: readonly Listed[] = [
    { path: "src/store/provisioning.ts", because: "slots are made once, in idle" },
    { path: "src/store/slot-mender.ts", because: "a sector that was destroyed" },
    { path: "src/store/recovery.ts", because: "once after each mount" },
    { path: "src/store/cut-message.ts", because: "a call that was cut off" },
    { path: "src/store/index-rebuild.ts", because: "an index that was lost" },
    {
        path: "src/store/recording.ts",
        because: "only what is left of a memo without sound",
        but: [
            ...["prepare", "put", "flush", "finish", "file", "leftInPart", "takeSlot", "stepAside"],
        ],
    },
    { path: "src/store/index-file.ts", because: "made once" },
    {
        path: "src/store/upkeep.ts",
        because: "slots are erased ahead, in idle",
        but: ["isFilled", "overwrite", "slotsFrom", "nextFree"],
    },
    {
        path: "src/store/message-store.ts",
        because: "mounting, work in idle",
        but: ["openSound", "beginRecording"],
    },
    {
        path: "src/store/messages.ts",
        because: "the owner has heard a message, or wants it elsewhere",
        but: ["count", "recount", "nextOfKinds", "kindOf"],
    },
    { path: "src/store/card-folders.ts", because: "once after each mount" },
    {
        path: "src/store/slot-folder.ts",
        because: "after a recording, and once after each mount",
        but: [
            "locate",
            "slotOf",
            "firstSlotIn",
            "startSector",
            "clustersPerSlot",
            "seekEntry",
            "loadEntry",
            "isEntryOf",
            "isSlotEntry",
            "erasedByte",
        ],
    },
    {
        path: "src/fat/allocation.ts",
        because: "room is looked for once",
        but: ["lookAtSector", "freeClustersAt", "followRun"],
    },
    { path: "src/fat/archive.ts", because: "files that are full are renamed" },
    {
        path: "src/fat/directory.ts",
        because: "files are made once",
        but: [
            "findEntries",
            "firstThatSees",
            "seekGap",
            "findEntry",
            "entryCluster",
            "Entry",
            "findPath",
        ],
    },
    { path: "src/fat/mount.ts", because: "a volume is looked for once" },
    { path: "src/fat/boot-sector.ts", because: "a volume is looked at once" },
    {
        path: "src/fat/fs-info.ts",
        because: "while clusters are taken, once",
        but: ["countSector"],
    },
    { path: "src/fat/inspection.ts", because: "once after each mount" },
    { path: "src/fat/in-flight.ts", because: "while files are made, once" },
    { path: "src/fat/format.ts", because: "a card is made new, in idle" },
    { path: "src/fat/file-pair.ts", because: "a greeting that is recorded" },
    { path: "src/fat/pair-place.ts", because: "a greeting that is recorded" },
    {
        path: "src/fat/pair-mending.ts",
        because: "a greeting that is recorded, and once after each mount",
    },
    {
        path: "src/fat/names.ts",
        because: "names are read once, after a cut",
        but: [
            ...["longEntryCount", "nameChecksum", "putLongName", "shortForm", "NameSearch"],
            ...["seeEntry", "seeLong", "hasPart"],
        ],
    },
    { path: "src/fat/make-way.ts", because: "files that are in the way are renamed" },
    { path: "src/fat/report-file.ts", because: "after a self-test, and after a cut" },
    { path: "src/fat/text-file.ts", because: "read once" },
    { path: "src/fat/twin-file.ts", because: "a setting that was changed" },
    {
        path: "src/fat/volume.ts",
        because: "what makes way, or writes the table",
        but: [
            ...["loadTable", "loadSector", "storeSector", "sectorOf", "entryAt", "putEntry"],
            ...["endCluster", "nextCluster", "hasTable", "borrowTable"],
        ],
    },
    { path: "src/settings/", because: "read once, and looked at once a call" },
    { path: "src/util/calendar.ts", because: "days, now and then" },
    {
        path: "src/app/storage.ts",
        because: "a card that was put in",
        but: ["openSound", "hasLittleRoom", "unheardCount", "sign"],
    },
    {
        path: "src/owner/",
        because: "what the owner wants, one thing at a time",
        but: [
            ...["next", "isSettled", "take", "heldUntil", "check", "hasBegun", "hasRung"],
            ...[
                "command",
                "meaningOf",
                "isIdle",
                "look",
                "pressed",
                "playOne",
                "nextAfter",
                "nextOf",
            ],
            ...["isWhole", "forget", "play", "say", "tell", "opening", "end", "markHeard"],
        ],
    },
    {
        path: "src/app/answering-machine.ts",
        because: "set up once, and after a fault",
        but: [
            ...["AnsweringMachine", "run", "step", "guardedStep", "obeySettings", "onHook"],
            ...["ringing", "inCall", "playing", "recovering", "updateLamp", "isTestDue"],
        ],
    },
    { path: "src/selftest/", because: "held at power-on, now and then in a machine's life" },
    { path: "src/app/lost-calls.ts", because: "flash, which takes longer" },
    { path: "src/platform/flash-keepsake.ts", because: "flash, which takes longer" },
    { path: "src/app/answer-plan.ts", because: "once or twice a call, while it rings" },
    { path: "src/app/modem-trouble.ts", because: "once after each set-up" },
    { path: "src/app/ring-gaps.ts", because: "once for each ring" },
    { path: "src/greeting/copy-header.ts", because: "once for each greeting" },
    { path: "src/greeting/conversion.ts", because: "begun once", but: ["work"] },
    {
        path: "src/greeting/take.ts",
        because: "a greeting that is recorded",
        but: ["put", "flush"],
    },
    { path: "src/greeting/greeting-scan.ts", because: "once after each mount, in idle" },
    { path: "src/greeting/greeting-shelf.ts", because: "once after each mount", but: ["open"] },
    { path: "src/app/review.ts", because: "the caller listens, not often", but: ["check"] },
    { path: "src/drivers/max3421e/enumeration.ts", because: "a modem that was plugged in" },
    {
        path: "src/drivers/max3421e/usb-host.ts",
        because: "resets and requests",
        but: [
            ...["launch", "result", "ask", "askAgain", "take", "fill", "commit", "rewrite"],
            ...["hasPacket", "read", "write"],
        ],
    },
    {
        path: "src/drivers/max3421e/usb-modem.ts",
        because: "resets, and what is out of order",
        but: [
            ...["hasInput", "read", "write", "takeFifo", "cameLate", "push", "note"],
            ...["isRinging", "setRate"],
        ],
    },
    { path: "src/drivers/sdcard/introduction.ts", because: "a card that was put in" },
    {
        path: "src/drivers/sc16is7xx/bridge.ts",
        because: "set up once",
        but: [
            ...["Bridge", "isRinging", "hasRung", "hasInput", "read", "write", "readRegister"],
            ...["writeRegister"],
        ],
    },
    { path: "src/drivers/v253/room-link.ts", because: "the owner wants to hear the room" },
    { path: "src/drivers/v253/setup.ts", because: "a modem is found once" },
    { path: "src/drivers/v253/health.ts", because: "now and then in idle", but: ["ringTold"] },
    {
        path: "src/drivers/v253/modem.ts",
        because: "set up once, looked at now and then",
        but: [
            ...["Modem", "poll", "nextEvent", "forgetCall", "prepareAnswer", "answer", "hangUp"],
            ...["openSpeaker", "beep", "startTransmit", "transmit", "finishTransmit"],
            ...["cancelTransmit", "startReceive", "stopReceive", "listenToRoom", "onPlain"],
            ...[
                "takePiece",
                "onCode",
                "onLine",
                "post",
                "onStreamEnd",
                "enterVoice",
                "voiceWith",
                "endStream",
            ],
            ...["release"],
        ],
    },
    {
        path: "src/drivers/v253/at-chat.ts",
        because: "a modem that is lost",
        but: [
            ...["AtChat", "send", "ask", "attempt", "expect", "finalResult", "writeAll", "offer"],
        ],
    },
    { path: "src/drivers/v253/codecs.ts", because: "a modem is found once" },
    { path: "src/drivers/v253/profiles.ts", because: "a modem is found once" },
    {
        path: "src/platform/panel.ts",
        because: "a key that is touched, beside the event itself",
        but: ["JacdacPanel", "nextKeyEvent", "setLamp"],
    },
    {
        path: "src/display/screen.ts",
        because: "a fiber that nobody waits for",
        but: [
            ...["show", "rest", "identify", "run", "round", "restOfSecond", "wake", "isSounding"],
            "text",
        ],
    },
    {
        path: "src/display/ssd1306.ts",
        because: "a display is found once",
        but: ["put", "step", "sendLetter", "aim", "goTo", "send", "letterAt"],
    },
    ...["english", "polish", "russian", "slavic", "grammar"].map(name => ({
        path: `src/speech/${name}.ts`,
        because: "put together before it is said",
    })),
    { path: "src/speech/phrases.ts", because: "put together before it is said", but: ["isDigit"] },
    { path: "src/app/weekly-restart.ts", because: "once an hour" },
    {
        path: "src/app/clock.ts",
        because: "a time that is not plausible",
        but: [
            ...["now", "seconds", "setSeconds", "set", "setFromCallerId", "isNear"],
            ...[
                "isWithin",
                "twoDigits",
                "minutesIn",
                "dayOf",
                "daysOf",
                "wallTimeOf",
                "uptimeSeconds",
            ],
            ...["secondsOf", "Clock"],
        ],
    },
    { path: "src/calls/", because: "a line for each call, when that is over" },
]

/** Whether a function is to be cold where it can. */
export function isListed({ path, name }: Origin): boolean {
    const listed = LIST.find(each => path.startsWith(each.path))
    return listed !== undefined && !(listed.but?.includes(name) ?? false)
}
