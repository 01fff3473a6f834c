/** What kind of sound file it is, by its first bytes: names of files lie. */

export type SoundKind = "WAV" | "MP3" | "Ogg Vorbis" | "Opus" | "FLAC" | "M4A" | "AMR" | "unknown"

const OGG_HEADER_BYTES = 128

export function kindOfSound(bytes: Buffer): SoundKind {
    const text = (from: number, to: number) => bytes.toString("latin1", from, to)
    const magic = text(0, 4)
    if (["RIFF", "RIFX", "RF64"].includes(magic) && text(8, 12) === "WAVE") return "WAV"
    if (magic === "fLaC") return "FLAC"
    if (magic === "OggS") {
        const header = text(0, OGG_HEADER_BYTES)
        if (header.includes("OpusHead")) return "Opus"
        return header.includes("vorbis") ? "Ogg Vorbis" : "unknown"
    }
    if (text(4, 8) === "ftyp") return "M4A"
    if (text(0, 5) === "#!AMR") return "AMR"
    return text(0, 3) === "ID3" || isMpegFrame(bytes) ? "MP3" : "unknown"
}

/** ISO 11172-3: eleven ones, then a version and a layer that exist. */
function isMpegFrame(bytes: Buffer): boolean {
    const second = bytes[1] ?? 0
    const isSync = bytes[0] === 0xff && (second & 0xe0) === 0xe0
    return (
        isSync &&
        (second & 0x18) !== 0x08 &&
        (second & 0x06) !== 0 &&
        ((bytes[2] ?? 0) & 0xf0) !== 0xf0
    )
}
