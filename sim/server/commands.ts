/** Reads what a page asks for. Everything that comes over a socket is a stranger's until it was read here. */

import { z } from "zod"
import { SPEEDS } from "../protocol/speeds.ts"
import { CALL_DEFAULTS, type CallSpec } from "../exchange/call-spec.ts"
import {
    CALLING_MACHINES,
    PANEL_KEYS,
    TELEPHONE_KEYS,
    type CallerName,
    type Command,
} from "../protocol/messages.ts"
import { ALL_FAULTS } from "./fault-desk.ts"
import { KEY_TUNE } from "./key-tune.ts"

const isDown = z.boolean()
/** Whether a network can send it is asked later, so that the page can be told. */
const TYPED_MAX = 100
const recording = z.string().max(100)
const COMMAND = z.discriminatedUnion("do", [
    z.strictObject({
        do: z.literal("call"),
        number: z.string().max(TYPED_MAX),
        name: z.string().max(TYPED_MAX),
        recording,
        machine: z.enum(CALLING_MACHINES).optional(),
    }),
    z.strictObject({ do: z.literal("hang-up") }),
    z.strictObject({ do: z.literal("take-over") }),
    z.strictObject({ do: z.literal("key"), key: z.enum(TELEPHONE_KEYS), isDown }),
    z.strictObject({ do: z.literal("keys"), keys: z.string().regex(KEY_TUNE) }),
    z.strictObject({ do: z.literal("say"), recording }),
    z.strictObject({ do: z.literal("telephone"), isUp: z.boolean() }),
    z.strictObject({ do: z.literal("button"), button: z.enum(PANEL_KEYS), isDown }),
    z.strictObject({ do: z.literal("room"), isOpen: z.boolean() }),
    z.strictObject({ do: z.literal("room-say"), recording }),
    z.strictObject({ do: z.literal("power") }),
    z.strictObject({ do: z.literal("card") }),
    z.strictObject({ do: z.literal("speed"), speed: z.literal(SPEEDS) }),
    z.strictObject({ do: z.literal("step") }),
    z.strictObject({
        do: z.literal("fault"),
        fault: z.enum(["", ...ALL_FAULTS]),
        isOn: z.boolean(),
    }),
    z.strictObject({
        do: z.literal("network"),
        country: z.string().max(2),
        callerId: z.string().max(20),
        release: z.string().max(20),
    }),
    z.strictObject({
        do: z.literal("parts"),
        modem: z.string().max(20),
        bridge: z.string().max(20),
    }),
])

/** Undefined: it is none. */
export function parseCommand(text: string): Command | undefined {
    try {
        return COMMAND.parse(JSON.parse(text))
    } catch (error) {
        if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
        throw error
    }
}

/** A call of somebody who holds the telephone: what is said and when they hang up is theirs. */
export function callOf({ number, name }: CallerName): CallSpec {
    const sent = {
        number: number === "" ? undefined : number,
        name: name === "" ? undefined : name,
    }
    return { ...CALL_DEFAULTS, ...sent }
}
