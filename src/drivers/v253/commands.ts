/** AT commands of ITU-T V.253 and V.250 that we use, and what they mean to us. */

/** V.250 6.3.6, 6.1.1: on-hook; the stored profile. */
export const HANG_UP = "ATH"
export const RESET = "ATHZ"
/** V.250 6.1.3, 6.1.4, 6.1.5, Conexant, Silicon Laboratories: what the modem says that it is. */
export const IDENTITIES = "ATI0|ATI3|AT+GMI|AT+GMI9|ATI6"
/** V.250 6.2.4, 6.2.6, 6.2.5: no echo, results as words, results shown. */
export const PLAIN_TALK = "ATE0V1Q0"
/** V.250 6.2.12: RTS/CTS both ways; what Conexant, USRobotics and IS-101 have instead. Some do it and refuse all. */
export const FLOW_CONTROL = "AT+IFC=2,2|AT&K3|AT&H1&R2|AT+FLO=2"
/**
 * V.250 6.3.11: the pause for a comma in a number, which we never dial. A value that no modem has by itself is a mark: it is
 * gone once the modem has begun anew, even where its stored profile is one that does not echo.
 */
const MARKING = "S8=33"
export const MARK_ASKED = "ATS8?"
export const MARK = "33"
/**
 * After a reset: plain talk again and the mark, and in the same line, so that no caller is missed, V.253 9.2.3: caller ID in lines of
 * tag and value; what Rockwell has instead; and some know it in class 8 only.
 */
export const CALLER_ID_ON =
    "ATE0V1Q0" + MARKING + "+VCID=1|ATE0V1Q0+VCID=1|AT#CID=1|AT+FCLASS=8;+VCID=1"
/** For a modem without such a register. Changes nothing; one that was told not to echo says OK. */
export const ARE_YOU_THERE = "ATV1"
/** V.250 6.2.10: a fixed rate. */
export const RATE = "AT+IPR="
/** V.250 6.1.10: country of installation, an ITU-T T.35 code in hex. */
export const COUNTRY_SELECT = "AT+GCI="
/** V.253 9.1: class 0 data, class 8 voice. */
export const CLASS_DATA = "AT+FCLASS=0"
export const CLASS_VOICE = "AT+FCLASS=8"
/** V.253 10.2.1: which codecs there are; with figures: which one to use. */
export const CODECS_LIST = "AT+VSM=?"
export const CODEC_SELECT = "AT+VSM="
/** V.253 10.2.2: sensitivity (128 is nominal) and, in units of 0.1 s, how long a silence is told after. */
export const SILENCE_DETECTION = "AT+VSD="
export const SILENCE_NOMINAL = "128,"
/** V.253 10.3.3: no time-out of the link to the modem. */
export const INACTIVITY_OFF = "AT+VIT=0"
/** Silicon Laboratories, AN93, result code 43: another telephone was picked up, and the modem has hung up. */
export const LINE_IN_USE = "LINE IN USE"
/** V.253 9.3, table 8: what is connected to what. */
export const ROUTE_NONE = "AT+VLS=0"
export const ROUTE_LINE = "+VLS=1"
export const ROUTE_SPEAKER = "+VLS=4"
/** V.253: gain of what is played, 0 … 255. */
export const PLAY_GAIN = ";+VGT="
/** The rows that there are, as lines `7,"MST",…`: what they connect is in the quotes. */
export const ROUTES_LIST = "AT+VLS=?"
export const ROUTE_SELECT = "AT+VLS="
/** V.253: speakerphone, where a row alone does not make one. Some modems have no such command, and need none. */
export const SPEAKERPHONE_ON = "AT+VSP=1"
export const SPEAKERPHONE_OFF = "AT+VSP=0"
/** The line, and the loudspeaker lets the room hear it. */
export const ROUTE_SCREENING = "+VLS=5"
/** A recording that the room may hear; the receive comes behind it. */
export const SCREEN = "AT" + ROUTE_SCREENING + ";"
/** The last of a command line. */
export const TRANSMIT = "+VTX"
/** The last of a command line, which may connect something first. */
export const RECEIVE = "+VRX"
export const TONES = "AT+VTS="

/** `<DLE>` codes to the modem, V.253 table 10. */
export const END_TRANSMIT = hex`10 03`
/** The same where the modem has taken half a pair for data. */
export const END_TRANSMIT_AGAIN = hex`10 10 10 03`
export const DROP_TRANSMIT = hex`10 18 10 03`
export const END_RECEIVE = hex`10 21`
/** The other way to end it; and, if it has ended without a word, AT to get one. */
export const END_RECEIVE_AGAIN = hex`10 1b 41 54 0d`
/** For a modem of which nobody knows what it does; the carriage return ends a line that had begun. */
export const END_ANYTHING = hex`0d 10 21 10 18 10 03`
