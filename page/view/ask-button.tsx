/** A button that asks before it does something: yes, or leave it; or for a new name. The question takes the button's place. */

import { type ComponentChildren } from "preact"
import { useLayoutEffect, useRef, useState } from "preact/hooks"
import { t } from "../texts/texts.ts"
import { ActButton } from "./act-button.tsx"

export interface AskButtonProps {
    readonly children: ComponentChildren
    readonly question: string
    /** What the button says that does it. */
    readonly answer: string
    /** A text is asked for, and this is the one to begin with; undefined: none is. */
    readonly initial?: string
    readonly onYes: (text: string) => void
}

export function AskButton({ children, question, answer, initial, onYes }: AskButtonProps) {
    const [isAsking, setAsking] = useState(false)
    const [text, setText] = useState("")
    const place = useRef<HTMLSpanElement>(null)
    const wasAsking = useRef(false)
    // Whoever goes by keys is where the answer is, and back where the question was; at once, so that a second Enter says no.
    useLayoutEffect(() => {
        if (isAsking || wasAsking.current)
            place.current?.querySelector<HTMLElement>("input, button")?.focus()
        wasAsking.current = isAsking
    }, [isAsking])
    if (!isAsking)
        return (
            <span ref={place}>
                <ActButton
                    onClick={() => {
                        setText(initial ?? "")
                        setAsking(true)
                    }}
                >
                    {children}
                </ActButton>
            </span>
        )
    const give = () => {
        setAsking(false)
        onYes(text)
    }
    return (
        <span
            ref={place}
            class="question row middle"
            role="group"
            aria-label={initial === undefined ? question : undefined}
            onKeyDown={event => {
                if (event.key === "Escape") setAsking(false)
            }}
        >
            {initial === undefined ? (
                <span class="grow">{question}</span>
            ) : (
                <label class="grow">
                    {question}
                    <input
                        type="text"
                        maxLength={200}
                        value={text}
                        onInput={event => setText(event.currentTarget.value)}
                        onKeyDown={event => {
                            if (event.key === "Enter") give()
                        }}
                    />
                </label>
            )}
            <button type="button" onClick={() => setAsking(false)}>
                {t("leaveIt")}
            </button>
            <ActButton class={initial === undefined ? "danger" : ""} onClick={give}>
                {answer}
            </ActButton>
        </span>
    )
}
