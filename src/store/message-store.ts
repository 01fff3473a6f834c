/** The card, made ready and kept ready for messages; and its list of calls and other files. docs/card-layout.md. */
import { CallLog, LoggedCall } from "../calls/call-log"
import { callIn, lineIn } from "../calls/call-note"
import { ensureReadme } from "../calls/readme"
import { ReturnList } from "../calls/return-list"
import { BlockDevice } from "../hal/block-device"
import { Codec, SoundSource } from "../hal/sound"
import { Fault, FaultCode } from "../util/fault"
import { findFolder, findPath, TOP } from "../fat/directory"
import { countFree, settleFree } from "../fat/fs-info"
import { inspect } from "../fat/inspection"
import { mountVolume } from "../fat/mount"
import { mendPairs } from "../fat/pair-mending"
import { mendReport } from "../fat/report-file"
import { readText } from "../fat/text-file"
import { mendTwin } from "../fat/twin-file"
import { Volume, Waiting } from "../fat/volume"
import { WavFile } from "../fat/wav-file"
import {
    ensureGreetings,
    findFolders,
    findPutBack,
    makeFiles,
    makeFolders,
    mendTable,
    SETTINGS_NAME,
} from "./card-folders"
import { findCutMessage } from "./cut-message"
import { ensureIndexFile } from "./index-file"
import { rebuildIndex } from "./index-rebuild"
import { Messages } from "./messages"
import { Provisioner } from "./provisioning"
import { Recording } from "./recording"
import { Recovery } from "./recovery"
import { SlotFolder } from "./slot-folder"
import { FREE_MASK } from "./slot-state"
import { Survey } from "./survey"
import { Upkeep } from "./upkeep"

/** Faults before all is done, after which a card is left alone until it is mounted anew. */
const FAULTS_MAX = 3
/** Things that are made once, besides slots. */
const TIDIED = 4

export class MessageStore {
    /** No message can be taken: the card is write-protected, or failing. What it holds can be played. */
    isReadOnly = false
    /** There are greetings that there were not at the mount. */
    isGreetingMended = false
    readonly volume: Volume
    private readonly folder: SlotFolder
    readonly messages: Messages
    readonly recovery: Recovery
    private readonly survey: Survey
    private readonly upkeep: Upkeep
    private readonly provisioner: Provisioner
    /** The calls that wait to be returned. */
    readonly returns: ReturnList
    private readonly log: CallLog
    private faultCount = 0
    /** How much of what is made once has been looked for since the mount; from 1 on, the volume may be written to. */
    tidied = 0

    /** @param scratch see Recovery; of whoever plays or records otherwise */
    constructor(card: BlockDevice, scratch: Buffer) {
        this.volume = new Volume(card)
        this.folder = new SlotFolder(this.volume)
        this.messages = new Messages(this.folder)
        this.recovery = new Recovery(this.folder, scratch)
        this.survey = new Survey(this.folder)
        this.upkeep = new Upkeep(this.folder)
        this.provisioner = new Provisioner(this.folder)
        this.log = new CallLog(this.volume)
        this.returns = new ReturnList(this.volume, this.log)
    }

    /** Let there be so many slots at most; more are made in idle. */
    setSlotsMax(limit: number): void {
        this.provisioner.setLimit(limit)
    }

    /**
     * Find the volume, the folders and the slots; make what is missing (once in the life of a card); make messages of what
     * a cut has left.
     *
     * May be called again after a fault, or after another card was put in. Where the card can't be written, `isReadOnly`
     * says so; where it has no room, or room is still to be looked for in idle, `messages.freeCount` is 0.
     * @throws Fault Corrupt: no FAT16 or FAT32 volume; and as the card does when it is gone.
     * Waits: for 9 sectors, and two more for each 832 slots; where the first slots are made, for some 200, 6 s at most.
     */
    async mount(): Promise<void> {
        const { folder } = this
        folder.index.forgetAll()
        folder.armed = []
        folder.urgent = []
        folder.lastName = ""
        this.log.firstSector = folder.found = undefined
        this.log.nextLine = 0
        this.returns.resetReturns()
        this.upkeep.resetUpkeep()
        this.provisioner.setLimit(this.provisioner.limit)
        this.faultCount = 0
        this.tidied = 0
        this.isReadOnly = this.volume.card.isWriteProtected
        this.messages.recount()
        await mountVolume(this.volume)
        this.volume.giveWaySoon()
        try {
            await this.prepare()
        } catch (e: any) {
            if (e.code !== FaultCode.Interrupted) {
                this.note(e)
                // A full one may have slots, and be well; one that has no room for the index may not be written to.
                if (e.code !== FaultCode.Full || folder.index.cluster === 0) this.isReadOnly = true
            }
        } finally {
            this.volume.endMount()
        }
        this.messages.recount()
    }

