/** Files of a card deleted and renamed, as a PC does it. */
import { CardError } from "./card-error.ts"
import { Directory, type FolderItem } from "./directory.ts"
import { Attribute } from "./directory-entry.ts"
import { FatVolume } from "./fat-volume.ts"
import { withImage } from "./image-file.ts"
import { requireValidName } from "./long-name.ts"
import { openFolder } from "./reader.ts"

/**
 * Delete a file; its clusters are free then.
 *
 * @param name path on the card, parts separated by "/"
 * @throws CardError: no FAT volume, no such file, or it is a folder
 */
export function removeFile(imagePath: string, name: string): void {
    change(imagePath, name, (volume, folder, file) => {
        volume.table.release(volume.table.chain(file.firstCluster))
        folder.remove(file)
    })
}

/**
 * Give a file another name in its folder; what is in it, its time and its attributes stay.
 *
 * @throws CardError: as `removeFile`, a name that FAT forbids, or one that another file has
 */
export function renameFile(imagePath: string, name: string, newName: string): void {
    change(imagePath, name, (_, folder, file) => {
        requireValidName(newName)
        const other = folder.find(newName)
        if (other && other.index !== file.index)
            throw new CardError(`${newName}: there is another file of this name`)
        // Its place may be taken by the new name.
        folder.remove(file)
        const { attributes, firstCluster, sizeBytes, at } = file
        folder.add(newName, { attributes, firstCluster, sizeBytes, at })
    })
}

type Change = (volume: FatVolume, folder: Directory, file: FolderItem) => void

/** All of it is done, or on an error nothing. */
function change(imagePath: string, name: string, act: Change): void {
    withImage(imagePath, "r+", image => {
        const volume = new FatVolume(image)
        const parts = name.split("/")
        const fileName = parts.pop()!
        const folder = openFolder(volume, parts, name)
        const file = folder.find(fileName)
        if (!file) throw new CardError(`${name}: there is no such file`)
        if (file.attributes & Attribute.Folder) throw new CardError(`${name}: is a folder`)
        act(volume, folder, file)
        volume.flush()
        image.commit()
    })
}
