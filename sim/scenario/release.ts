/** What this release plays of what the scenario contract may grow to have. */

import { COUNTRY_CODES } from "../exchange/country.ts"

export const COUNTRIES: readonly string[] = COUNTRY_CODES
export const MODEMS: readonly string[] = ["conexant", "agere", "usr5637", "si2494", "rd02-d400"]
