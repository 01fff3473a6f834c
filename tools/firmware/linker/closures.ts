/** Which slots of a function the closures that are made in it read and write. */

import type { Expression, Statement } from "./code.ts"
import type { Image, Routine } from "./image.ts"
import { LinkError } from "./link-error.ts"
import { Op } from "./ops.ts"
import type { SlotSet } from "./slots.ts"
import { visitTree } from "./tree.ts"

/** A closure reads the slots of the frame that it was made in, by their numbers. */
const CLOSURES: readonly number[] = [Op.CLOSURE, Op.LOAD_CLOSURE, Op.STORE_CLOSURE]

/** Does a function make closures, or is it one that reads what is outside? */
export function usesClosures(routine: Routine): boolean {
    let isUsing = false
    visit(routine, ({ op }) => {
        if (CLOSURES.includes(op)) isUsing = true
    })
    return isUsing
}

/** By function. Closures name a slot by its number and by how many functions further out it is. */
export function capturedSlots(image: Image): Map<Routine, SlotSet> {
    const makers = makersOf(image)
    const captured = new Map<Routine, SlotSet>()
    for (const routine of image.routines)
        visit(routine, ({ op, value, args }) => {
            if (op !== Op.LOAD_CLOSURE && op !== Op.STORE_CLOSURE) return
            if (args[0]!.op !== Op.LITERAL) throw new LinkError("a closure's level is not a number")
            let owners = new Set([routine])
            for (let level = args[0]!.value!; level > 0; level--) owners = outside(owners, makers)
            for (const owner of owners)
                captured.set(owner, (captured.get(owner) ?? 0n) | (1n << BigInt(value!)))
        })
    return captured
}

/** In which functions the closures of a function are made. */
function makersOf(image: Image): Map<Routine, Set<Routine>> {
    const makers = new Map(image.routines.map(each => [each, new Set<Routine>()]))
    for (const maker of image.routines)
        visit(maker, ({ op, value }) => {
            if (op === Op.CLOSURE) makers.get(image.routines[value!]!)!.add(maker)
        })
    return makers
}

function outside(
    routines: ReadonlySet<Routine>,
    makers: ReadonlyMap<Routine, ReadonlySet<Routine>>
): Set<Routine> {
    return new Set([...routines].flatMap(each => [...makers.get(each)!]))
}

function visit({ statements }: Routine, look: (node: Statement | Expression) => void): void {
    for (const each of statements) visitTree<Statement | Expression>(each, look)
}
