/** What the self-test finds: one finding for each part. docs/decisions/032. */

/** In the order in which they are looked at; what the lamp counts. */
export enum Part {
    Bridge = 1,
    Crystal,
    Modem,
    Line,
    Card,
    Speed,
    Keys,
    Display,
    Clock,
}

/** Names of parts, by number; `tools/doctor/` knows them, too. */
const NAMES = "|bridge|crystal|modem|line|card|speed|keys|display|clock"

export enum Verdict {
    Ok,
    Trouble,
    /** Not there, and need not be; or not known. */
    None,
}

/** Of verdicts, by number. */
const VERDICTS = "ok|trouble|none"

export function partName(part: Part): string {
    return NAMES.split("|")[part]
}

export function verdictName(verdict: Verdict): string {
    return VERDICTS.split("|")[verdict]
}

/** A part as it was found: a line of the report, and of the log. */
export interface Finding {
    readonly part: Part
    readonly verdict: Verdict
    /** What was seen, in ASCII. */
    readonly found: string
    /** What its owner can do; "": nothing needs to be done. */
    readonly advice: string
}

/** Nothing is wrong with it. */
export function well(part: Part, found: string): Finding {
    return { part, verdict: Verdict.Ok, found, advice: "" }
}

export function trouble(part: Part, found: string, advice: string): Finding {
    return { part, verdict: Verdict.Trouble, found, advice }
}

/** It is not there, or not known. */
export function none(part: Part, found: string, advice = ""): Finding {
    return { part, verdict: Verdict.None, found, advice }
}
