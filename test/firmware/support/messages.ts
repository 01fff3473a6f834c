/** Messages left in a store, for tests of it. */
import { LoggedCall } from "../../../src/calls/call-log"
import { ReturnState } from "../../../src/calls/return-state"
import { SECTOR_BYTES } from "../../../src/hal/block-device"
import { Codec } from "../../../src/hal/sound"
import { MessageStore } from "../../../src/store/message-store"
import { Recording } from "../../../src/store/recording"
import { UNHEARD } from "../../../src/store/slot-state"
import { Fault } from "../../../src/util/fault"
import { formatFat32 } from "./formatter"
import { RamDisk } from "./ram-disk"

export const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 30 }
export const ENVELOPE = { number: "2125550123", name: "J SMITH", at: AT }

/** A call that is over, for the list. */
export function aCall(number: string, outcome: string): LoggedCall {
    return { number, name: "", at: undefined, outcome, seconds: 4, state: ReturnState.NoNeed }
}

/** Slots of a card in memory, unless a test wants more: the VM has room for no more. */
export const SLOTS = 16

/** Of one sector, for the VM has room for no more. */
const SCRATCH = Buffer.alloc(SECTOR_BYTES)

/** A store on a card, which is not looked at yet. */
export function storeOn(disk: RamDisk): MessageStore {
    return new MessageStore(disk, SCRATCH)
}

export async function mounted(disk: RamDisk, slotsMax = SLOTS): Promise<MessageStore> {
    const store = storeOn(disk)
    store.setSlotsMax(slotsMax)
    await store.mount()
    disk.written = []
    return store
}

/** Mounted, and all that can wait is done. */
export async function rested(disk: RamDisk, slotsMax = SLOTS): Promise<MessageStore> {
    const store = await mounted(disk, slotsMax)
    await rest(store)
    disk.written = []
    return store
}

export async function rest(store: MessageStore): Promise<void> {
    for (let i = 0; i < 500; i++) {
        if (!(await store.maintain())) return
    }
    throw new Error("never at rest")
}

let keptName = ""
let kept: RamDisk | undefined = undefined

/** A copy of a card that is made once, until one of another name is wanted: the VM has room for one or two. */
export async function prepared(name: string, make: () => Promise<RamDisk>): Promise<RamDisk> {
    if (name !== keptName || kept === undefined) {
        kept = undefined
        kept = await make()
        keptName = name
    }
    return kept.copy()
}

async function makeRested(): Promise<RamDisk> {
    const disk = formatFat32(64)
    await rested(disk)
    return disk
}

/** A fresh card on which all is made, and slots 1 to 4 are armed. */
export async function restedCard(): Promise<RamDisk> {
    return await prepared("at rest", makeRested)
}

/** Do something on a card whose power may fail. @returns whether it did */
export async function untilCut(work: () => Promise<void>): Promise<boolean> {
    try {
        await work()
        return false
    } catch (e) {
        if (!(e instanceof Fault)) throw e
        return true
    }
}

/** @returns whether the power has failed in it */
export async function mountUntilCut(disk: RamDisk): Promise<boolean> {
    return await untilCut(async () => {
        await mounted(disk)
    })
}

/** Hand whole sectors of a buffer to a recording, and let the card keep them. */
export async function append(
    recording: Recording,
    from: Buffer,
    atByte: number,
    sectorCount: number
): Promise<void> {
    for (let i = 0; i < sectorCount; i++) await recording.put(from, atByte + i * 512)
    await recording.flush()
}

/** A message of somebody who said nothing. */
export async function leaveNothing(store: MessageStore): Promise<void> {
    const recording = await store.beginRecording(Codec.MuLaw)
    await recording.finish(Buffer.alloc(512), 0, ENVELOPE)
}

/**
 * A message in two bursts of which each sector says where it belongs: bytes of `value` and its index, from 0 on; the last
 * byte of every third sector looks like an erased one.
 */
export async function leaveNumbered(store: MessageStore, value: number): Promise<void> {
    const recording = await store.beginRecording(Codec.MuLaw)
    const sound = Buffer.alloc(1536)
    for (let burst = 0; burst < 2; burst++) {
        for (let i = 0; i < 3; i++) {
            sound.fillAt(i * 512, 512, value)
            sound[i * 512] = burst * 3 + i
        }
        sound[1535] = erasedByte(store)
        await append(recording, sound, 0, 3)
    }
    sound.fillAt(0, 512, value)
    sound[0] = 6
    await recording.finish(sound, 100, ENVELOPE)
}

/** How many sectors of `leaveNumbered` a sound begins with. */
export async function countNumbered(
    store: MessageStore,
    afterOrder: number,
    value: number
): Promise<number> {
    const message = await store.messages.nextOfKinds(UNHEARD, afterOrder)
    if (message === undefined) return 0
    const sound = await message.open()
    const into = Buffer.alloc(512)
    for (let index = 0; index * 512 < sound.lengthBytes; index++) {
        await sound.read(index * 512, into)
        if (into[0] !== index || into[1] !== value || into[99] !== value) return index
        const isWhole = (index + 1) * 512 <= sound.lengthBytes
        const last = index % 3 === 2 ? erasedByte(store) ^ 1 : value
        if (isWhole && (into[300] !== value || into[511] !== last)) return index
    }
    return Math.idiv(sound.lengthBytes + 511, 512)
}

function erasedByte(store: MessageStore): number {
    return store.volume.card.erasedByte ?? 0
}

/** What must be there. */
export function present<T>(value: T | undefined): T {
    if (value === undefined) throw new Error("nothing there")
    return value
}
