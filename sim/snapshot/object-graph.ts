/**
 * Puts a whole web of objects back to what it was: everything that can be reached from some roots by properties, elements,
 * entries of maps and sets, and bytes of buffers. The objects stay the same ones, so that closures that hold them see it, too.
 *
 * Not reached: variables that only a closure knows, private names (#name), and what is behind a promise. Whoever takes a
 * snapshot must show that a run from it is the run that it would have been (test/sim/snapshot).
 */
import { types } from "node:util"

/** How one object is put back. */
type Restore = () => void

export interface GraphLimits {
    /** Objects that are left alone, with all that can only be reached through them. */
    readonly leaves?: readonly object[]
}

export class ObjectGraph {
    private readonly restores: Restore[] = []
    private readonly seen = new Set<object>()
    private readonly pending: object[] = []

    /** Takes the snapshot. @param roots where the walk begins */
    constructor(roots: readonly object[], { leaves = [] }: GraphLimits = {}) {
        for (const leaf of leaves) this.seen.add(leaf)
        for (const root of roots) this.meet(root)
        for (let next = this.pending.pop(); next; next = this.pending.pop()) this.take(next)
        this.seen.clear()
    }

    /** Objects that are put back. */
    get size(): number {
        return this.restores.length
    }

    restore(): void {
        for (const restore of this.restores) restore()
    }

    private meet(value: unknown): void {
        if ((typeof value !== "object" && typeof value !== "function") || value === null) return
        if (this.seen.has(value)) return
        this.seen.add(value)
        this.pending.push(value)
    }

    private take(object: object): void {
        if (isOpaque(object)) return
        if (types.isAnyArrayBuffer(object)) return this.takeBytes(new Uint8Array(object))
        if (ArrayBuffer.isView(object)) return this.meet(object.buffer)
        if (Array.isArray(object)) this.takeArray(object)
        else if (object instanceof Map) this.takeMap(object)
        else if (object instanceof Set) this.takeSet(object)
        this.takeProperties(object)
    }

    private takeBytes(bytes: Uint8Array): void {
        const used = usedLength(bytes)
        const kept = bytes.slice(0, used)
        const whole = bytes.length
        this.restores.push(() => {
            bytes.set(kept)
            // Whatever was written since lies next to what there was: memory grows from its end.
            if (used < whole) clearBehind(bytes, used)
        })
    }

    private takeArray(array: unknown[]): void {
        const kept = array.slice()
        for (const each of kept) this.meet(each)
        this.restores.push(() => {
            array.length = kept.length
            for (let i = 0; i < kept.length; i++) if (array[i] !== kept[i]) array[i] = kept[i]
        })
    }

    private takeMap(map: Map<unknown, unknown>): void {
        const kept = [...map]
        for (const [key, value] of kept) {
            this.meet(key)
            this.meet(value)
        }
        this.restores.push(() => {
            map.clear()
            for (const [key, value] of kept) map.set(key, value)
        })
    }

    private takeSet(set: Set<unknown>): void {
        const kept = [...set]
        for (const each of kept) this.meet(each)
        this.restores.push(() => {
            set.clear()
            for (const each of kept) set.add(each)
        })
    }

    /** Own properties but for elements of arrays and what is computed when it is asked for. */
    private takeProperties(object: object): void {
        const holder = object as Record<PropertyKey, unknown>
        const keys: PropertyKey[] = []
        for (const key of Reflect.ownKeys(object)) {
            if (Array.isArray(object) && typeof key === "string") continue
            const property = Reflect.getOwnPropertyDescriptor(object, key)!
            if (!("value" in property)) continue
            this.meet(property.value)
            if (property.writable) keys.push(key)
        }
        if (keys.length === 0 && !Object.isExtensible(object)) return
        if (typeof object === "function" && keys.length === 0) return
        const values = keys.map(key => holder[key])
        const count = Reflect.ownKeys(object).length
        const isArray = Array.isArray(object)
        this.restores.push(() => {
            for (let i = 0; i < keys.length; i++) {
                const key = keys[i]!
                if (holder[key] !== values[i]) holder[key] = values[i]
            }
            if (!isArray && Reflect.ownKeys(object).length !== count) dropOthers(holder, keys)
        })
    }
}

const ZEROS = new Uint8Array(65536)

function usedLength(bytes: Uint8Array): number {
    if (bytes.length <= ZEROS.length) return bytes.length
    let end = bytes.length
    while (end > 0 && bytes[end - 1] === 0) end--
    return end
}

/** Fill with zeros up to the first 64 KB that are zeros already. */
function clearBehind(bytes: Uint8Array, from: number): void {
    for (let at = from; at < bytes.length; at += ZEROS.length) {
        const part = bytes.subarray(at, at + ZEROS.length)
        if (Buffer.compare(part, ZEROS.subarray(0, part.length)) === 0) return
        part.fill(0)
    }
}

function dropOthers(holder: Record<PropertyKey, unknown>, keys: readonly PropertyKey[]): void {
    const kept = new Set(keys)
    for (const key of Reflect.ownKeys(holder)) {
        const property = Reflect.getOwnPropertyDescriptor(holder, key)!
        if (!kept.has(key) && property.configurable && property.writable) delete holder[key]
    }
}

/** What has no state of ours, or none that can be seen. */
function isOpaque(object: object): boolean {
    return (
        object === globalThis ||
        types.isPromise(object) ||
        types.isWeakMap(object) ||
        types.isWeakSet(object) ||
        types.isModuleNamespaceObject(object) ||
        types.isProxy(object)
    )
}
