/** ITU-T T.35 codes in hex behind our letters. */
const COUNTRY_CODES = "US=B5 UK=B4 PL=8A RU=B8 DE=42 FR=3D"

/**
 * The modem's country setting as AT+GCI takes it: it decides which tones and which caller ID the modem understands.
 *
 * @param country two letters, as devs.config.json has them
 * @returns undefined for a country without a code here: the modem then stays as it is
 */
export function countryCode(country: string): string | undefined {
    const at = COUNTRY_CODES.indexOf(country + "=")
    return at < 0 ? undefined : COUNTRY_CODES.slice(at + 3, at + 5)
}
