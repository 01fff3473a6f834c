/** What an owner and the systems of theirs leave on a card besides what is ours; it must be the same after every call. */

import assert from "node:assert/strict"
import { type PcCard } from "./pc-card.ts"

/** Files by path; a folder is made where a path needs it. */
export type OwnFiles = Readonly<Record<string, string>>

export const CAMERA: OwnFiles = {
    "DCIM/100CANON/IMG_0001.JPG": "JFIF".repeat(9000),
    "DCIM/100CANON/IMG_0002.JPG": "Exif".repeat(777),
    "MISC/AUTPRINT.MRK": "[HDR]\r\n",
}

export const WINDOWS: OwnFiles = {
    "System Volume Information/WPSettings.dat": "\x0c\0\0\0",
    "System Volume Information/IndexerVolumeGuid": "{8F1A}",
    "Zdjęcia z wakacji/Żółw na plaży.txt": "żółw".repeat(500),
}

export const MAC: OwnFiles = {
    ".Spotlight-V100/VolumeConfiguration.plist": "<plist/>",
    ".fseventsd/fseventsd-uuid": "2C3F",
    ".Trashes/501/._old song.mp3": "\0\x05\x16\x07".repeat(30),
    "._.Trashes": "\0\x05\x16\x07".repeat(1024),
    "Мои записи/Ёлка и песни.txt": "ёлка".repeat(500),
}

/** A person who has read about the folders, and has made them beforehand. */
export const BEFOREHAND: OwnFiles = {
    "AFTERBEEP/messages/Wiadomość od cioci Józi, zachować koniecznie!.txt": "ciocia".repeat(99),
    "AFTERBEEP/messages/Очень длинное имя файла, которое дала сама хозяйка карты.txt": "я".repeat(
        9
    ),
    "AFTERBEEP/messages/._Wiadomość.txt": "\0\x05\x16\x07",
    "AFTERBEEP/greetings/Święta – zamknięte do 7 stycznia.txt": "święta",
    "AFTERBEEP/greetings/Мы в отпуске.txt": "отпуск",
}

/** Files that are called like ours, and are not. */
export const NAMESAKES: OwnFiles = {
    "AFTERBEEP/README.txt": "mine\n",
    "AFTERBEEP/index.bin": "not yours\n",
    "AFTERBEEP/messages/2026-11-22 14.01 2125550123 J SMITH.wav": "no sound",
}

export function putFiles(pc: PcCard, files: OwnFiles): void {
    const folders = new Set(pc.list().map(({ path }) => path))
    for (const [path, text] of Object.entries(files)) {
        const parts = path.split("/").slice(0, -1)
        parts.forEach((_, i) => {
            const folder = parts.slice(0, i + 1).join("/")
            if (!folders.has(folder)) pc.makeFolders(folder)
            folders.add(folder)
        })
        pc.write(path, text)
    }
}

/** All of them are there, byte for byte. */
export function assertKept(pc: PcCard, files: OwnFiles): void {
    for (const [path, text] of Object.entries(files))
        assert.equal(String(pc.read(path)), text, path)
}
