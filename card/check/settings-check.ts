/** The copy of the directory sector of settings.txt, in the last sector of the index. docs/card-layout.md, "settings.txt". */
import { FOLDER, INDEX, SETTINGS } from "../layout/files.ts"
import { type Findings, type SectorSource } from "./finding.ts"
import { type Tree } from "./tree.ts"
import { type CheckedVolume, clusterSector, sectorOf } from "./volume.ts"

const TWIN_AT = 224
const TWIN = "SETTINGSOLD"
/** In the twin's entry: the sector that this is a copy of. */
const HOME_AT = TWIN_AT + 14
const ENTRY_BYTES = 32
const DELETED = 0xe5

/** @param copy the last sector of the index */
export function checkSettingsCopy(
    copy: Buffer,
    tree: Tree,
    source: SectorSource,
    volume: CheckedVolume,
    findings: Findings
): void {
    if (copy.every(byte => byte === 0)) return
    if (copy.toString("latin1", TWIN_AT, TWIN_AT + TWIN.length) !== TWIN)
        return findings.note("index-unused", INDEX, "its last sector is no copy of a folder's")
    if (tree.find(SETTINGS)) return
    const home = copy.readUInt32LE(HOME_AT)
    const { sectorsPerCluster } = volume
    const isOurs = tree.find(FOLDER)!.clusters.some(cluster => {
        const start = clusterSector(volume, cluster)
        return home >= start && home < start + sectorsPerCluster
    })
    if (!isOurs || !isDestroyed(sectorOf(source, home))) return
    findings.note("settings-lost", SETTINGS, `its directory sector ${home} is destroyed`, {
        machine: "puts it back from its copy, when the card is in it next",
    })
}

/** No sector of a folder: it ends that, or has attributes that do not exist. */
function isDestroyed(sector: Buffer): boolean {
    if (sector[0] === 0) return true
    for (let at = 0; at < sector.length; at += ENTRY_BYTES) {
        const isUsed = sector[at] !== DELETED && sector[at] !== 0
        if (isUsed && (sector[at + 11]! & 0xc0) !== 0) return true
    }
    return false
}
