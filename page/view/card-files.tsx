/** One folder of the card as a table, and the file that is chosen in it, to be heard or read. */

import { useEffect } from "preact/hooks"
import { type CardEntry } from "../../sim/protocol/messages.ts"
import {
    chosen,
    chosenEntry,
    entries,
    fileOf,
    folder,
    foldersAbove,
    kindOf,
    MESSAGES_FOLDER,
    openFolder,
    pathOf,
    removeFile,
    renameFile,
    soundOf,
    stampOf,
} from "../state/card.ts"
import { cardText, openText } from "../state/card-text.ts"
import { t } from "../texts/texts.ts"
import { AskButton } from "./ask-button.tsx"
import { FileWaveform } from "./file-waveform.tsx"
import { VirtualRows } from "./virtual-rows.tsx"

export function CardFiles() {
    const list = entries.value ?? []
    const count = folder.value === MESSAGES_FOLDER ? "messagesOnCard" : "itemsInFolder"
    return (
        <div class="files">
            <div>
                <Path />
                <p class="hint">{entries.value && t(count, { n: list.length })}</p>
                <VirtualRows
                    label={t("folder")}
                    heads={[t("fileName"), t("fileKind"), t("fileSize"), t("fileChanged")]}
                    count={list.length}
                    row={index => cellsOf(list[index]!)}
                />
            </div>
            <Chosen />
        </div>
    )
}

function Path() {
    const above = foldersAbove(folder.value)
    return (
        <nav class="path" aria-label={t("folder")}>
            {above.map(({ name, path }) => (
                <button
                    key={path}
                    type="button"
                    class="plain"
                    aria-current={path === folder.value ? "location" : undefined}
                    onClick={() => void openFolder(path)}
                >
                    {name === "" ? t("wholeCard") : name}
                </button>
            ))}
        </nav>
    )
}

function cellsOf(entry: CardEntry) {
    const { name, isFolder, sizeBytes, at } = entry
    const isChosen = name === chosen.value
    return [
        <button
            type="button"
            class="plain"
            translate={false}
            aria-pressed={isFolder ? undefined : isChosen}
            onClick={() => (isFolder ? void openFolder(pathOf(name)) : (chosen.value = name))}
        >
            {isFolder ? `${name}/` : name}
        </button>,
        kindText(entry),
        isFolder ? "" : t("kilobytes", { n: Math.ceil(sizeBytes / 1024) }),
        at,
    ]
}

function kindText({ name, isFolder, isArchived, isReadOnly, isSystem }: CardEntry): string {
    if (isFolder) return t("kindFolder")
    if (folder.value !== MESSAGES_FOLDER) return (/\.(\w+)$/.exec(name)?.[1] ?? "").toUpperCase()
    const words = [t(isArchived ? "heard" : "unheard")]
    if (isSystem) words.push(t("urgent"))
    if (isReadOnly) words.push(t("kept"))
    return words.join(", ")
}

function Chosen() {
    const entry = chosenEntry.value
    if (!entry) return <p class="hint">{t("nothingChosen")}</p>
    const { name } = entry
    const path = pathOf(name)
    const kind = kindOf(name)
    const stamp = stampOf(entry)
    const sound = soundOf(path, stamp)
    return (
        <section class="chosen" aria-label={name}>
            <strong translate={false}>{name}</strong>
            {kind === "sound" && (
                <>
                    <FileWaveform url={sound} label={name} />
                    <audio controls preload="none" src={sound} aria-label={name} />
                </>
            )}
            {kind === "text" && <FileText path={path} stamp={stamp} />}
            <div class="row">
                <a class="button" href={fileOf(path)} download={name}>
                    {t("download")}
                </a>
                <AskButton
                    key={`rename ${path}`}
                    question={t("renameQuestion", { name })}
                    answer={t("renameIt")}
                    initial={name}
                    onYes={newName => void renameFile(path, newName)}
                >
                    {t("rename")}
                </AskButton>
                <AskButton
                    key={`delete ${path}`}
                    question={t("deleteQuestion", { name })}
                    answer={t("deleteIt")}
                    onYes={() => void removeFile(path)}
                >
                    {t("deleteFile")}
                </AskButton>
            </div>
        </section>
    )
}

function FileText({ path, stamp }: { readonly path: string; readonly stamp: string }) {
    useEffect(() => openText(path), [path, stamp])
    const { text, isWhole } = cardText.value
    return (
        <>
            <pre class="file-text" tabIndex={0} role="region" aria-label={path} translate={false}>
                {text}
            </pre>
            {!isWhole && <p class="hint">{t("cutOff")}</p>}
        </>
    )
}
