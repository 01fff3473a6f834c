/** The modems that this model can be. */

import { AGERE } from "./profiles/agere.ts"
import { CONEXANT } from "./profiles/conexant.ts"
import { type ModemProfile } from "./profiles/modem-profile.ts"
import { RD02_D400 } from "./profiles/rd02-d400.ts"
import { SI2494 } from "./profiles/si2494.ts"
import { USR5637 } from "./profiles/usr5637.ts"

/** Profiles by the name that scenarios use. */
export const PROFILES: Readonly<Record<string, ModemProfile>> = {
    conexant: CONEXANT,
    agere: AGERE,
    usr5637: USR5637,
    si2494: SI2494,
    "rd02-d400": RD02_D400,
}
