/** ITU-T T.35 codes in hex behind our letters; then the form of caller ID there, as the modem of Column.CallerIdForm counts them: 0 Bell, 2 ETSI, 3 UK. */
const COUNTRY_CODES = "US=B500 UK=B403 PL=8A02 RU=B802 DE=4202 FR=3D02"

/**
 * The modem's country setting as AT+GCI takes it: it decides which tones and which caller ID the modem understands.
 *
 * @param country two letters, as devs.config.json has them
 * @returns undefined for a country without a code here: the modem then stays as it is
 */
export function countryCode(country: string): string | undefined {
    return behind(country, 0)
}

/** The form of caller ID in a country, two digits; undefined as above. */
export function callerIdForm(country: string): string | undefined {
    return behind(country, 2)
}

function behind(country: string, at: number): string | undefined {
    const start = COUNTRY_CODES.indexOf(country + "=")
    return start < 0 ? undefined : COUNTRY_CODES.slice(start + 3 + at, start + 5 + at)
}
