/**
 * Dell RD02-D400, a USB modem with a CX93001: answers as its relatives give them, all else as in Conexant's manual. It knows no caller ID until
 * `AT!4886=` has been given, once after each power-on.
 */

import { CONEXANT } from "./conexant.ts"
import { type ModemProfile } from "./modem-profile.ts"

export const RD02_D400: ModemProfile = {
    ...CONEXANT,
    name: "rd02-d400",
    identity: {
        ...CONEXANT.identity,
        I3: "CX93001-EIS_V0.2013-V92",
        I6: "",
        "+GMI9": "CONEXANT CX93001-EIS_V0.2013-V92",
        "+GMM": "CX93001-EIS_V0.2013-V92",
    },
    callerIdSwitch: "!4886",
}
