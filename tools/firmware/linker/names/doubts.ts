/**
 * Where a program has objects of which the checker does not know what they are.
 *
 * TypeScript lets some things through: what came out of `any`, what was asserted, an object that is one thing through one
 * name and another through a second. Such an object may be of any class, whatever its type says, so names that go by
 * types could be wrong: a program in which the type of one has methods keeps all its names. An object that gets *into*
 * `any` can be asked for a member by a name that is put together at run time: its class, and what is got from it, keep theirs.
 *
 * The project's sources are looked at. Those of the library hand on what they are given.
 */

import type * as ts from "typescript"
import { isOfProject, type Shape, type Shapes, type TypeScript } from "./shapes.ts"

/** The one source that works on values of all types, by names that the linker gives it. */
const RUNNER = "src/cold/run-cold.ts"

export interface Doubts {
    /** Types of objects that may be other ones, and where it is so. */
    readonly types: { type: ts.Type; node: ts.Node; because: string }[]
    /** Types of objects that `any` may hold. */
    readonly escaped: { type: ts.Type; node: ts.Node }[]
}

export function findDoubts(
    ts: TypeScript,
    program: ts.Program,
    checker: ts.TypeChecker,
    shapes: Shapes
): Doubts {
    const search = new Search(ts, checker)
    for (const file of program.getSourceFiles())
        if (isOfProject(file) && !file.fileName.endsWith(RUNNER)) search.visit(file)
    comparePairs(search, shapes, ts, checker)
    return search
}

class Search implements Doubts {
    readonly types: { type: ts.Type; node: ts.Node; because: string }[] = []
    readonly escaped: { type: ts.Type; node: ts.Node }[] = []

    constructor(
        private readonly ts: TypeScript,
        private readonly checker: ts.TypeChecker
    ) {}

    visit(node: ts.Node): void {
        const { ts, checker } = this
        if (ts.isTypePredicateNode(node) && node.type)
            this.doubt(checker.getTypeAtLocation(node.type), node, "a predicate says so")
        if (ts.isAssertionExpression(node)) this.assertion(node)
        if (ts.isThrowStatement(node))
            this.opened(checker.getTypeAtLocation(node.expression), node.expression)
        if (ts.isFunctionLike(node)) this.overload(node)
        if (ts.isPropertyAccessExpression(node)) this.member(node)
        if (ts.isSpreadElement(node) && this.holdsAny(checker.getTypeAtLocation(node.expression)))
            this.argumentsOf(node.parent, node)
        if (this.isValue(node)) this.value(node)
        ts.forEachChild(node, each => this.visit(each))
    }

    doubt(type: ts.Type, node: ts.Node, because: string): void {
        this.types.push({ type, node, because })
    }

    private assertion(node: ts.AssertionExpression): void {
        const from = this.checker.getTypeAtLocation(node.expression)
        const to = this.checker.getTypeAtLocation(node.type)
        if (this.isOpen(to)) this.opened(from, node)
        else if (this.holdsAny(from) || !this.checker.isTypeAssignableTo(from, to))
            this.doubt(to, node, "it is asserted")
    }

    /** What is in the body of overloads is loosely compared with them. */
    private overload(node: ts.SignatureDeclaration): void {
        const mayHaveBody =
            this.ts.isFunctionDeclaration(node) ||
            this.ts.isMethodDeclaration(node) ||
            this.ts.isConstructorDeclaration(node)
        if (!mayHaveBody || node.body) return
        const { parent, kind } = node
        const name = node.name?.getText()
        this.ts.forEachChild(parent, each => {
            if (each === node || each.kind !== kind) return
            const other = each as ts.SignatureDeclaration
            if (other.name?.getText() === name) this.parametersOf(other, node)
        })
    }

    /** What a function itself has, `start` among it, hands on to it whatever it is given. */
    private member({ expression }: ts.PropertyAccessExpression): void {
        const type = this.checker.getTypeAtLocation(expression)
        this.parameters(type, expression, "it is started with any")
    }

    private parametersOf(declaration: ts.SignatureDeclaration, node: ts.Node): void {
        for (const each of declaration.parameters)
            this.doubt(this.checker.getTypeAtLocation(each), node, "overloads")
    }

    private argumentsOf(call: ts.Node, node: ts.Node): void {
        if (!this.ts.isCallExpression(call) && !this.ts.isNewExpression(call)) return
        const signature = this.checker.getResolvedSignature(call)
        for (const each of signature?.parameters ?? [])
            this.doubt(this.checker.getTypeOfSymbolAtLocation(each, call), node, "a list of any")
    }

