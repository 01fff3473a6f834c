/** Judges cards after a cut: fsck.fat, our own check of the volume, every earlier file, the message under way. */

import type { Overlay, ReadonlyOverlay } from "../../../sim/chips/sdcard/overlay-image.ts"
import { StateHash } from "../log/state-hash.ts"
import { judgeCutCall, type CallTraces } from "./cut-call.ts"
import { EarlierFiles, type CardContent } from "./earlier-files.ts"
import { clusterLba, type Sectors } from "./fat-view.ts"
import { Attribute } from "./folder-view.ts"
import type { Fsck } from "./fsck.ts"
import { checkIndex } from "./index-file.ts"
import { FileSectors, type Caller } from "./message-file.ts"
import {
    judgeNewMessages,
    newMessages,
    partsInOrder,
    type NewMessages,
    type Reference,
} from "./new-message.ts"
import { slotState } from "./slot.ts"
import { VolumeCheck, type CardFile, type VolumeState } from "./volume-check.ts"

const INDEX = "AFTERBEEP/index.bin"

/** What the structure of a volume is found to be. */
export interface Structure {
    readonly state: VolumeState
    /** What fsck.fat and our own check complain of; [] where the volume is clean. */
    readonly complaints: readonly string[]
}

export interface Contents extends NewMessages {
    /** What has become of files that were there. */
    readonly damages: readonly string[]
    /** Undefined: there was none. */
    readonly call: CallTraces | undefined
}

export interface JudgeOptions {
    /** The image that all overlays lie on. */
    readonly base: Sectors
    /** The card before the operation, and after it where nobody cut it. */
    readonly before: ReadonlyOverlay
    readonly after: ReadonlyOverlay
    /** Sound that was recorded, where a call is part of the operation. */
    readonly reference: Reference | undefined
    /** Who calls in it, and was noted in flash before the first write. */
    readonly caller?: Caller | undefined
    readonly fsck: Fsck | undefined
}

export class Judge {
    private readonly volumes: VolumeCheck
    private readonly earlier: EarlierFiles
    private readonly before: CardContent
    /** For each sector of the card, whether it is content of a file of the base: then it is none of the structure. */
    private readonly isContent: Uint8Array
    private readonly known = new Map<string, Structure>()

    constructor(private readonly options: JudgeOptions) {
        this.volumes = new VolumeCheck(options.base)
        const { layout } = this.volumes
        this.isContent = new Uint8Array(layout.startLba + layout.volumeSectors)
        const base = this.volumes.check(options.base, new Map())
        for (const file of base.files) this.markContent(file)
        this.before = this.contentOf(options.before)
        this.earlier = new EarlierFiles(this.before, this.contentOf(options.after), layout)
    }

    /** Distinct structures seen so far. */
    get structureCount(): number {
        return this.known.size
    }

    /** The same structure is judged once. */
    structure(overlay: ReadonlyOverlay): Structure {
        const parts = this.structuralParts(overlay)
        const { base } = this.options
        const isOfBase = (lba: number, bytes: Uint8Array) =>
            Buffer.compare(bytes, base.peek(lba)) === 0
        const key = StateHash.of(parts, isOfBase).text
        const known = this.known.get(key)
        if (known) return known
        const { state } = this.contentOf(overlay)
        const fsck = this.options.fsck?.judge(parts) ?? ""
        const complaints = [...state.problems, ...(fsck ? [`fsck.fat: ${fsck}`] : [])]
        const structure = { state, complaints }
        // A folder where a file of the base has been: then what is content is another question, for this card alone.
        const isUsual = [...state.folderLbas].every(lba => this.isContent[lba] === 0)
        if (isUsual) this.known.set(key, structure)
        return structure
    }

    /** Of a card after a boot that has come to rest. */
    contents(overlay: ReadonlyOverlay, { state }: Structure): Contents {
        const sectors = this.sectorsOf(overlay)
        const { layout } = this.volumes
        const files = newMessages(this.before.state, state)
        const fresh = judgeNewMessages(files, { sectors, layout }, this.options.reference)
        const damages = this.earlier.damages({ sectors, state }, overlay)
        const { caller } = this.options
        const card = { sectors, layout, files: state.files }
        const parts = partsInOrder(files, card).map(({ file }) => file)
        const call = caller && judgeCutCall(parts, caller, card)
        const problems = [...fresh.problems, ...this.indexProblems(sectors, state)]
        return { ...fresh, problems: [...problems, ...(call?.problems ?? [])], damages, call }
    }

    /** After another call: what is wrong with the volume, and with the list of calls. */
    afterAnotherCall(overlay: ReadonlyOverlay): string[] {
        const { state, complaints } = this.structure(overlay)
        const sectors = this.sectorsOf(overlay)
        return [...complaints, ...this.earlier.linesLost({ sectors, state })]
    }

    private indexProblems(sectors: Sectors, { files }: VolumeState): string[] {
        const { layout } = this.volumes
        const index = files.find(file => file.path === INDEX)
        if (!index) return []
        const slots = new Map(
            files
                .filter(file => slotState(file) !== undefined)
                .map(file => [file.firstCluster, file])
        )
        const content = new FileSectors(sectors, layout, index)
        return checkIndex(content, slots, layout.sectorsPerCluster)
    }

    private structuralParts(overlay: ReadonlyOverlay): Overlay {
        const parts: Overlay = new Map()
        for (const [lba, bytes] of overlay) if (this.isContent[lba] === 0) parts.set(lba, bytes)
        return parts
    }

    private contentOf(overlay: ReadonlyOverlay): CardContent {
        const sectors = this.sectorsOf(overlay)
        return { sectors, state: this.volumes.check(sectors, overlay) }
    }

    private sectorsOf(overlay: ReadonlyOverlay): Sectors {
        const { base } = this.options
        return { peek: lba => overlay.get(lba) ?? base.peek(lba) }
    }

    private markContent(file: CardFile): void {
        if (file.attributes & Attribute.Folder) return
        const { layout } = this.volumes
        for (const { cluster, count } of file.chain.runs) {
            const lba = clusterLba(layout, cluster)
            this.isContent.fill(1, lba, lba + count * layout.sectorsPerCluster)
        }
    }
}
