/** Messages as files for a PC: trimmed, with readable names and the time of the call. */
import { dateOf } from "../layout/fat-time.ts"
import { trimmedCalls } from "../layout/calls-csv.ts"
import { CALLS, FOLDER, OLD_CALLS } from "../layout/files.ts"
import { type WavForm, messageWav } from "../sound/message-wav.ts"
import { type CardFiles } from "../volume/card-files.ts"
import { type Message, readSound } from "./message.ts"
import { type OutFile } from "./sink.ts"

/** Files for these messages, and the list of all calls. Sound is read when a file's content is asked for. */
export function exportedFiles(
    files: CardFiles,
    messages: readonly Message[],
    form: WavForm
): OutFile[] {
    const taken = new Set<string>()
    const wavs = messages.map(message => ({
        name: uniqueName(message.fileName, taken),
        at: message.header.at && dateOf(message.header.at),
        content: () =>
            messageWav(
                readSound(files, message, 0, message.sampleCount),
                message.header.codec,
                form
            ),
    }))
    const calls = files
        .list(FOLDER)
        .filter(item => item.path === CALLS || OLD_CALLS.test(item.name))
        .map(item => ({
            name: item.name,
            at: undefined,
            content: () => Buffer.from(trimmedCalls(files.read(item.path, 0, item.sizeBytes))),
        }))
    return [...wavs, ...calls]
}

/** Whether files in a ZIP are those of an export: messages, and lists of calls, in no folder. */
export function isExport(names: readonly string[]): boolean {
    const isList = (name: string) => `${FOLDER}/${name}` === CALLS || OLD_CALLS.test(name)
    return names.length > 0 && names.every(name => /^[^/]+\.wav$/i.test(name) || isList(name))
}

function uniqueName(fileName: string, taken: Set<string>): string {
    const title = fileName.replace(/\.wav$/i, "")
    for (let copy = 1; ; copy++) {
        const name = `${title}${copy > 1 ? ` (${copy})` : ""}.wav`
        if (taken.has(name.toLowerCase())) continue
        taken.add(name.toLowerCase())
        return name
    }
}
