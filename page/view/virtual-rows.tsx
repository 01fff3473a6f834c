/** A long table of which only the rows in view are in the document; it follows its end until somebody scrolls up. */

import { type ComponentChildren } from "preact"
import { useLayoutEffect, useRef, useState } from "preact/hooks"

/** Every row is so high, CSS pixels; style/inside.css says so, too. */
const ROW_PX = 28
const ROWS_BEYOND = 6
/** So near to its end it is followed. */
const END_PX = 40

export interface VirtualRowsProps {
    readonly label: string
    readonly heads: readonly string[]
    readonly count: number
    /** Cells of row `index`. */
    readonly row: (index: number) => readonly ComponentChildren[]
}

export function VirtualRows({ label, heads, count, row }: VirtualRowsProps) {
    const box = useRef<HTMLDivElement>(null)
    const isFollowing = useRef(true)
    const [top, setTop] = useState(0)
    const heightPx = box.current?.clientHeight ?? 400
    useLayoutEffect(() => {
        const element = box.current!
        if (isFollowing.current) element.scrollTop = element.scrollHeight
    }, [count])
    const first = Math.max(0, Math.floor(top / ROW_PX) - ROWS_BEYOND)
    const last = Math.min(count, Math.ceil((top + heightPx) / ROW_PX) + ROWS_BEYOND)
    // A list that is followed to its end begins with a whole row, right below its heads.
    const restPx = (count + 1) * ROW_PX - heightPx
    const fillPx = restPx > 0 ? ROW_PX * Math.ceil(restPx / ROW_PX) - restPx : 0
    const rows = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i)
    return (
        <div
            ref={box}
            class="scroll"
            tabIndex={0}
            role="region"
            aria-label={label}
            onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
                isFollowing.current = scrollHeight - scrollTop - clientHeight < END_PX
                setTop(scrollTop)
            }}
        >
            <div
                class="rows"
                style={{
                    height: `${(count + 1) * ROW_PX + fillPx}px`,
                    paddingTop: `${first * ROW_PX}px`,
                }}
            >
                <table aria-label={label} aria-rowcount={count + 1}>
                    <thead>
                        <tr aria-rowindex={1}>
                            {heads.map(head => (
                                <th key={head} scope="col">
                                    {head}
                                </th>
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {rows.map(index => (
                            <tr key={index} aria-rowindex={index + 2}>
                                {row(index).map((cell, column) => (
                                    <td key={column}>{cell}</td>
                                ))}
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </div>
    )
}
