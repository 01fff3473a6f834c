/** A switch that goes to the machine: it shows what is so there, and moves when that has changed. */

import { type ComponentChildren } from "preact"
import { isOpen } from "../state/page-state.ts"
import { STATUS_ID } from "./ids.ts"

export interface SwitchProps {
    readonly children: ComponentChildren
    readonly isOn: boolean
    readonly onClick: () => void
    readonly class?: string
}

export function Switch({ children, isOn, onClick, class: name = "switch" }: SwitchProps) {
    return (
        <button
            type="button"
            role="switch"
            class={name}
            aria-checked={isOn}
            aria-disabled={isOpen.value ? "false" : "true"}
            aria-describedby={isOpen.value ? undefined : STATUS_ID}
            onClick={() => {
                if (isOpen.value) onClick()
            }}
        >
            <span>{children}</span>
            <span class="rocker" aria-hidden="true">
                <span class="rocker-on" />
            </span>
        </button>
    )
}
