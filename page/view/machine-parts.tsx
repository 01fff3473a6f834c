/** What is in the machine, and what else could be: another modem, or another way to it. */

import { signal } from "@preact/signals"
import { send } from "../state/link.ts"
import { run } from "../state/page-state.ts"
import { language, t, type TextName } from "../texts/texts.ts"
import { ActButton } from "./act-button.tsx"

/** As their makers write them. */
const MODEM_NAMES: Readonly<Record<string, string>> = {
    conexant: "Conexant CX81801",
    agere: "Agere (Multi-Tech MT9234)",
    usr5637: "USRobotics 5637",
    si2494: "Silicon Labs Si2494",
    "rd02-d400": "Dell RD02-D400",
}
const BRIDGE_NAMES: Readonly<Record<string, TextName>> = {
    sc16is750: "bridgeSerial",
    max3421e: "bridgeUsb",
}

/** What was chosen and not put in yet; undefined: what is there. */
const chosenModem = signal<string | undefined>(undefined)
const chosenBridge = signal<string | undefined>(undefined)

export function MachineParts() {
    const { modem = "", modems = [], bridge = "", bridges = [], country = "" } = run.value ?? {}
    const [nextModem, nextBridge] = [chosenModem.value ?? modem, chosenBridge.value ?? bridge]
    return (
        <details class="machine-parts">
            <summary>{t("parts")}</summary>
            <dl class="facts">
                <Fact name="partModem">{modemName(modem)}</Fact>
                <Fact name="partBridge">{bridgeName(bridge)}</Fact>
                <Fact name="partDisplay">{t("partDisplayKind")}</Fact>
                <Fact name="partNetwork">{countryName(country)}</Fact>
            </dl>
            <div class="row">
                <Choice
                    name="partModem"
                    value={nextModem}
                    all={modems}
                    nameOf={modemName}
                    onChoose={choice => (chosenModem.value = choice)}
                />
                <Choice
                    name="partBridge"
                    value={nextBridge}
                    all={bridges}
                    nameOf={bridgeName}
                    onChoose={choice => (chosenBridge.value = choice)}
                />
                <ActButton
                    isDisabled={nextModem === modem && nextBridge === bridge}
                    onClick={() => {
                        send({ do: "parts", modem: nextModem, bridge: nextBridge })
                        chosenModem.value = chosenBridge.value = undefined
                    }}
                >
                    {t("changeParts")}
                </ActButton>
            </div>
            <p class="hint">{t("partsHint")}</p>
        </details>
    )
}

function Fact({ name, children }: { readonly name: TextName; readonly children: string }) {
    return (
        <>
            <dt>{t(name)}</dt>
            <dd>{children}</dd>
        </>
    )
}

interface ChoiceProps {
    readonly name: TextName
    readonly value: string
    readonly all: readonly string[]
    readonly nameOf: (each: string) => string
    readonly onChoose: (choice: string) => void
}

function Choice({ name, value, all, nameOf, onChoose }: ChoiceProps) {
    return (
        <label class="grow">
            {t(name)}
            <select value={value} onChange={event => onChoose(event.currentTarget.value)}>
                {all.map(each => (
                    <option key={each} value={each}>
                        {nameOf(each)}
                    </option>
                ))}
            </select>
        </label>
    )
}

function modemName(modem: string): string {
    return MODEM_NAMES[modem] ?? modem
}

function bridgeName(bridge: string): string {
    return BRIDGE_NAMES[bridge] ? t(BRIDGE_NAMES[bridge]) : bridge
}

function countryName(country: string): string {
    if (country === "") return ""
    const names = new Intl.DisplayNames(language.value, { type: "region" })
    return names.of(country === "UK" ? "GB" : country) ?? country
}