    /**
     * Take a free slot; and more of those that are armed, where the recording may be longer than one. One recording at a time; one without sound that is not finished leaves its slot free, one with
     * sound becomes a message at the next mount.
     *
     * @throws Fault Full: no slot is free, or `isReadOnly`; and as the card does. Waits: for a sector or two; and to erase
     * a slot where none is armed.
     */
    async beginRecording(codec: Codec, maxMs = 0): Promise<Recording> {
        const { folder, upkeep } = this
        const { index, armed } = folder
        folder.codec = codec
        folder.lastName = ""
        let slot: number | undefined = undefined
        if (!this.isReadOnly) {
            // A PC may have had the card.
            while (armed.length > 0 && (await folder.linksMissing(armed[0])) !== 0) {
                await folder.retire(armed[0])
                // The next mount looks into armed slots up to the first that is empty.
                await index.writeBack()
            }
            slot = armed.length > 0 ? armed[0] : await upkeep.takeFree()
            // Which slots are free is not known before the folder was compared, where the index was lost.
            while (slot === undefined && index.isRebuilt && (await this.survey.surveyNext()))
                slot = await upkeep.takeFree()
        }
        this.messages.recount()
        if (slot === undefined) throw new Fault(FaultCode.Full, "no slot is free")
        upkeep.beginAnew()
        if (armed.length > 0 && index.codec() !== codec) {
            index.setArmedFor(index.erasedByte(), codec)
            await index.writeBack()
        }
        const slots = await upkeep.slotsFrom(slot, maxMs)
        const { messages } = this
        return new Recording(folder, slots, codec, await folder.erasedByte(slot), () => {
            messages.recount()
        })
    }

    /**
     * Do some of what can wait until nothing goes on: make, compare, erase, count.
     *
     * @param waiting asked every 100 ms by what takes longer, which is done anew at another time then
     * @returns whether there is more to do
     * @throws Fault Absent: the card is gone. Waits: some 100 ms, or as long as the card takes to erase a slot.
     */
    async maintain(waiting?: Waiting): Promise<boolean> {
        if (this.isReadOnly) return false
        this.volume.waiting = waiting
        try {
            const hasMore = await this.doNext()
            // A card that can be erased may still refuse what is noted of that.
            if (!hasMore) this.faultCount = 0
            this.messages.recount()
            return hasMore
        } catch (e: any) {
            if (e.code === FaultCode.Interrupted) return true
            this.note(e)
            this.faultCount++
            const isFailing = this.faultCount >= FAULTS_MAX || this.volume.card.isWriteProtected
            // What is made once and does not fit is done without; with any other fault in it, nothing is written.
            const isUsable = e.code === FaultCode.Full && this.folder.index.cluster !== 0
            this.isReadOnly = isFailing || (this.tidied < TIDIED && !isUsable)
            this.tidied = TIDIED
            return !this.isReadOnly
        } finally {
            this.volume.waiting = undefined
        }
    }

    /**
     * Sectors that are nobody's: those of sound in a free slot that waits for nothing.
     *
     * @returns the first of SOUND_SECTORS_MAX; 0: there is none. @throws as the card does. Waits: for the table.
     */
    async spareSector(): Promise<number> {
        const { index } = this.folder
        const slot = await index.seek(FREE_MASK, index.firstSlot(), index.slotCount())
        if (slot === undefined || this.isReadOnly) return 0
        // A PC may have had the card.
        if ((await this.folder.linksMissing(slot)) !== 0) return 0
        if (!(await this.folder.seekEntry(slot))) return 0
        // Its header is left as it is.
        return this.folder.startSector(slot) + 1
    }

    /**
     * Add a call to calls.csv, after its recording was finished. A fault is logged.
     *
     * @returns false: nothing is left of the call, neither its line nor a message; or the card is gone. Waits: for two sectors.
     */
    async logCall(call: LoggedCall): Promise<boolean> {
        const file = this.folder.lastName
        this.folder.lastName = ""
        if (this.isReadOnly || this.folder.index.cluster === 0) return false
        const { log } = this
        try {
            if (log.firstSector === undefined) await this.findCalls()
            const line = await log.addCall(call, file)
            this.returns.noteAdded(line, call.state)
            if (line > 0) return true
        } catch (e: any) {
            if (!(e instanceof Fault)) throw e
            console.error("calls.csv: " + e.message)
        }
        return file !== "" && this.volume.card.sectorCount !== 0
    }

    /** Of a call that begins, for its note: the line that it is to have, and the highest serial before its message. */
    place(): string {
        return this.log.nextLine + "|" + this.folder.index.lastSerial()
    }

