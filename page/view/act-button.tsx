/** A button whose press goes to the machine: while nothing reaches that, it says so and does nothing. */

import { type ComponentChildren } from "preact"
import { isOpen } from "../state/page-state.ts"
import { STATUS_ID } from "./ids.ts"

export interface ActButtonProps {
    readonly children: ComponentChildren
    readonly onClick: () => void
    readonly class?: string
    readonly id?: string
    /** It has nothing to do just now, whatever is reached. */
    readonly isDisabled?: boolean
}

export function ActButton({ children, onClick, isDisabled, class: name, id }: ActButtonProps) {
    const isDead = !isOpen.value || isDisabled === true
    return (
        <button
            type="button"
            id={id}
            class={name}
            aria-disabled={isDead ? "true" : "false"}
            aria-describedby={isOpen.value ? undefined : STATUS_ID}
            onClick={() => {
                if (!isDead) onClick()
            }}
        >
            {children}
        </button>
    )
}
