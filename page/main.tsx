/** Where the page begins. */

import { render } from "preact"
import { beginGuide } from "./state/guide.ts"
import { listenToKeys } from "./state/keys.ts"
import { connect } from "./state/link.ts"
import { applyLooks } from "./state/looks.ts"
import { Page } from "./view/page.tsx"

applyLooks()
beginGuide()
listenToKeys()
connect()
const place = document.querySelector("#page")!
place.replaceChildren()
render(<Page />, place)
