/** Switches for what can go wrong, by the part it happens to; each shows what is so in the machine, and not what was asked for. */

import { activityOf } from "../../sim/protocol/machine-state.ts"
import { FAULT_NAMES } from "../state/fault-names.ts"
import { send } from "../state/link.ts"
import { broken, machine, run } from "../state/page-state.ts"
import { t, type TextName } from "../texts/texts.ts"
import { ActButton } from "./act-button.tsx"
import { Switch } from "./switch.tsx"

/** The first word of a fault says what it happens to. */
const PARTS: Readonly<Record<string, TextName>> = {
    line: "troubleLine",
    card: "troubleCard",
    modem: "troubleModem",
    usb: "troubleUsb",
    power: "troublePower",
}

export function TroubleView() {
    const faults = run.value?.faults ?? []
    return (
        <>
            <p class="hint">{t("troubleHint")}</p>
            <div class="troubles">
                {Object.entries(PARTS).map(([part, name]) => {
                    const own = faults.filter(fault => fault.startsWith(`${part}-`))
                    return own.length > 0 && <Part key={part} name={name} faults={own} />
                })}
            </div>
            <MendAll />
        </>
    )
}

function Part({ name, faults }: { readonly name: TextName; readonly faults: readonly string[] }) {
    return (
        <fieldset class="trouble-part">
            <legend>{t(name)}</legend>
            {faults.map(fault => {
                const isOn = broken.value.includes(fault)
                return (
                    <Switch
                        key={fault}
                        isOn={isOn}
                        onClick={() => send({ do: "fault", fault, isOn: !isOn })}
                    >
                        {FAULT_NAMES[fault] ? t(FAULT_NAMES[fault]) : fault}
                    </Switch>
                )
            })}
        </fieldset>
    )
}

function MendAll() {
    const count = broken.value.length
    const isWell = activityOf(machine.value) !== "off"
    return (
        <div class="row middle">
            <span aria-live="polite">
                {count > 0
                    ? t("troublesOn", { n: count })
                    : t(isWell ? "noTroubles" : "activityOff")}
            </span>
            <ActButton
                isDisabled={count === 0}
                onClick={() => send({ do: "fault", fault: "", isOn: false })}
            >
                {t("mend")}
            </ActButton>
        </div>
    )
}
