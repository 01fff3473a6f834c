/**
 * A name of its own for each method that is the only one which a call can mean, by the types of the program.
 *
 * The compiler looks up every method by the name that the source gives it. Where several classes have one of that name, no
 * pass behind it can tell which is meant; the types can. A method, and what interfaces of the project say of it, gets a name
 * of its own where no object of another class can stand there, and whatever names it is a plain `object.name`. The calls
 * then have one method under their name, which the pass `direct calls` does the rest for.
 *
 * All that may be one thing is one group: two types' members of a name where objects of the one type may stand for the
 * other (shapes.ts), or where one expression may mean either. A group with two methods, or with anything that is no method,
 * keeps its name; so does one in doubt (doubts.ts).
 */

import type * as ts from "typescript"
import { findDoubts, givenBy, partsOf } from "./doubts.ts"
import { Groups } from "./groups.ts"
import { Mentions } from "./mentions.ts"
import { isOfProject, Shapes, type Shape, type TypeScript } from "./shapes.ts"

/** What the machine itself asks objects for; and all that begins with a low line. */
const OF_THE_MACHINE = ["constructor", "prototype", "name", "message", "stack", "cause", "toString"]

/** Stands between a method's name and its number. No name of TypeScript has it. */
export const NUMBER_MARK = "@"

type Method = ts.MethodDeclaration & {
    readonly name: ts.Identifier
    readonly parent: ts.ClassLikeDeclaration
}

export class UniqueNames {
    /** Why methods keep their names, by what they are called; the whole program's reasons under "". */
    readonly kept = new Map<string, string>()
    private readonly names = new Map<ts.Node, string>()
    private readonly groups = new Groups<ts.Node>()
    /** Declarations that any may be asked for. */
    private readonly escaped = new Map<ts.Node, string>()
    private readonly shapes: Shapes
    private readonly mentions: Mentions

    constructor(
        private readonly ts: TypeScript,
        private readonly program: ts.Program,
        private readonly checker: ts.TypeChecker
    ) {
        this.shapes = new Shapes(ts, program, checker)
        this.joinShapes()
        this.mentions = new Mentions(ts, program, checker, this.groups)
        this.takeDoubts()
        this.nameGroups()
    }

    /**
     * @param name where it is declared, or behind the point of an expression
     * @throws Error where it was not seen here: then it could be a name of a method that was given another
     */
    nameOf(name: ts.Identifier): string {
        if (!this.mentions.known.has(name))
            throw new Error(`${name.text}: a name that no source has`)
        return this.names.get(name) ?? name.text
    }

    /** Methods of classes that have a plain name. */
    private methods(): Method[] {
        const { ts } = this
        return this.shapes.all.flatMap(({ node }) =>
            ts.isClassLike(node)
                ? [...node.members].filter(
                      (each): each is Method =>
                          ts.isMethodDeclaration(each) && ts.isIdentifier(each.name)
                  )
                : []
        )
    }

    private joinShapes(): void {
        const byName = new Map(this.methods().map(({ name }): [string, Shape[]] => [name.text, []]))
        for (const shape of this.shapes.all)
            for (const [name, { declarations }] of shape.members) {
                const [first, ...others] = declarations ?? []
                if (!first) continue
                byName.get(name)?.push(shape)
                for (const each of others) this.groups.join(first, each)
            }
        for (const [name, having] of byName)
            for (const source of having) this.joinTargets(name, source, having)
    }

    private joinTargets(name: string, source: Shape, having: readonly Shape[]): void {
        for (const target of having)
            if (this.shapes.fits(source, target))
                this.groups.join(declarationOf(source, name), declarationOf(target, name))
    }

    private takeDoubts(): void {
        const doubts = findDoubts(this.ts, this.program, this.checker, this.shapes)
        for (const { type, node, because } of doubts.types)
            for (const shape of this.reached(type, partsOf))
                if (this.hasMethods(shape)) this.kept.set("", `${because}: ${this.placeOf(node)}`)
        for (const { type, node } of doubts.escaped) {
            const members = this.reached(type, givenBy).flatMap(each => [...each.members.values()])
            const because = `any may hold an object that has it: ${this.placeOf(node)}`
            for (const { declarations } of members)
                if (declarations) this.escaped.set(declarations[0]!, because)
        }
    }

