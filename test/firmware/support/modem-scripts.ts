/** What modems answer while they are set up. */
import { Modem } from "../../../src/drivers/v253/modem"
import { ScriptedUart } from "./scripted-uart"

/** What the driver sends to end whatever a crash left running: a carriage return, DLE ! DLE CAN DLE ETX. */
export const WAKE = String.fromCharCode(0x0d, 0x10, 0x21, 0x10, 0x18, 0x10, 0x03)

export const CODECS =
    '1,"UNSIGNED PCM",8,0,8000,0,0\r\n129,"IMA ADPCM",4,0,8000,0,0\r\n140,"2 Bit ADPCM",2,0,8000,0,0\r\n\r\nOK'
export const LUCENT_CODECS =
    '128,"8-BIT LINEAR",(7200,8000,11025)\r\n129,"16-BIT LINEAR",(7200,8000,11025)\r\n131,"8-BIT ULAW",(8000)\r\n\r\nOK'

export const VOICE = "AT+FCLASS=8;+VSM=1,8000,0,0;"

/** A modem as `initialise` meets it, until it is asked what it is. */
export function anyModem(pieceBytes: number): ScriptedUart {
    return new ScriptedUart(pieceBytes)
        .whenRaw(WAKE, "")
        .when("ATE0V1Q0", "OK")
        .when("ATHZ", "OK")
        .when("ATE0V1Q0S8=33+VCID=1", "OK")
        .when("AT+IFC=2,2", "ERROR")
        .when("AT&K3", "OK")
        .when("AT+GCI=B5", "OK")
}

/** A Conexant modem, all of it. */
export function conexant(pieceBytes: number): ScriptedUart {
    return setUpAsConexant(anyModem(pieceBytes).when("ATI0", "56000\r\n\r\nOK"))
}

/** What comes once it is known that it is one, or like one. */
export function setUpAsConexant(modem: ScriptedUart): ScriptedUart {
    return modem
        .when("AT+FCLASS=8", "OK")
        .when("AT+VSM=?", CODECS)
        .when("AT+VSM=1,8000,0,0", "OK")
        .when("AT+VSD=128,70", "OK")
        .when("AT+VIT=0;-STE=3", "ERROR")
        .when("AT+FCLASS=0", "OK")
}

export async function readyModem(uart: ScriptedUart): Promise<Modem> {
    const modem = new Modem(uart, 7000, "US")
    await modem.initialise()
    return modem
}
