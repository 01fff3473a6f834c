/** A button that gives what a view shows to the person, as a file of text. */

import { type ComponentChildren } from "preact"

export interface SaveButtonProps {
    readonly children: ComponentChildren
    /** Name of the file. */
    readonly name: string
    /** What is in it; asked for when the button is pressed. */
    readonly text: () => string
}

export function SaveButton({ children, name, text }: SaveButtonProps) {
    return (
        <button type="button" onClick={() => save(name, new Blob([text()]))}>
            {children}
        </button>
    )
}

/** As if a link to it had been followed. */
export function save(name: string, content: Blob): void {
    const link = document.createElement("a")
    link.href = URL.createObjectURL(content)
    link.download = name
    link.click()
    URL.revokeObjectURL(link.href)
}
