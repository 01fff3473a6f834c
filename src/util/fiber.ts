import { Fault } from "./fault"

/**
 * Start a fiber whose faults reach `onFault` instead of the virtual machine.
 *
 * An exception that escapes a fiber restarts the whole program, so no fiber is started any other way. A bug (anything
 * but a Fault) does escape: its trace is printed, and the restart begins from a clean state.
 */
export function startFiber(body: () => Promise<void>, onFault: (fault: Fault) => void): void {
    const guarded = async () => {
        try {
            await body()
        } catch (e: any) {
            if (e instanceof Fault) onFault(e)
            else throw e
        }
    }
    guarded.start()
}
