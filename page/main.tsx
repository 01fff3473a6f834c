/** Where the page begins. */

import { render } from "preact"
import { watchGauges } from "./state/gauge-state.ts"
import { beginGuide } from "./state/guide.ts"
import { listenToKeys } from "./state/keys.ts"
import { watchLinePast } from "./state/line-past.ts"
import { connect } from "./state/link.ts"
import { applyLooks } from "./state/looks.ts"
import { watchMicrophone } from "./state/microphone-use.ts"
import { lineWorker } from "./state/telephone.ts"
import { Page } from "./view/page.tsx"

applyLooks()
beginGuide()
listenToKeys()
connect()
lineWorker()
watchGauges()
watchLinePast()
watchMicrophone()
const place = document.querySelector("#page")!
place.replaceChildren()
render(<Page />, place)
