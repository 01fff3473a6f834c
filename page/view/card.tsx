/** The card: its messages to be heard, seen and kept, the greeting, and the whole of it. */

import { useEffect } from "preact/hooks"
import { type CardMessage } from "../../sim/protocol/messages.ts"
import {
    cardTrouble,
    greetingState,
    messages,
    readCard,
    sendGreeting,
    soundOf,
} from "../state/card.ts"
import { machine } from "../state/page-state.ts"
import { t } from "../texts/texts.ts"
import { FileWaveform } from "./file-waveform.tsx"

export function CardView() {
    const { recordings, hasCard, isOffHook, voice } = machine.value
    useEffect(() => void readCard(), [recordings, hasCard, isOffHook, voice])
    const list = messages.value
    return (
        <>
            <div class="row">
                <button type="button" onClick={() => void readCard()}>
                    {t("readAgain")}
                </button>
                <a class="button" href="/card/image" download="card.img.gz">
                    {t("downloadImage")}
                </a>
                <label class="grow">
                    {t("newGreeting")}
                    <input type="file" accept=".wav,audio/wav" onChange={takeGreeting} />
                </label>
            </div>
            <p aria-live="polite">{greetingText()}</p>
            {cardTrouble.value !== "" && <p class="trouble">{cardTrouble.value}</p>}
            {list && <p class="hint">{t("messagesOnCard", { n: list.length })}</p>}
            <ul class="messages">
                {list?.map(message => (
                    <Message key={message.name} message={message} />
                ))}
            </ul>
        </>
    )
}

function Message({ message }: { readonly message: CardMessage }) {
    const { name, isHeard, isKept } = message
    return (
        <li>
            <strong translate={false}>{name.replace(/\.wav$/i, "")}</strong>{" "}
            <span class="hint">
                {t(isHeard ? "heard" : "unheard")}
                {isKept && `, ${t("kept")}`}
            </span>
            <FileWaveform url={soundOf(message)} label={name} />
            <div class="row">
                <audio controls preload="none" src={soundOf(message)} aria-label={name} />
                <a class="button" href={soundOf(message)} download={name}>
                    {t("download")}
                </a>
            </div>
        </li>
    )
}

function greetingText(): string {
    if (greetingState.value === "sending") return t("greetingSending")
    return greetingState.value === "done" ? t("greetingDone") : ""
}

function takeGreeting(event: Event & { readonly currentTarget: HTMLInputElement }): void {
    const [file] = event.currentTarget.files ?? []
    if (file) void sendGreeting(file)
}
