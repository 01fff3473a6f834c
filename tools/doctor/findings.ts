/** What a self-test says in the log, line by line: `src/selftest/`. Other lines, and what stands before it in a line, are left out. */

/** Names of the parts, in their order; the firmware has them, too. */
export const PARTS = [
    "bridge",
    "crystal",
    "modem",
    "line",
    "card",
    "speed",
    "keys",
    "display",
    "clock",
] as const
export type PartName = (typeof PARTS)[number]
export type Verdict = "ok" | "trouble" | "none"

export interface Finding {
    readonly part: PartName
    readonly verdict: Verdict
    readonly found: string
    /** What to do; "": nothing. */
    readonly advice: string
}

/** A modem's answer to a question: its lines; null: it refused. */
export type Answers = Readonly<Record<string, readonly string[] | null>>

const TEST = /self-test (.*?)\s*$/
const FINDING = new RegExp(`^(${PARTS.join("|")}) (ok|trouble|none): (.*)$`)
/** Of the set-up of the modem: what it was taken for. */
const MODEM = /\bmodem: (?!at USB)([\w-]+)\s*$/
const COLOURS = /\u001b\[[0-9;]*m/g

/** Takes the log line by line; a test that begins anew takes the place of the one before. */
export class SelfTestLog {
    hasBegun = false
    /** "all is well", or which parts are not; undefined: it has not ended. */
    summary: string | undefined
    /** A call came: it did not end. */
    isBrokenOff = false
    /** What the modem was taken for; "": nothing was said of it. */
    modem = ""
    findings: Finding[] = []
    private asked: Record<string, string[] | null> = {}
    private question = ""

    get answers(): Answers {
        return this.asked
    }

    get hasEnded(): boolean {
        return this.summary !== undefined || this.isBrokenOff
    }

    take(line: string): void {
        const plain = line.replace(COLOURS, "")
        this.modem = MODEM.exec(plain)?.[1] ?? this.modem
        const said = TEST.exec(plain)?.[1]
        if (said === undefined) return
        const [sign = "", ...rest] = said.split(" ")
        const text = rest.join(" ")
        if (sign === "begins") this.begin()
        else if (sign === "ends:") this.summary = text
        else if (said.startsWith("broken off")) this.isBrokenOff = true
        else if (sign === "->") this.advise(text)
        else if ([">", "<", "+", "="].includes(sign)) this.talk(sign, text)
        else this.find(said)
    }

    private begin(): void {
        this.hasBegun = true
        this.summary = undefined
        this.isBrokenOff = false
        this.findings = []
        this.asked = {}
    }

    private find(said: string): void {
        const [, part, verdict, found] = FINDING.exec(said) ?? []
        if (part === undefined) return
        this.findings.push({
            part: part as PartName,
            verdict: verdict as Verdict,
            found: found!,
            advice: "",
        })
    }

    private advise(advice: string): void {
        const last = this.findings.pop()
        if (last) this.findings.push({ ...last, advice })
    }

    private talk(sign: string, text: string): void {
        const lines = this.asked[this.question]
        if (sign === ">") this.asked[(this.question = text)] = []
        else if (sign === "=" && text !== "OK") this.asked[this.question] = null
        else if (!lines) return
        else if (sign === "<") lines.push(text)
        else if (sign === "+") lines.push((lines.pop() ?? "") + text)
    }
}

/** The findings as a table for a terminal, with what to do. */
export function tableOf(log: SelfTestLog): string {
    const words = { ok: "OK", trouble: "TROUBLE", none: "-" }
    const rows = log.findings.flatMap(({ part, verdict, found, advice }) => [
        `${part.padEnd(10)}${words[verdict].padEnd(10)}${found}`,
        ...(advice === "" ? [] : [`${" ".repeat(20)}-> ${advice}`]),
    ])
    return rows.join("\n")
}
