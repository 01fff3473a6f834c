/**
 * Runs cold code: functions that the linker keeps as data, because code is scarce and data is not (docs/decisions/017).
 *
 * The linker finds the functions here by their names, and puts the cold code in place of the buffer in `runCold`, and its
 * names in place of the string beside it; a call of a cold function becomes a call of `runCold`. Nobody else calls it.
 * Whatever cold code calls, or waits for, is done by the virtual machine as ever.
 *
 * Functions called from one place only are put into it by the linker: they cost no calls.
 */
import * as ds from "@devicescript/core"
import { Fault } from "../util/fault"
import { ColdOp, SMALL_LITERAL_ZERO } from "./cold-op.gen"

/** A turn costs some thousand of the machine's instructions, which kills what runs 131,071 without a fiber switch. */
const TURNS_BETWEEN_SWITCHES = 8

/* eslint max-lines-per-function: "off", complexity: "off", max-depth: "off" -- one loop, for calls are what costs here */

/** What cold code names by number: functions, buffers, all that only an instruction can name. */
let constants: any[]
/** Calls of cold functions, and jumps back in them, since the last fiber switch. */
let turns = 0

/**
 * Run one cold function.
 *
 * @param entry where it begins in the cold code
 * @param s its arguments; then locals, and above them the stack of values
 * @returns what the function returns, or throws what it throws
 * Waits: as the function does, and lets other fibers run now and then.
 */
async function runCold(entry: number, ...s: any[]): Promise<any> {
    const code = hex`c01dc0de`
    const names = "names of the cold code" as any as ds.ServiceSpec
    if (constants === undefined) constants = tableOfConstants()
    // An element of a buffer can be had up to 57,343 only; there is more cold code than that.
    let at = entry + 2
    let top = code.getAt(entry, "u8")
    // Grows once.
    s[top + code.getAt(entry + 1, "u8")] = undefined
    let returned: any
    let isTurn = true
    try {
        while (true) {
            if (isTurn) {
                isTurn = false
                turns += 1
                if (turns >= TURNS_BETWEEN_SWITCHES) {
                    turns = 0
                    await ds.sleep(0)
                }
            }
            const op = code.getAt(at, "u8")
            at += 1
            let value: any
            if (op >= ColdOp.SmallLiteral) value = op - SMALL_LITERAL_ZERO
            else if (op >= ColdOp.Local) value = s[op - ColdOp.Local]
            else if (op < ColdOp.Returned) {
                const number = code.getAt(at, "u16")
                at += 2
                if (op < ColdOp.Constant) {
                    value = names.byCode(number).name
                    if (op === ColdOp.Field) {
                        top -= 1
                        value = s[top][value]
                    }
                } else if (op === ColdOp.Constant) value = constants[number]
                else if (op === ColdOp.Global) value = globalAt(number)
                else if (op === ColdOp.Literal) {
                    value = code.getAt(at - 2, "i32")
                    at += 2
                } else {
                    isTurn = op >= ColdOp.JumpIfNot && number < at
                    if (op < ColdOp.JumpIfReturnedNullish) {
                        top -= 1
                        if (op === ColdOp.StoreLocal) s[number] = s[top]
                        else if (!s[top]) at = number
                    } else if (op === ColdOp.Jump) at = number
                    else if (returned === undefined || returned === null) {
                        returned = undefined
                        at = number
                    }
                    continue
                }
            } else if (op < ColdOp.Add) {
                if (op === ColdOp.Returned) value = returned
                else {
                    top -= 1
                    value = ofOne(op, s[top])
                }
            } else if (op < ColdOp.Return) {
                top -= 2
                value = ofTwo(op, s[top], s[top + 1])
            } else {
                if (op >= ColdOp.Call) {
                    const first = top - (op - ColdOp.Call)
                    const callee = s[first - 1]
                    if (op < ColdOp.Call + 2) {
                        if (op === ColdOp.Call) returned = await callee()
                        else returned = await callee(s[first])
                    } else if (op === ColdOp.Call + 2) returned = await callee(s[first], s[top - 1])
                    else {
                        const given: any[] = s.slice(first, top)
                        returned = await callee(...given)
                    }
                    top = first - 1
                } else {
                    top -= 1
                    value = s[top]
                    if (op === ColdOp.Return) {
                        returned = value
                        break
                    }
                    if (op < ColdOp.StoreReturned) {
                        top -= 2
                        store(op, s[top], s[top + 1], value)
                    } else if (op === ColdOp.StoreReturned) returned = value
                    else if (op === ColdOp.Throw) throw value
                    else if (value < 0) returned = {}
                    else returned = []
                }
                continue
            }
            s[top] = value
            top += 1
        }
    } catch (e: any) {
        if (!(e instanceof Fault) && e instanceof Error) e.message += " (cold:" + at + ")"
        throw e
    }
    return returned
}

/** What only an instruction can name. The linker writes its body. */
function tableOfConstants(): any[] {
    return [runCold]
}

/** A module's variable, by the number that it has in cold code. The linker writes its body. */
function globalAt(number: number): any {
    return number
}

function ofOne(op: ColdOp, value: any): any {
    if (op === ColdOp.Not) return !value
    if (op === ColdOp.IsUndefined) return value === undefined
    if (op === ColdOp.IsNullish) return value === undefined || value === null
    if (op === ColdOp.Negative) return -value
    if (op === ColdOp.BitNot) return ~value
    if (op === ColdOp.ToInt) return value | 0
    if (op === ColdOp.ToBool) return !!value
    return typeof value
}

function ofTwo(op: ColdOp, left: any, right: any): any {
    if (op >= ColdOp.LoadU16) return ofNumbers(op, left, right)
    if (op === ColdOp.Add) return left + right
    if (op === ColdOp.Equal) return left === right
    if (op === ColdOp.Index) return left[right]
    if (op === ColdOp.Less) return left < right
    if (op === ColdOp.NotEqual) return left !== right
    if (op === ColdOp.Subtract) return left - right
    if (op === ColdOp.LessOrEqual) return left <= right
    if (op === ColdOp.InstanceOf) return left instanceof right
    return left * right
}

/** What buffers hold, and operations on bits. */
function ofNumbers(op: ColdOp, left: any, right: any): any {
    if (op === ColdOp.LoadU16) return (left as Buffer).getAt(right, "u16")
    if (op === ColdOp.LoadU32) return (left as Buffer).getAt(right, "u32")
    if (op === ColdOp.BitAnd) return left & right
    if (op === ColdOp.BitOr) return left | right
    if (op === ColdOp.BitXor) return left ^ right
    if (op === ColdOp.ShiftLeft) return left << right
    if (op === ColdOp.ShiftRight) return left >> right
    return left >>> right
}

function store(op: ColdOp, target: any, where: any, value: any): void {
    if (op === ColdOp.IndexSet) target[where] = value
    else if (op === ColdOp.StoreU16) (target as Buffer).setAt(where, "u16", value)
    else (target as Buffer).setAt(where, "u32", value)
}

/** Keeps the function in every program that this is imported into; the linker takes the statement out. */
// eslint-disable-next-line prefer-const -- a constant would leave nothing in the program
export let kept: any = runCold
