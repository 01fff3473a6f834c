/** Walking through statements and their expressions. */

import type { Expression, Statement } from "./code.ts"
import type { Image } from "./image.ts"

/** Every statement and expression of a program. */
export function visitImage(image: Image, visit: (node: Statement | Expression) => void): void {
    for (const { statements } of image.routines)
        for (const each of statements) visitTree(each, visit)
}

/** A statement or expression and all within it. */
export function visitTree<T extends Statement | Expression>(
    node: T,
    visit: (node: T | Expression) => void
): void {
    visit(node)
    for (const each of node.args) visitTree<Expression>(each, visit)
}

/** Every expression of a program replaced by what `change` makes of it, the innermost first. */
export function changeImage(image: Image, change: (node: Expression) => Expression): void {
    for (const { statements } of image.routines)
        for (const each of statements)
            each.args = each.args.map(arg => changeExpression(arg, change))
}

export function changeExpression(
    node: Expression,
    change: (node: Expression) => Expression
): Expression {
    const args = node.args.map(each => changeExpression(each, change))
    const isSame = args.every((each, index) => each === node.args[index])
    return change(isSame ? node : { ...node, args })
}

/** Are two expressions the same instructions? */
export function isSameCode(a: Expression, b: Expression): boolean {
    return (
        a.op === b.op &&
        a.value === b.value &&
        a.args.length === b.args.length &&
        a.args.every((each, index) => isSameCode(each, b.args[index]!))
    )
}
