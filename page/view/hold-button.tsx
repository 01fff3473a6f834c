/** A button that is down as long as a finger, a mouse button or a key holds it down. */

import { type ComponentChildren } from "preact"
import { useRef } from "preact/hooks"

const HOLD_KEYS = ["Enter", " "]

export interface HoldButtonProps {
    readonly children: ComponentChildren
    readonly onHold: (isDown: boolean) => void
    readonly class?: string
    readonly title?: string
    readonly isDisabled?: boolean
    /** Id of what says why it is disabled. */
    readonly describedBy?: string | undefined
}

export function HoldButton(props: HoldButtonProps) {
    const { children, onHold, isDisabled, describedBy, title, class: name } = props
    const isHeld = useRef(false)
    const hold = (isDown: boolean) => {
        if (isDown === isHeld.current || (isDown && isDisabled)) return
        isHeld.current = isDown
        onHold(isDown)
    }
    return (
        <button
            type="button"
            class={name}
            title={title}
            aria-disabled={isDisabled ? "true" : "false"}
            aria-describedby={describedBy}
            onPointerDown={event => {
                if (event.button !== 0) return
                event.currentTarget.setPointerCapture(event.pointerId)
                hold(true)
            }}
            onPointerUp={() => hold(false)}
            onLostPointerCapture={() => hold(false)}
            onContextMenu={event => event.preventDefault()}
            onKeyDown={event => {
                if (!HOLD_KEYS.includes(event.key)) return
                event.preventDefault()
                if (!event.repeat) hold(true)
            }}
            onKeyUp={event => {
                if (HOLD_KEYS.includes(event.key)) hold(false)
            }}
            onBlur={() => hold(false)}
        >
            {children}
        </button>
    )
}
