/**
 * The modem's country setting by ITU-T T.35, in hex, as AT+GCI takes it: it decides which tones and which caller ID the
 * modem understands.
 *
 * @param country two letters, as devs.config.json has them
 * @returns undefined for a country without a code here: the modem then stays as it is
 */
export function countryCode(country: string): string | undefined {
    switch (country) {
        case "US":
            return "B5"
        case "UK":
            return "B4"
        case "PL":
            return "8A"
        case "RU":
            return "B8"
        case "DE":
            return "42"
        case "FR":
            return "3D"
        default:
            return undefined
    }
}
