/** A server of a few answers, in the place of `fetch`. */

import { type TestContext } from "node:test"

type Answer = { readonly status?: number; readonly body: unknown }

/** @returns what was asked for so far: "GET /cards" */
export function fakeFetch(t: TestContext, answers: Readonly<Record<string, Answer>>): string[] {
    const asked: string[] = []
    t.mock.method(globalThis, "fetch", async (url: string, options: RequestInit = {}) => {
        const question = `${options.method ?? "GET"} ${url}`
        asked.push(question)
        const answer = answers[question]
        if (!answer) throw new TypeError("failed to fetch")
        const { status = 200, body } = answer
        const text = typeof body === "string" ? body : JSON.stringify(body)
        return new Response(status === 204 ? null : text, { status })
    })
    return asked
}
