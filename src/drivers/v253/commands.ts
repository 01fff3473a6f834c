/** AT commands of ITU-T V.253 and V.250 that we use, and what they mean to us. */

/** V.250 6.1.1: on-hook, data mode, stored profile. */
export const HANG_UP = "ATH"
export const RESET = "ATZ"
/** V.250 6.2.4, 6.2.6, 6.2.5: no echo, results as words, results shown. */
export const PLAIN_TALK = "ATE0V1Q0"
/** V.250 6.2.12: RTS/CTS both ways. Some modems refuse it and do it all the same. */
export const FLOW_CONTROL = "AT+IFC=2,2"
/** V.253 9.2.3: caller ID in lines of tag and value. */
export const CALLER_ID_ON = "AT+VCID=1"
/** V.250 6.1.10: country of installation, an ITU-T T.35 code in hex. */
export const COUNTRY_SELECT = "AT+GCI="
/** V.253 9.1: class 0 data, class 8 voice. */
export const CLASS_DATA = "AT+FCLASS=0"
export const CLASS_VOICE = "AT+FCLASS=8"
/** V.253 10.2.1: which codecs there are; with figures: which one to use. */
export const CODECS_LIST = "AT+VSM=?"
export const CODEC_SELECT = "+VSM="
/** V.253 10.3.3: no time-out of the link to the modem. */
export const INACTIVITY_OFF = "AT+VIT=0"
/** V.253 9.3, table 8: what is connected to what. */
export const ROUTE_NONE = "AT+VLS=0"
export const ROUTE_LINE = "+VLS=1"
export const ROUTE_SPEAKER = "+VLS=4"
export const TRANSMIT = "AT+VTX"
export const RECEIVE = "AT+VRX"
export const TONES = "AT+VTS="

/** `<DLE>` codes to the modem, V.253 table 10. */
export const END_TRANSMIT = hex`10 03`
export const DROP_TRANSMIT = hex`10 18 10 03`
export const END_RECEIVE = hex`10 21`
