/** Things that belong together: what was joined, and whatever was joined with that, is one group. */

export class Groups<Thing> {
    private readonly parents = new Map<Thing, Thing>()

    join(a: Thing, b: Thing): void {
        const [of, to] = [this.groupOf(a), this.groupOf(b)]
        if (of !== to) this.parents.set(of, to)
    }

    /** One of the group, the same for all of it. */
    groupOf(thing: Thing): Thing {
        let at = thing
        for (let up = this.parents.get(at); up !== undefined; up = this.parents.get(at)) at = up
        return at
    }
}
