/**
 * The virtual machine's instructions (bytecode 2.16), as far as the linker has to know them: how many values each takes
 * from the stack, whether a number stands behind it, and whether it is a statement.
 *
 * An expression leaves a value on the stack, a statement takes them all. Every byte from 0x80 on is a small literal.
 */

export interface OpKind {
    readonly name: string
    /** Values it takes from the stack. */
    readonly takes: number
    readonly isStatement: boolean
    /** A number stands behind the instruction's byte. */
    readonly hasNumber: boolean
    /** The number is a distance within the function, from the instruction's own byte. */
    readonly isJump: boolean
    /** Never goes on with the next statement. */
    readonly isFinal: boolean
}

/**
 * Code, name, values taken, and letters: S a statement, F one that does not go on, # a number behind, J that is a jump.
 *
 * `reThrow` is not final, whatever the format's description calls it: with undefined it does nothing.
 */
const TABLE = `
1 builtinObject 0 #
2 call0 1 S, 3 call1 2 S, 4 call2 3 S, 5 call3 4 S, 6 call4 5 S, 7 call5 6 S, 8 call6 7 S, 9 call7 8 S, 10 call8 9 S
11 indexDelete 2 S, 12 return 1 SF, 13 jump 0 SFJ, 14 jumpIfNot 1 SJ, 15 bind 2, 16 objectField 0 #
17 storeLocal 1 S#, 18 storeGlobal 1 S#, 19 storeBuffer 4 S, 20 infinity 0, 21 loadLocal 0 #, 22 loadGlobal 0 #
23 plus 1, 24 index 2, 25 indexSet 3 S, 26 builtinField 1 #, 27 asciiField 1 #, 28 utf8Field 1 #
29 mathField 0 #, 30 dsField 0 #, 31 allocMap 0 S, 32 allocArray 1 S, 33 allocBuffer 1 S
34 specPrototype 0 #, 35 buffer 0 #, 36 builtinString 0 #, 37 asciiString 0 #, 38 utf8String 0 #
39 function 0 #, 40 literal 0 #, 41 float 0 #, 43 loadBuffer 3, 44 returned 0, 45 typeOf 1, 46 undefined 0
47 isUndefined 1, 48 true 0, 49 false 0, 50 toBool 1, 51 nan 0, 52 abs 1, 53 bitNot 1, 54 isNan 1, 55 negative 1
56 not 1, 57 toInt 1, 58 add 2, 59 subtract 2, 60 multiply 2, 61 divide 2, 62 bitAnd 2, 63 bitOr 2, 64 bitXor 2
65 shiftLeft 2, 66 shiftRight 2, 67 shiftRightUnsigned 2, 68 equal 2, 69 lessOrEqual 2, 70 less 2, 71 notEqual 2
72 isNullish 1, 73 storeClosure 2 S#, 74 loadClosure 1 #, 75 closure 0 #, 76 typeOfString 1
78 jumpIfReturnedNullish 0 SJ, 79 callArray 2 S, 80 try 0 SJ, 81 endTry 0 SFJ, 82 catch 0 S, 83 finally 0 S
84 throw 1 SF, 85 reThrow 1 S, 86 throwJump 1 SFJ, 87 debugger 0 S, 88 new 1, 89 instanceOf 2, 90 null 0
91 like 2, 92 unlike 2, 93 storeReturned 1 S, 94 spec 0 #
`

/** Indexed by the instruction's code. */
export const OP_KINDS: readonly (OpKind | undefined)[] = readTable()

function readTable(): (OpKind | undefined)[] {
    const kinds: (OpKind | undefined)[] = []
    for (const row of TABLE.trim().split(/\n|, /)) {
        const [code, name, takes, letters = ""] = row.split(" ")
        kinds[Number(code)] = {
            name: name!,
            takes: Number(takes),
            isStatement: letters.includes("S"),
            hasNumber: /[#J]/.test(letters),
            isJump: letters.includes("J"),
            isFinal: letters.includes("F"),
        }
    }
    return kinds
}

/** Codes of the instructions that somebody here asks for by name. */
export const Op = {
    CALL0: codeOf("call0"),
    CALL8: codeOf("call8"),
    CALL_ARRAY: codeOf("callArray"),
    ALLOC_MAP: codeOf("allocMap"),
    ALLOC_ARRAY: codeOf("allocArray"),
    ALLOC_BUFFER: codeOf("allocBuffer"),
    INDEX: codeOf("index"),
    INDEX_DELETE: codeOf("indexDelete"),
    RETURN: codeOf("return"),
    JUMP: codeOf("jump"),
    JUMP_IF_NOT: codeOf("jumpIfNot"),
    TRY: codeOf("try"),
    END_TRY: codeOf("endTry"),
    THROW_JUMP: codeOf("throwJump"),
    RE_THROW: codeOf("reThrow"),
    CATCH: codeOf("catch"),
    FINALLY: codeOf("finally"),
    STORE_LOCAL: codeOf("storeLocal"),
    LOAD_LOCAL: codeOf("loadLocal"),
    LOAD_GLOBAL: codeOf("loadGlobal"),
    STORE_GLOBAL: codeOf("storeGlobal"),
    LOAD_BUFFER: codeOf("loadBuffer"),
    STORE_BUFFER: codeOf("storeBuffer"),
    NEW: codeOf("new"),
    SPEC: codeOf("spec"),
    LOAD_CLOSURE: codeOf("loadClosure"),
    STORE_CLOSURE: codeOf("storeClosure"),
    CLOSURE: codeOf("closure"),
    FUNCTION: codeOf("function"),
    BUILTIN_FIELD: codeOf("builtinField"),
    ASCII_FIELD: codeOf("asciiField"),
    ASCII_STRING: codeOf("asciiString"),
    UTF8_FIELD: codeOf("utf8Field"),
    UTF8_STRING: codeOf("utf8String"),
    BUILTIN_OBJECT: codeOf("builtinObject"),
    SPEC_PROTOTYPE: codeOf("specPrototype"),
    INDEX_SET: codeOf("indexSet"),
    LITERAL: codeOf("literal"),
    FLOAT: codeOf("float"),
    BUFFER: codeOf("buffer"),
    BUILTIN_STRING: codeOf("builtinString"),
    RETURNED: codeOf("returned"),
    STORE_RETURNED: codeOf("storeReturned"),
    JUMP_IF_RETURNED_NULLISH: codeOf("jumpIfReturnedNullish"),
    NOT: codeOf("not"),
    TO_BOOL: codeOf("toBool"),
    EQUAL: codeOf("equal"),
    NOT_EQUAL: codeOf("notEqual"),
    TRUE: codeOf("true"),
    FALSE: codeOf("false"),
    NULL: codeOf("null"),
    UNDEFINED: codeOf("undefined"),
    IS_UNDEFINED: codeOf("isUndefined"),
} as const

function codeOf(name: string): number {
    return OP_KINDS.findIndex(kind => kind?.name === name)
}
