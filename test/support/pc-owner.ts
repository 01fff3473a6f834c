/** What owners do: with the key of the machine, and with a PC that has the card. By a seed, on card and model alike. */

import { type Random } from "../../sim/clock/random.ts"
import { type CardModel, type ModelMessage } from "./pc-model.ts"
import { type PcCard } from "./pc-card.ts"
import { SHORT_STORY } from "./scenario-run.ts"

const FOLDER = "AFTERBEEP/messages/"
const IDLE = { wait: "idle" }

export interface Session {
    readonly text: string
    readonly steps: readonly object[]
    /** Numbers of its calls, in their order. */
    readonly calls: readonly string[]
}

export class Owner {
    private callCount = 0
    private fileCount = 0

    constructor(
        private readonly random: Random,
        private readonly model: CardModel
    ) {}

    /** Power on, some calls, perhaps the key, power off. */
    session(): Session {
        const { random } = this
        const calls = Array.from({ length: random.nextInteger(0, 2) }, () => this.nextNumber())
        const steps: object[] = [{ wait: 20_000 }]
        for (const number of calls)
            steps.push({ call: { number, audio: SHORT_STORY } }, IDLE, { wait: 2000 })
        for (const number of calls) this.model.add(number)
        const key = random.nextInteger(0, 3)
        if (key > 1) steps.push(...this.play())
        else if (key === 1) steps.push(...this.trashFirst())
        const text = `machine: ${calls.join(", ") || "no call"}${["", ", a key is held", ", played", ", played"][key]}`
        return { text, steps: [...steps, IDLE, { wait: 60_000 }], calls }
    }

    /** Something is done on the PC. @returns what */
    atPc(pc: PcCard): string {
        const { random, model } = this
        const deeds = [
            () => this.changeOne(pc, "mdel"),
            () => this.changeOne(pc, "mren"),
            () => this.changeOne(pc, "+r"),
            () => this.changeOne(pc, "-r"),
            () => this.changeOne(pc, "-a"),
            () => this.changeOne(pc, "+a"),
            () => this.changeOne(pc, "+h"),
            () => this.changeOne(pc, "-h"),
            () => this.changeAll(pc, "-a"),
            () => this.changeAll(pc, "+h"),
            () => this.changeAll(pc, "-h"),
            () => this.putFile(pc),
            () => this.makeFolder(pc),
            () => this.deleteSlots(pc),
        ]
        const text = deeds[random.nextInteger(0, deeds.length - 1)]!()
        return `PC: ${text}\n${model.text}`
    }

    private nextNumber(): string {
        this.callCount++
        return `21255501${String(this.callCount).padStart(2, "0")}`
    }

    private play(): object[] {
        for (const each of this.model.playlist) each.isArchived = true
        return [{ press: "play" }, IDLE]
    }

    /** The key is held while the first message plays; then the others are played. */
    private trashFirst(): object[] {
        const [first, ...rest] = this.model.playlist
        if (!first) return []
        first.isHidden = true
        if (!first.isArchived) for (const each of rest) each.isArchived = true
        return [{ press: "play" }, { wait: 2500 }, { hold: "play", ms: 1200 }, IDLE]
    }

    private changeOne(pc: PcCard, deed: string): string {
        const { random, model } = this
        const message = model.messages[random.nextInteger(0, model.messages.length - 1)]
        if (!message) return "nothing"
        const path = pathOf(pc, message)
        if (deed === "mdel") {
            pc.attrib(path, "-r")
            pc.delete(path)
            model.remove(message)
        } else if (deed === "mren") {
            message.name = `Ciocia Józia, Ёлка i tort ${this.nextNumber()}.wav`
            pc.rename(path, message.name)
        } else {
            pc.attrib(path, deed)
            apply(message, deed)
        }
        return `${deed} ${path}`
    }

    /** A backup, or a person who wants to see all, or nothing: the whole folder. */
    private changeAll(pc: PcCard, deed: string): string {
        pc.attrib(FOLDER, deed)
        for (const message of this.model.messages) apply(message, deed)
        return `${deed} of all messages`
    }

    private putFile(pc: PcCard): string {
        const path = `${FOLDER}Notatka ${++this.fileCount} Ёж.wav`
        const content = Buffer.from(`RIFF no sound ${this.fileCount}`.repeat(this.fileCount * 97))
        pc.write(path, content)
        this.model.others.set(path, content)
        return `file ${path}`
    }

    private makeFolder(pc: PcCard): string {
        const path = `${FOLDER}Folder ${++this.fileCount} Zażółć`
        pc.makeFolders(path)
        this.model.others.set(path, Buffer.alloc(0))
        return `folder ${path}`
    }

    /** Somebody cleans up what is hidden. */
    private deleteSlots(pc: PcCard): string {
        const free = pc.list().filter(({ path }) => path.startsWith(`${FOLDER}Afterbeep keeps`))
        const some = free.filter(() => this.random.nextInteger(0, 4) === 0).slice(0, 4)
        for (const { path } of some) pc.delete(path)
        return `delete ${some.length} free slots`
    }
}

function apply(message: ModelMessage, deed: string): void {
    const isOn = deed.startsWith("+")
    if (deed.endsWith("a")) message.isArchived = isOn
    else if (deed.endsWith("h")) message.isHidden = isOn
    else message.isReadOnly = isOn
}

/** Where a message is on the card: by the name that was given to it, or by the number in the machine's. */
function pathOf(pc: PcCard, { number, name }: ModelMessage): string {
    const paths = pc.list().map(({ path }) => path)
    const found = paths.find(path => path.startsWith(FOLDER) && path.includes(name ?? number))
    if (found === undefined)
        throw new Error(`there is no message of ${number}:\n${paths.join("\n")}`)
    return found
}
