/** The clock on the wall, as the exchange and the card have it. */

import { type LocalTime } from "../../scenario/world.ts"

export function localTime(date: Date): LocalTime {
    return {
        year: date.getFullYear(),
        month: date.getMonth() + 1,
        day: date.getDate(),
        hour: date.getHours(),
        minute: date.getMinutes(),
        second: date.getSeconds(),
    }
}
