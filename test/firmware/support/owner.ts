/** The owner at the panel of a machine that is all fakes. */
import { StopReason } from "../../../src/audio/stop-reason"
import { Command } from "../../../src/owner/owner-keys"
import { OwnerSession } from "../../../src/owner/owner-session"
import { MachineFixture } from "./machine-fixture"

/** The owner presses Play, which is taken, and does what the panel was told before. */
export async function listen(f: MachineFixture, command = Command.PlayAll): Promise<StopReason> {
    const { keys } = f.parts
    keys.begin(command)
    return await new OwnerSession(f.parts, keys).atPanel()
}

export async function withMessages(serials: string): Promise<MachineFixture> {
    const f = await new MachineFixture().mounted()
    f.unheard(serials)
    return f
}
