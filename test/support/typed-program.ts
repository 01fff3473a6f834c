/** A program of one source, for what goes by types: checked as the compiler of DeviceScript checks it. */

import ts from "typescript"

/** What a program without TypeScript's own library has to have, and what tests ask of it. */
const LIBRARY = `
interface Array<T> { length: number; push(value: T): number; [index: number]: T }
interface ReadonlyArray<T> { readonly length: number; readonly [index: number]: T }
interface String { length: number }
interface Boolean {}
interface Number {}
interface Function { start(...args: any[]): number }
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}
interface Object {}
interface RegExp {}
interface IArguments {}
type Partial<T> = { [P in keyof T]?: T[P] }
declare class Part { read(): number }
declare function log(...values: any[]): void
declare function parse(text: string): any
`
export const SOURCE_FILE = "src/main.ts"
const LIBRARY_FILE = "node_modules/@devicescript/core/src/corelib.d.ts"

export interface TypedProgram {
    readonly ts: typeof ts
    readonly program: ts.Program
    readonly checker: ts.TypeChecker
    readonly source: ts.SourceFile
}

/** @param text throws Error where it has mistakes */
export function typedProgram(text: string): TypedProgram {
    const texts: Record<string, string> = { [SOURCE_FILE]: text, [LIBRARY_FILE]: LIBRARY }
    const program = ts.createProgram({
        rootNames: [LIBRARY_FILE, SOURCE_FILE],
        options: { noLib: true, strict: true, strictNullChecks: false, noEmit: true, types: [] },
        host: hostOf(texts),
    })
    const mistakes = program
        .getSemanticDiagnostics()
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))
    if (mistakes.length > 0) throw new Error(mistakes.join("\n"))
    const source = program.getSourceFile(SOURCE_FILE)!
    return { ts, program, checker: program.getTypeChecker(), source }
}

function hostOf(texts: Readonly<Record<string, string>>): ts.CompilerHost {
    return {
        getSourceFile: (name, version) =>
            name in texts ? ts.createSourceFile(name, texts[name]!, version, true) : undefined,
        getDefaultLibFileName: () => LIBRARY_FILE,
        writeFile: () => {},
        getCurrentDirectory: () => "",
        getCanonicalFileName: name => name,
        useCaseSensitiveFileNames: () => true,
        getNewLine: () => "\n",
        fileExists: name => name in texts,
        readFile: name => texts[name],
    }
}