    /**
     * Add the call of a note to calls.csv, with the message that was made of what was left of it.
     *
     * @param mayBeListed it may have been cut after its line was written
     * @returns false: it has no line; why is logged. @throws as the card does. Waits: for some ten sectors.
     */
    async logNote(note: string, mayBeListed: boolean): Promise<boolean> {
        const { log, folder, recovery } = this
        const call = callIn(note)
        if (log.firstSector === undefined) await this.findCalls()
        if (mayBeListed && (await log.isCallFrom(call.number, lineIn(note)))) return true
        folder.lastName = ""
        if (note === recovery.cutNote) await findCutMessage(folder, recovery.found, note, call)
        return await this.logCall(call)
    }

    /** Whether there is a folder of that path. @throws as the card does. Waits: for the folders' sectors. */
    async hasFolder(path: string): Promise<boolean> {
        return (await findFolder(this.volume, path)) !== undefined
    }

    /**
     * Open a WAV file.
     *
     * @param path from the root, for example "AFTERBEEP/greetings/default.wav"
     * @returns undefined: there is none
     * @throws Fault Corrupt: not a WAV file that can be played; and as the card does. Waits: for the folders' sectors.
     */
    async openSound(path: string): Promise<SoundSource | undefined> {
        const entry = await findPath(this.volume, path)
        if (entry === undefined) return undefined
        return await new WavFile(this.volume, entry.firstCluster, entry.sizeBytes).open()
    }

    /**
     * Read the text of a file of at most 2,048 bytes; the rest is left out.
     *
     * Only while the machine starts: it takes memory.
     * @returns undefined: there is none. @throws as the card does. Waits: for the folders' and the file's sectors.
     */
    async readText(path: string): Promise<string | undefined> {
        const { found } = this.folder
        const isFound = found !== undefined && path === TOP + "/" + SETTINGS_NAME
        if (isFound) this.folder.found = undefined
        const entry = isFound ? found[3] : await findPath(this.volume, path)
        if (entry === undefined) return undefined
        return await readText(this.volume, entry)
    }

    /** All that comes after the volume was found. */
    private async prepare(): Promise<void> {
        const { volume, folder, survey } = this
        const { index } = folder
        const onArmed = (slot: number) => {
            folder.armed.push(slot)
        }
        let isThere = (await findFolders(folder)) && (await index.readPages(index.cluster, onArmed))
        if (!isThere && (await findPutBack(folder)))
            isThere = await index.readPages(index.cluster, onArmed)
        const hadFolder = folder.cluster !== 0
        if (!isThere) {
            const cluster = await makeFiles(folder)
            if (!(await index.readPages(cluster, onArmed))) await rebuildIndex(folder)
        }
        await mendTable(folder)
        if (!hadFolder && index.slotCount() > 0) {
            // A PC has taken the folder away.
            await index.wipe()
            folder.armed = []
        }
        survey.beginSurvey()
        await this.recovery.recoverCalls()
        await this.provisioner.provisionFirst()
        await settleFree(volume)
        if (index.slotCount() === 0) console.warn("no room for messages on the card")
    }

    /** What a PC may have deleted, or a cut has left unfinished: one thing at a time, for a call may come. */
    private async tidy(): Promise<void> {
        const { volume, folder } = this
        switch (this.tidied) {
            case 0:
                // The mount has not come to it.
                if (folder.index.cluster === 0) await this.prepare()
                this.isGreetingMended = await inspect(volume)
                await makeFolders(folder)
                await ensureIndexFile(volume, volume.topCluster)
                break
            case 1:
                if (await mendPairs(volume, await ensureGreetings(volume)))
                    this.isGreetingMended = true
                break
            case 2:
                await ensureReadme(volume, volume.topCluster)
                await mendReport(volume)
                await mendTwin(volume)
                break
            default:
                if (this.log.firstSector === undefined) await this.findCalls()
        }
        this.tidied++
    }

    private async findCalls(): Promise<void> {
        await this.log.mountList(this.volume.topCluster)
    }

    private async doNext(): Promise<boolean> {
        const { provisioner, survey, recovery, upkeep, folder, volume } = this
        if (this.tidied < TIDIED) await this.tidy()
        else if (await this.returns.countNext()) return true
        else if (await survey.surveyNext()) return true
        else if (await recovery.lookAgain()) return true
        else if (await upkeep.armNext()) return true
        else if (await provisioner.provisionNext()) return true
        else {
            await folder.index.writeBack()
            return await countFree(volume, false)
        }
        return true
    }

    /** A fault while the card is there is logged; where it is gone it is passed on. */
    private note(e: any): void {
        if (!(e instanceof Fault) || this.volume.card.sectorCount === 0) throw e
        console.error("card: " + e.message)
    }
}
