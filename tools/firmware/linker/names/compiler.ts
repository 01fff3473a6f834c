/** What the compiler asks when it writes a name: under which one a method is to be looked up. */

import type * as ts from "typescript"
import type { TypeScript } from "./shapes.ts"
import { UniqueNames } from "./unique-names.ts"

/** What is used here of the compiler. */
export interface Compiler {
    readonly tree: ts.Program
    readonly checker: ts.TypeChecker
    /** It has found mistakes, and goes on to find more of them. */
    readonly hasErrors: boolean
    /** The text of a name. Throws where it is none. */
    forceName(name: ts.Node): string
}

const namesOf = new WeakMap<ts.Program, UniqueNames>()

/** @param name where a method is declared, or behind the point of an expression */
export function nameFor(ts: TypeScript, compiler: Compiler, name: ts.Identifier): string {
    const text = compiler.forceName(name)
    return compiler.hasErrors ? text : uniqueNames(ts, compiler).nameOf(name)
}

/** Why no method of a program has a name of its own, and where; undefined where they have. */
export function whyNamesAreKept({ tree }: Compiler): string | undefined {
    return namesOf.get(tree)?.kept.get("")
}

function uniqueNames(ts: TypeScript, { tree, checker }: Compiler): UniqueNames {
    const known = namesOf.get(tree)
    if (known) return known
    const fresh = new UniqueNames(ts, tree, checker)
    namesOf.set(tree, fresh)
    return fresh
}
