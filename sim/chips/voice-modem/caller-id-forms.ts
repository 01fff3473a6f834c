/** How a network can say who calls, to a telephone that is on-hook; and which of that a modem listens for. */

/**
 * In which order things come:
 *
 *     bell, etsi     ring, FSK
 *     uk             reversal, alerting tone, FSK, ring
 *     keypad         reversal, keypad tones, ring
 *
 * Between Bell 202 and V.23 there is no difference to the ear; who has the wrong one listens at the wrong time.
 */
export type CallerIdForm = "bell" | "etsi" | "uk" | "keypad"

/** Where the country of +GCI decides. */
export function formsIn(country: string): readonly CallerIdForm[] {
    if (country === "US") return ["bell"]
    return country === "UK" ? ["uk"] : ["etsi", "keypad"]
}

/**
 * Values of `AT!4886=` of a Dell RD02-D400, as its owners found them out (carolinacallerid.com's list, by way of NCID's notes); 01, Japan, is
 * known and not modelled.
 */
export const SWITCHED_FORMS: Readonly<Record<string, readonly CallerIdForm[]>> = {
    "00": ["bell"],
    "01": [],
    "02": ["etsi"],
    "03": ["uk"],
    "05": ["keypad"],
}