    /** The types of the project that are in a type, or in their members, and so on. */
    private reached(type: ts.Type, partsIn: typeof partsOf, seen = new Set<ts.Type>()): Shape[] {
        if (seen.has(type)) return []
        seen.add(type)
        const { checker } = this
        const shape = this.shapes.find(type)
        const isOurs = shape && isOfProject(shape.node.getSourceFile())
        const members = isOurs ? [...shape.members.values()] : []
        const parts = [
            ...partsIn(checker, type),
            ...members.map(each => checker.getTypeOfSymbolAtLocation(each, shape!.node)),
        ]
        const further = parts.flatMap(each => this.reached(each, partsIn, seen))
        return isOurs ? [shape, ...further] : further
    }

    /** Of the project: names of others are never changed. */
    private hasMethods({ members }: Shape): boolean {
        const { ts } = this
        return [...members.values()].some(({ declarations }) =>
            (declarations ?? []).some(
                each =>
                    (ts.isMethodDeclaration(each) || ts.isMethodSignature(each)) &&
                    isOfProject(each.getSourceFile())
            )
        )
    }

    private nameGroups(): void {
        const keeping = new Map<ts.Node, string>()
        for (const [of, why] of this.mentions.kept) keeping.set(this.groups.groupOf(of), why)
        for (const [of, why] of this.escaped) keeping.set(this.groups.groupOf(of), why)
        const members = this.membersOfGroups()
        const unique = new Map<ts.Node, string>()
        for (const each of this.methods()) {
            if (!isOfProject(each.getSourceFile())) continue
            const { text } = each.name
            const group = this.groups.groupOf(each)
            const because =
                this.kept.get("") ??
                this.mentions.keptNames.get(text) ??
                keeping.get(group) ??
                this.whyNotUnique(each, members.get(group)!)
            if (because) this.kept.set(`${each.parent.name?.text}.${text}`, because)
            else unique.set(group, `${text}${NUMBER_MARK}${unique.size}`)
        }
        this.giveNames(unique)
    }

    private giveNames(unique: ReadonlyMap<ts.Node, string>): void {
        const give = (name: ts.Identifier, declaration: ts.Node) => {
            const own = unique.get(this.groups.groupOf(declaration))
            if (own) this.names.set(name, own)
        }
        for (const each of this.methods()) give(each.name, each)
        for (const { name, declaration } of this.mentions.accesses) give(name, declaration)
    }

    /** All that is declared under one name, by one of each group. */
    private membersOfGroups(): Map<ts.Node, Set<ts.Node>> {
        const members = new Map<ts.Node, Set<ts.Node>>()
        const all = this.shapes.all.flatMap(each => [...each.members.values()])
        for (const each of all.flatMap(({ declarations }) => declarations ?? [])) {
            const group = this.groups.groupOf(each)
            members.set(group, (members.get(group) ?? new Set()).add(each))
        }
        return members
    }

    private whyNotUnique(method: Method, group: ReadonlySet<ts.Node>): string | undefined {
        const { ts } = this
        const name = method.name.text
        if (OF_THE_MACHINE.includes(name) || name.startsWith("_"))
            return "the machine may ask for it"
        if (!method.body || isStatic(ts, method)) return "it is not an object's own"
        for (const each of group) {
            if (each === method) continue
            const isAsked = ts.isMethodSignature(each) && ts.isInterfaceDeclaration(each.parent)
            if (!isAsked || !isOfProject(each.getSourceFile()))
                return `another may be meant: ${this.placeOf(each)}`
        }
        return undefined
    }

    private placeOf(node: ts.Node): string {
        const file = node.getSourceFile()
        const { line } = file.getLineAndCharacterOfPosition(node.getStart())
        return `${file.fileName}:${line + 1}`
    }
}

function declarationOf({ members }: Shape, name: string): ts.Node {
    return members.get(name)!.declarations![0]!
}

function isStatic(ts: TypeScript, node: ts.MethodDeclaration): boolean {
    return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Static) !== 0
}
