import { Fault, FaultCode } from "../../../src/util/fault"

/** With which fault it fails; undefined: with none. What is no fault is thrown. */
export async function faultOf(deed: () => Promise<unknown>): Promise<FaultCode | undefined> {
    try {
        await deed()
    } catch (e) {
        if (e instanceof Fault) return e.code
        throw e
    }
    return undefined
}
