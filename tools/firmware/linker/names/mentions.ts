/** Where a program mentions names that may be a method's, and what of them says that a method has to keep its name. */

import type * as ts from "typescript"
import type { Groups } from "./groups.ts"
import { isOfProject, type TypeScript } from "./shapes.ts"

export class Mentions {
    /** All names that the compiler may ask for. */
    readonly known = new Set<ts.Node>()
    /** Names behind points, with one of the declarations that they may mean. */
    readonly accesses: { name: ts.Identifier; declaration: ts.Node }[] = []
    /** Names that all methods keep, and why. */
    readonly keptNames = new Map<string, string>()
    /** Declarations of which the whole group keeps its name, and why. */
    readonly kept = new Map<ts.Node, string>()

    constructor(
        private readonly ts: TypeScript,
        program: ts.Program,
        private readonly checker: ts.TypeChecker,
        private readonly groups: Groups<ts.Node>
    ) {
        for (const file of program.getSourceFiles()) if (!file.isDeclarationFile) this.visit(file)
    }

    private visit(node: ts.Node): void {
        const { ts } = this
        if (ts.isPropertyAccessExpression(node)) this.access(node)
        else if (ts.isElementAccessExpression(node)) this.element(node)
        else if (ts.isBindingElement(node)) this.binding(node)
        else if (ts.isMethodDeclaration(node)) this.known.add(node.name)
        else if (ts.isIdentifier(node)) this.value(node)
        ts.forEachChild(node, each => this.visit(each))
    }

    private access(node: ts.PropertyAccessExpression): void {
        const { ts, checker } = this
        const { name } = node
        if (!ts.isIdentifier(name)) return
        this.known.add(name)
        const declarations = checker.getSymbolAtLocation(name)?.declarations ?? []
        const [first] = declarations
        if (!first) return this.keepName(name.text, "it is asked of what may be anything")
        const type = checker.getTypeAtLocation(node.expression)
        if (this.isMapped(type)) this.keepName(name.text, "a type made of another has it")
        if (this.isChanged(node)) this.keep(first, "it is set")
        for (const each of declarations) this.groups.join(first, each)
        this.accesses.push({ name, declaration: first })
    }

    private isMapped(type: ts.Type): boolean {
        if (type.isUnionOrIntersection()) return type.types.some(each => this.isMapped(each))
        const { objectFlags = 0 } = this.checker.getApparentType(type) as ts.ObjectType
        return (objectFlags & this.ts.ObjectFlags.Mapped) !== 0
    }

    private isChanged(node: ts.Expression): boolean {
        const { ts } = this
        const { parent } = node
        if (ts.isDeleteExpression(parent)) return true
        const { EqualsToken } = ts.SyntaxKind
        return (
            ts.isBinaryExpression(parent) &&
            parent.left === node &&
            parent.operatorToken.kind === EqualsToken
        )
    }

    private element({ argumentExpression }: ts.ElementAccessExpression): void {
        const type = this.checker.getTypeAtLocation(argumentExpression)
        const types = type.isUnion() ? type.types : [type]
        for (const each of types)
            if (each.isStringLiteral()) this.keepName(each.value, "it is asked for by a text")
    }

    private binding(node: ts.BindingElement): void {
        const { ts, checker } = this
        if (!ts.isObjectBindingPattern(node.parent)) return
        const name = node.propertyName ?? node.name
        if (!ts.isIdentifier(name)) return
        const field = checker.getTypeAtLocation(node.parent).getProperty(name.text)
        const [first] = field?.declarations ?? []
        if (first) this.keep(first, "it is taken out of an object")
        else this.keepName(name.text, "it is taken out of what may be anything")
    }

    /** A class, or a module, that is used as an object: what it has by itself could be taken for a method. */
    private value(node: ts.Identifier): void {
        const { ts, checker } = this
        if (!isOfProject(node.getSourceFile()) || this.isNoObject(node)) return
        const symbol = checker.getSymbolAtLocation(node)
        const things = ts.SymbolFlags.Class | ts.SymbolFlags.ValueModule | ts.SymbolFlags.Enum
        const isAlias = symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0
        const meant = isAlias ? checker.getAliasedSymbol(symbol) : symbol
        if (!meant || (meant.flags & things) === 0) return
        for (const each of checker.getPropertiesOfType(checker.getTypeAtLocation(node)))
            this.keepName(each.name, "a class or module that is used as an object has one")
    }

    private isNoObject(node: ts.Identifier): boolean {
        const { ts } = this
        const { parent } = node
        if (ts.isBinaryExpression(parent))
            return parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword
        if (ts.isAssertionExpression(parent)) return this.isAny(parent)
        return (
            ts.isPropertyAccessExpression(parent) ||
            (ts.isNewExpression(parent) && parent.expression === node) ||
            ts.isExpressionWithTypeArguments(parent) ||
            isNoExpression(ts, node)
        )
    }

    private isAny(node: ts.Expression): boolean {
        return (this.checker.getTypeAtLocation(node).flags & this.ts.TypeFlags.Any) !== 0
    }

    private keep(declaration: ts.Node, because: string): void {
        this.kept.set(declaration, because)
    }

    private keepName(name: string, because: string): void {
        this.keptNames.set(name, because)
    }
}

/** A name in a type, an import, or where it is declared. */
function isNoExpression(ts: TypeScript, { parent }: ts.Identifier): boolean {
    return (
        ts.isTypeNode(parent) ||
        ts.isQualifiedName(parent) ||
        ts.isImportSpecifier(parent) ||
        ts.isImportClause(parent) ||
        ts.isNamespaceImport(parent) ||
        ts.isExportSpecifier(parent) ||
        ts.isNamespaceExport(parent) ||
        ts.isClassDeclaration(parent) ||
        ts.isEnumDeclaration(parent) ||
        ts.isModuleDeclaration(parent)
    )
}
