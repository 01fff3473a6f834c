/** The keys of panel and telephone, as data: docs/decisions/018, and docs/key-card.md, which is made of this. */
import { Key } from "../hal/panel"
import { Command } from "./owner-keys"

/** What is typed at a telephone for each command, in the order of `Command` from Stop on; `-`: nothing. */
export const PHONE_KEYS = "5 1 2 6 44 4 7 # 3 *3 33 9 *1 *9 *# *2 *4 *6 *7 *0 0 - - - ** *8 *5 8"

/** Keys that may be the first of two. */
export const OPENING_KEYS = "*34"

/** Rows of PANEL_KEYS. */
export enum PanelRow {
    IdlePress,
    IdleHold,
    Press,
    Hold,
}

/** Keys in a row, in the order of `Key`, from the one after Play on. */
export const PANEL_COLUMNS = 6

/**
 * Commands of next, repeat, delete, record, answer, menu: pressed and held while nothing plays, then pressed and held while it
 * does. 0: nothing. What Play does is in decision 005.
 */
export const PANEL_KEYS = hex`
03 02 00 11 15 10
17 18 0b 13 16 12
04 06 09 11 0d 08
0c 07 0a 13 0f 0e
`

/** What a key of the panel means, other than Play. */
export function panelCommand(key: Key, row: PanelRow): Command {
    const command = PANEL_KEYS[row * PANEL_COLUMNS + key - Key.Next]
    return command === 0 ? Command.Unknown : command
}

/** What was typed at a telephone means. */
export function phoneCommand(typed: string): Command {
    const at = PHONE_KEYS.split(" ").indexOf(typed)
    return at < 0 ? Command.Unknown : at + 1
}
