/**
 * Programs of random functions, in the firmware's dialect: each takes two numbers, works on variables, an object, an
 * array, a string and a buffer, loops a few times, calls the functions before it, and logs what it got at its end.
 */

import type { Random } from "../../sim/clock/random.ts"

const FUNCTIONS = 40
const STATEMENTS = 6
const DEPTH_MAX = 3
/** Names of variables that are numbers in every function. */
const NUMBERS = ["a", "b", "c", "d"]

export function randomProgram(random: Random): string {
    const functions = Array.from({ length: FUNCTIONS }, (_, number) =>
        functionSource(random, number)
    )
    const calls = functions.map((_, number) => `    attempt(${number}, f${number})\n`)
    return `${PROLOGUE}\n${functions.join("\n")}\nfunction main() {\n${calls.join("")}}\nmain()\n`
}

const PROLOGUE = `import "./cold/run-cold"
class Box {
    value = 1
    text = ""
    constructor(readonly size: number) {}
    grow(by: number): number {
        this.value += by
        return this.value
    }
}
class SmallBox extends Box {
    override grow(by: number): number {
        this.text = this.text + by
        return by - this.value
    }
}
function attempt(number: number, f: (a: number, b: number) => any): void {
    for (let a = -1; a < 2; ++a)
        try {
            console.log(number + " " + f(a, number))
        } catch (e: any) {
            console.log(number + " " + e.message.split(" (cold")[0])
        }
}
`

function functionSource(random: Random, number: number): string {
    const source = new FunctionSource(random, number)
    return `function f${number}(a: number, b: number): any {
    let c = ${number} - a
    let d = b & 7
    let found: any
    const box: Box = ${chance(random, 0.5) ? "new Box(a)" : "new SmallBox(b)"}
    const list: any[] = [a, b, ${number}]
    const buffer = Buffer.alloc(16)
${source.block(1)}
    return a + "," + b + "," + c + "," + d + "," + found + "," + box.value + box.text + "," + list.length + "," + buffer.toString("hex")
}
`
}

class FunctionSource {
    private loops = 0

    constructor(
        private readonly random: Random,
        private readonly number: number
    ) {}

    block(depth: number): string {
        const indent = "    ".repeat(depth)
        return Array.from(
            { length: depth === 1 ? STATEMENTS : 2 },
            () => indent + this.statement(depth)
        ).join("\n")
    }

    private statement(depth: number): string {
        const { random } = this
        const simple = [
            () => `${pick(random, NUMBERS)} = ${this.number_()}`,
            () => `box.value = ${this.number_()}`,
            () => `list[${below(random, 5)}] = ${this.any()}`,
            () => `list.push(${this.any()})`,
            () => `buffer.setAt(${below(random, 6)}, "u16", (${this.number_()}) & 0xffff)`,
            () => `buffer.setAt(${below(random, 6)}, "u32", (${this.number_()}) >>> 0)`,
            () => `buffer[${below(random, 16)}] = ${this.number_()}`,
            () => `found = ${this.any()}`,
            () => `c = box.grow(${this.number_()})`,
            () => `d = Math.min(${this.number_()}, ${this.number_()})`,
            () => `if (${this.condition()}) throw new Error("at " + ${this.number_()})`,
            () => `if (${this.condition()}) return ${this.any()}`,
        ]
        if (this.number > 0) simple.push(() => `found = ${this.call()}`)
        const nested = [
            () =>
                `if (${this.condition()}) {\n${this.block(depth + 1)}\n} else {\n${this.block(depth + 1)}\n}`,
            () => this.loop(depth),
        ]
        return pick(random, depth < DEPTH_MAX && chance(random, 0.4) ? nested : simple)()
    }

    private loop(depth: number): string {
        const turn = `i${this.loops++}`
        const end = 1 + below(this.random, 5)
        return `for (let ${turn} = 0; ${turn} < ${end}; ++${turn}) {\n${this.block(depth + 1)}\n}`
    }

    /** Of a function before this one, so that there is an end. */
    private call(): string {
        return `f${below(this.random, this.number)}(${this.number_()} & 3, ${this.number_()} & 15)`
    }

    private number_(depth = 0): string {
        const { random } = this
        if (depth > 2 || chance(random, 0.3))
            return chance(random, 0.6)
                ? pick(random, NUMBERS)
                : `(${pick(random, [0, 1, -5, 100, 300, -70000, 0x12345678])} as number)`
        const [left, right] = [this.number_(depth + 1), this.number_(depth + 1)]
        const operator = pick(random, ["+", "-", "*", "&", "|", "^", "<<"])
        const other = pick(random, [
            () => `(${left} ${operator} ${right})`,
            () => `(${left} ${operator} ${right})`,
            // With a minus, as "<< … >> (" reads like a list of types.
            () => `(${left} ${pick(random, [">>", ">>>"])} -(${right}))`,
            () => `(- ${left})`,
            () => `(~${left})`,
            () => `list.length`,
            () => `box.size`,
            () => `buffer[${below(random, 16)}]`,
            () => `buffer.getAt(${below(random, 6)}, "u16")`,
            () => `buffer.getAt(${below(random, 6)}, "u32")`,
            () => `(${this.condition()} ? ${left} : ${right})`,
        ])
        return other()
    }

    private any(): string {
        const { random } = this
        return pick(random, [
            () => this.number_(),
            () => `"text " + ${this.number_()}`,
            () => `list[${below(random, 6)}]`,
            () => `typeof list[${below(random, 6)}]`,
            () => `(found ?? ${this.number_()})`,
            () => `box.text.length`,
            () => `[${this.number_()}, ${this.number_()}].length`,
            () => `!!(${this.condition()})`,
            () => pick(random, ["undefined", "true", "null", '"żółw"']),
        ])()
    }

    private condition(): string {
        const { random } = this
        const operator = pick(random, ["<=", ">=", "===", "!=="])
        return pick(random, [
            () => `${this.number_(2)} ${operator} ${this.number_(2)}`,
            () => `${this.number_(2)} ${operator} ${this.number_(2)} && found !== undefined`,
            () => `!(${this.number_(2)} ${operator} ${this.number_(2)})`,
            () => `found === undefined || box instanceof SmallBox`,
            () => `list[${below(random, 6)}] === undefined`,
        ])()
    }
}

function pick<T>(random: Random, values: readonly T[]): T {
    return values[below(random, values.length)]!
}

function below(random: Random, end: number): number {
    return random.nextInteger(0, end - 1)
}

function chance(random: Random, share: number): boolean {
    return random.nextUnit() < share
}