    private isValue(node: ts.Node): node is ts.Expression {
        const { ts } = this
        if (ts.isIdentifier(node)) {
            const { parent } = node
            if (ts.isShorthandPropertyAssignment(parent)) return true
            if ((parent as ts.NamedDeclaration).name === node) return false
            if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false
        }
        return ts.isExpression(node)
    }

    private value(node: ts.Expression): void {
        const { ts, checker } = this
        const isShort = ts.isShorthandPropertyAssignment(node.parent)
        const type = isShort
            ? checker.getTypeOfSymbolAtLocation(
                  checker.getShorthandAssignmentValueSymbol(node.parent)!,
                  node
              )
            : checker.getTypeAtLocation(node)
        if ((type.flags & SIMPLE(ts)) !== 0) return
        this.narrowed(node, type)
        const wanted = isShort ? this.wantedOfField(node) : checker.getContextualType(node)
        if (wanted && wanted !== type) this.flow(type, wanted, node)
    }

    private wantedOfField(node: ts.Expression): ts.Type | undefined {
        const literal = node.parent.parent as ts.ObjectLiteralExpression
        const field = this.checker
            .getContextualType(literal)
            ?.getProperty((node as ts.Identifier).text)
        return field && this.checker.getTypeOfSymbolAtLocation(field, node)
    }

    /** An object of one type goes where another is asked for. */
    private flow(from: ts.Type, to: ts.Type, node: ts.Expression): void {
        if (this.isOpen(to)) return this.opened(from, node)
        if (this.isLiteral(node)) return
        if (this.holdsAny(from)) this.doubt(to, node, "it comes from any")
        if (this.holdsAny(to) || to.getCallSignatures().length === 0)
            this.parameters(from, node, "it is called with any")
        const [a, b] = [from as ts.TypeReference, to as ts.TypeReference]
        if (a.target && a.target === b.target)
            this.doubt(from, node, "what is in it may be put there through another type")
    }

    /** It gets into any. */
    private opened(type: ts.Type, node: ts.Node): void {
        this.escaped.push({ type, node })
        this.parameters(type, node, "it is called with any")
    }

    private parameters(type: ts.Type, node: ts.Node, because: string): void {
        for (const signature of type.getCallSignatures())
            for (const each of signature.parameters)
                this.doubt(this.checker.getTypeOfSymbolAtLocation(each, node), node, because)
    }

    /** What was found out about a variable need not last. */
    private narrowed(node: ts.Expression, type: ts.Type): void {
        const { ts, checker } = this
        if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return
        const name = ts.isIdentifier(node) ? node : node.name
        const symbol = checker.getSymbolAtLocation(name)
        const declared = symbol?.valueDeclaration
        const holders = ts.SymbolFlags.Variable | ts.SymbolFlags.Property
        if (!symbol || !declared || (symbol.flags & holders) === 0) return
        const before = checker.getTypeOfSymbolAtLocation(symbol, declared)
        if (before === type || (before.flags & ts.TypeFlags.TypeParameter) !== 0) return
        if (checker.isTypeAssignableTo(before, type) && !this.holdsAny(before)) return
        this.doubt(type, node, "what was found out need not last")
    }

    private isLiteral(node: ts.Expression): boolean {
        const { ts } = this
        return (
            ts.isArrayLiteralExpression(node) ||
            ts.isObjectLiteralExpression(node) ||
            ts.isArrowFunction(node) ||
            ts.isFunctionExpression(node)
        )
    }

    /** May anything be put there? */
    isOpen(type: ts.Type): boolean {
        const { ts } = this
        const open = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive
        if ((type.flags & open) !== 0) return true
        if ((type.flags & ts.TypeFlags.Object) === 0) return false
        const isEmpty =
            this.checker.getPropertiesOfType(type).length === 0 &&
            type.getCallSignatures().length === 0 &&
            type.getConstructSignatures().length === 0
        return isEmpty
    }

    /** Is any in it: in its arguments, its elements, what it takes or returns? */
    holdsAny(type: ts.Type, seen = new Set<ts.Type>()): boolean {
        if (seen.has(type)) return false
        seen.add(type)
        if (this.isAny(type)) return true
        return partsOf(this.checker, type).some(each => this.holdsAny(each, seen))
    }

