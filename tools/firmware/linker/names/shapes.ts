/**
 * Shapes: what the program's types are made of, as far as it decides whose objects may stand where a type is asked for.
 *
 * TypeScript goes by members, not by names of types: an object of any class that has what a type demands may be one of
 * it. Only members that are private make a class the one that it is.
 */

import type * as ts from "typescript"

export type TypeScript = typeof ts

/** What declares members. */
export type Container =
    | ts.ClassLikeDeclaration
    | ts.InterfaceDeclaration
    | ts.TypeLiteralNode
    | ts.ObjectLiteralExpression

export interface Shape {
    readonly type: ts.Type
    readonly node: Container
    /** All its members, inherited ones too. */
    readonly members: ReadonlyMap<string, ts.Symbol>
    /** Names of those that an object has to have. */
    readonly required: readonly string[]
    /** Names of those that only the class itself can have declared. */
    readonly own: readonly string[]
    /** A literal that is handed on as what is asked for: nothing else has the type that it has by itself. */
    readonly isHandedOn: boolean
}

/** The sources that the compiler writes out of its library; the rest is the project's. */
const LIBRARY = "node_modules/@devicescript/"

export function isOfProject(file: ts.SourceFile): boolean {
    return !file.isDeclarationFile && !file.fileName.includes(LIBRARY)
}

export class Shapes {
    readonly all: readonly Shape[]
    private readonly byType: ReadonlyMap<ts.Type, Shape>

    constructor(
        private readonly ts: TypeScript,
        program: ts.Program,
        private readonly checker: ts.TypeChecker
    ) {
        const byType = new Map<ts.Type, Shape>()
        const visit = (node: ts.Node): void => {
            if (this.isContainer(node)) {
                const type = checker.getTypeAtLocation(node)
                if (!byType.has(type)) byType.set(type, this.shapeOf(type, node))
            }
            ts.forEachChild(node, visit)
        }
        program.getSourceFiles().forEach(visit)
        this.byType = byType
        this.all = [...byType.values()]
    }

    isContainer(node: ts.Node): node is Container {
        const { ts } = this
        return (
            ts.isClassLike(node) ||
            ts.isInterfaceDeclaration(node) ||
            ts.isTypeLiteralNode(node) ||
            ts.isObjectLiteralExpression(node)
        )
    }

    /** Of a type as it is declared, or with arguments for its parameters. */
    find(type: ts.Type): Shape | undefined {
        const { target } = type as ts.TypeReference
        return this.byType.get(type) ?? (target && this.byType.get(target))
    }

    /** May an object that is one of `source` stand where one of `target` is asked for? Never wrongly no. */
    fits(source: Shape, target: Shape): boolean {
        if (source === target) return true
        if (target.isHandedOn) return false
        if (!target.required.every(name => source.members.has(name))) return false
        const isSame = (name: string) =>
            target.members.get(name)!.declarations?.[0] ===
            source.members.get(name)?.declarations?.[0]
        if (!target.own.every(isSame)) return false
        if (this.isLoose(source) || this.isLoose(target)) return true
        return this.checker.isTypeAssignableTo(source.type, target.type)
    }

    /**
     * Is its type not all that there is to say: it has parameters, or the checker would mind what a literal has more than is
     * asked for, or what need not be there may come in through a type without it?
     */
    private isLoose({ node, members, required }: Shape): boolean {
        return (
            required.length < members.size ||
            this.ts.isObjectLiteralExpression(node) ||
            isGeneric(node)
        )
    }

    private shapeOf(type: ts.Type, node: Container): Shape {
        const { ts } = this
        const properties = this.checker.getPropertiesOfType(type)
        const names = (isMeant: (each: ts.Symbol) => boolean) =>
            properties.filter(isMeant).map(each => each.name)
        const hides = ts.ModifierFlags.Private | ts.ModifierFlags.Protected
        return {
            type,
            node,
            members: new Map(properties.map(each => [each.name, each])),
            required: names(each => (each.flags & ts.SymbolFlags.Optional) === 0),
            own: names(({ declarations }) =>
                (declarations ?? []).some(each => (ts.getCombinedModifierFlags(each) & hides) !== 0)
            ),
            isHandedOn: this.isHandedOn(node, type),
        }
    }

    private isHandedOn(node: Container, type: ts.Type): boolean {
        const { ts } = this
        // An assignment is an expression, of the type that the literal has by itself.
        if (!ts.isObjectLiteralExpression(node) || ts.isBinaryExpression(node.parent)) return false
        const wanted = this.checker.getContextualType(node)
        const symbol = wanted?.getSymbol()
        return symbol !== undefined && symbol !== type.getSymbol()
    }
}

/** Does it, or something around it, have parameters that are types? */
function isGeneric(node: ts.Node): boolean {
    for (let at = node; at; at = at.parent)
        if ((at as ts.InterfaceDeclaration).typeParameters) return true
    return false
}
