/**
 * What must be on the card, as a plain list: the messages with what their owner and the machine have done to them, and the
 * files that are none of ours. Nothing of slots, tables and clusters.
 */

import assert from "node:assert/strict"
import { soundBytes } from "./listening.ts"
import { type PcCard } from "./pc-card.ts"
import { assertContiguousRun } from "./same-sound.ts"

const FOLDER = "AFTERBEEP/messages/"
const FREE_NAME = /^Afterbeep keeps this space free/

export interface ModelMessage {
    readonly number: string
    /** Undefined until it was read from the card first. */
    sound: Buffer | undefined
    /** The name that a PC gave it last; undefined: the machine's. */
    name: string | undefined
    /** Attributes: heard, hidden, for ever. */
    isArchived: boolean
    isHidden: boolean
    isReadOnly: boolean
}

export class CardModel {
    readonly messages: ModelMessage[] = []
    /** Paths and contents. */
    readonly others = new Map<string, Buffer>()

    add(number: string): void {
        const bits = { isArchived: false, isHidden: false, isReadOnly: false }
        this.messages.push({ number, sound: undefined, name: undefined, ...bits })
    }

    /** In the order in which they are played: the unheard ones; where there is none, the heard ones. */
    get playlist(): ModelMessage[] {
        const unheard = this.unheard
        return unheard.length > 0 ? unheard : this.messages.filter(each => !isTrashed(each))
    }

    get unheard(): ModelMessage[] {
        return this.messages.filter(each => !each.isArchived && !isTrashed(each))
    }

    get text(): string {
        const lines = this.messages.map(
            each => `${each.number} ${lettersOf(each).padEnd(3)} ${each.name ?? ""}`
        )
        return [...lines, ...this.others.keys()].join("\n")
    }

    remove(message: ModelMessage): void {
        this.messages.splice(this.messages.indexOf(message), 1)
    }

    /**
     * The card holds this, and nothing else.
     *
     * @param received the sound of calls that came since the last time, by number, as the modem has handed it over
     */
    assertOn(pc: PcCard, received: ReadonlyMap<string, Uint8Array>): void {
        const found = new Map<string, string>()
        for (const { path, attributes } of pc.list()) {
            const name = path.startsWith(FOLDER) ? path.slice(FOLDER.length) : ""
            if (name === "" || this.others.has(path)) continue
            if (FREE_NAME.test(name)) {
                assert.equal(attributes, "SH", `a free slot is ${attributes}: ${name}`)
                continue
            }
            const number = this.assertMessage(pc.read(path), received)
            assert.ok(
                !found.has(number),
                `two messages of ${number}:\n${found.get(number)}\n${name}`
            )
            found.set(number, name)
            this.assertEntry(number, name, attributes)
        }
        const missing = this.messages.filter(({ number }) => !found.has(number))
        assert.deepEqual(
            missing.map(({ number }) => number),
            [],
            "are not on the card"
        )
        for (const [path, content] of this.others)
            assert.ok(content.length === 0 || pc.read(path).equals(content), `${path} was changed`)
    }

    private assertMessage(file: Buffer, received: ReadonlyMap<string, Uint8Array>): string {
        const number = textOf(file, "INAM")
        const message = this.messages.find(each => each.number === number)
        assert.ok(message, `there is a message of ${number}, which was removed, or never came`)
        const sound = soundBytes(file)
        const fresh = received.get(number)
        if (!message.sound && fresh) {
            assertContiguousRun(sound, Buffer.from(fresh))
            message.sound = sound
        } else assert.ok(message.sound?.equals(sound), `the sound of ${number} was changed`)
        return number
    }

    private assertEntry(number: string, name: string, attributes: string): void {
        const message = this.messages.find(each => each.number === number)!
        assert.equal(attributes, lettersOf(message), `attributes of ${number}, ${name}`)
        if (message.name !== undefined) assert.equal(name, message.name)
        else assert.ok(name.includes(number), `${name} is the message of ${number}`)
    }
}

export function isTrashed({ isHidden, isReadOnly }: ModelMessage): boolean {
    return isHidden && !isReadOnly
}

function lettersOf({ isArchived, isHidden, isReadOnly }: ModelMessage): string {
    return (isArchived ? "A" : "") + (isHidden ? "H" : "") + (isReadOnly ? "R" : "")
}

/** A text of the LIST INFO of a WAV file. */
function textOf(file: Buffer, id: string): string {
    const at = file.subarray(0, 512).indexOf(id)
    assert.ok(at > 0, "a file in the folder of messages that is none")
    return file.toString("latin1", at + 8, at + 8 + file.readUInt32LE(at + 4) - 1)
}