    private isAny(type: ts.Type): boolean {
        return (type.flags & (this.ts.TypeFlags.Any | this.ts.TypeFlags.Unknown)) !== 0
    }
}

/** Numbers, texts and the like: no object. */
const SIMPLE = (ts: TypeScript): number =>
    ts.TypeFlags.StringLike |
    ts.TypeFlags.NumberLike |
    ts.TypeFlags.BooleanLike |
    ts.TypeFlags.VoidLike |
    ts.TypeFlags.Null |
    ts.TypeFlags.Never

/** The types that a type is put together of, those of members not among them: what an object of it gives, and what it takes. */
export function partsOf(checker: ts.TypeChecker, type: ts.Type): ts.Type[] {
    return [...givenBy(checker, type), ...takenBy(checker, type)]
}

/** What can be got from an object of a type, or by calling it. */
export function givenBy(checker: ts.TypeChecker, type: ts.Type): ts.Type[] {
    if (type.isUnionOrIntersection()) return type.types
    // `this` is one, too.
    if (type.isTypeParameter()) return [checker.getBaseConstraintOfType(type) ?? type]
    const { target } = type as ts.TypeReference
    return [
        ...(target ? checker.getTypeArguments(type as ts.TypeReference) : []),
        ...signaturesOf(type).map(each => each.getReturnType()),
    ]
}

function takenBy(checker: ts.TypeChecker, type: ts.Type): ts.Type[] {
    return signaturesOf(type).flatMap(({ parameters }) =>
        parameters.flatMap(({ valueDeclaration: at }, index) =>
            at ? [checker.getTypeOfSymbolAtLocation(parameters[index]!, at)] : []
        )
    )
}

function signaturesOf(type: ts.Type): readonly ts.Signature[] {
    return [...type.getCallSignatures(), ...type.getConstructSignatures()]
}

/**
 * Members that two types have in common, where objects of the one may stand for the other: TypeScript compares parameters of
 * methods both ways, and lets a field be set through the wider type.
 */
function comparePairs(
    search: Search,
    shapes: Shapes,
    ts: TypeScript,
    checker: ts.TypeChecker
): void {
    const areObjects = ({ node }: Shape) =>
        (ts.isClassLike(node) || ts.isObjectLiteralExpression(node)) &&
        isOfProject(node.getSourceFile())
    for (const source of shapes.all.filter(areObjects)) {
        const pair = new Pair(search, ts, checker, source.node)
        const targets = shapes.all.filter(each => each !== source && shapes.fits(source, each))
        for (const [name, wanted] of targets.flatMap(each => [...each.members])) {
            const member = source.members.get(name)
            if (member && member.declarations?.[0] !== wanted.declarations?.[0])
                pair.compare(member, wanted)
        }
    }
}

class Pair {
    constructor(
        private readonly search: Search,
        private readonly ts: TypeScript,
        private readonly checker: ts.TypeChecker,
        private readonly node: ts.Node
    ) {}

    compare(member: ts.Symbol, wanted: ts.Symbol): void {
        const { checker, node, search } = this
        const from = checker.getTypeOfSymbolAtLocation(member, node)
        const to = checker.getTypeOfSymbolAtLocation(wanted, node)
        if (from === to) return
        if (search.holdsAny(from) || !checker.isTypeAssignableTo(from, to))
            search.doubt(to, node, `what ${member.name} is here may be another thing`)
        if (from.getCallSignatures().length > 0) return this.compareParameters(from, to)
        if (!this.isReadonly(wanted) && !checker.isTypeAssignableTo(to, from))
            search.doubt(from, node, `${member.name} may be set through a wider type`)
    }

    private compareParameters(from: ts.Type, to: ts.Type): void {
        const { checker, node, search } = this
        for (const mine of from.getCallSignatures())
            for (const its of to.getCallSignatures())
                mine.parameters.forEach((each, index) => {
                    const takes = checker.getTypeOfSymbolAtLocation(each, node)
                    const other = its.parameters[index]
                    const given = other && checker.getTypeOfSymbolAtLocation(other, node)
                    if (!given || given === takes) return
                    if (search.isOpen(given) || !checker.isTypeAssignableTo(given, takes))
                        search.doubt(takes, node, `what ${each.name} takes is narrower`)
                })
    }

    private isReadonly({ declarations }: ts.Symbol): boolean {
        return (declarations ?? []).some(
            each => (this.ts.getCombinedModifierFlags(each) & this.ts.ModifierFlags.Readonly) !== 0
        )
    }
}
