/** Where the page begins. */

import { render } from "preact"
import { connect } from "./state/link.ts"
import { Page } from "./view/page.tsx"

connect()
const place = document.querySelector("#page")!
place.replaceChildren()
render(<Page />, place)
