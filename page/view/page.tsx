/** The page as a whole. */

import { isGuideShown, showGuide } from "../state/guide.ts"
import { isHelpShown } from "../state/keys.ts"
import { keepLanguage, keepTheme, theme, type Theme } from "../state/looks.ts"
import { link } from "../state/page-state.ts"
import { LANGUAGES, language, t } from "../texts/texts.ts"
import { GuideView } from "./guide.tsx"
import { InsideView } from "./inside.tsx"
import { KeyHelp } from "./key-help.tsx"
import { MachineView } from "./machine.tsx"
import { StatusLine } from "./status-line.tsx"
import { TelephoneView } from "./telephone.tsx"

export function Page() {
    return (
        <>
            <header>
                <h1>{t("title")}</h1>
                <p class="tagline">{t("tagline")}</p>
                <Settings />
            </header>
            <main class={link.value === "open" ? "" : "unconnected"}>
                <StatusLine />
                <GuideView />
                <KeyHelp />
                <div class="pair">
                    <MachineView />
                    <TelephoneView />
                </div>
                <InsideView />
            </main>
        </>
    )
}

function Settings() {
    return (
        <div class="settings">
            <label>
                <span class="label">{t("language")}</span>
                <select
                    value={language.value}
                    onChange={event => keepLanguage(event.currentTarget.value)}
                >
                    {Object.entries(LANGUAGES).map(([code, { ownName }]) => (
                        <option key={code} value={code} lang={code}>
                            {ownName}
                        </option>
                    ))}
                </select>
            </label>
            <label>
                <span class="label">{t("theme")}</span>
                <select
                    value={theme.value}
                    onChange={event => keepTheme(event.currentTarget.value as Theme)}
                >
                    <option value="system">{t("themeSystem")}</option>
                    <option value="light">{t("themeLight")}</option>
                    <option value="dark">{t("themeDark")}</option>
                </select>
            </label>
            <div class="helps">
                <button
                    type="button"
                    aria-expanded={isGuideShown.value}
                    onClick={() => showGuide(!isGuideShown.value)}
                >
                    {t("guide")}
                </button>
                <button
                    type="button"
                    aria-expanded={isHelpShown.value}
                    onClick={() => (isHelpShown.value = !isHelpShown.value)}
                >
                    {t("keys")}
                </button>
            </div>
        </div>
    )
}
