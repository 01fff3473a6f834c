/** What somebody reads who opens the page without its token: a bookmark, or the address of an earlier start. */

import { type ServerResponse } from "node:http"
import { SAFE_HEADERS } from "./assets.ts"

/** It loads nothing: whoever has no token gets no file, either. */
const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Afterbeep</title>
<main>
<h1>Afterbeep</h1>
<p>Please open the address that <code>npm start</code> printed, with its token. It is a new one at each start.</p>
<p lang="pl">Otwórz adres, który wypisało <code>npm start</code>, razem z tokenem. Przy każdym starcie jest nowy.</p>
<p lang="ru">Откройте адрес, который вывел <code>npm start</code>, вместе с токеном. При каждом запуске он новый.</p>
</main>
</html>
`

export function sendNoTokenPage(response: ServerResponse): void {
    const headers = { ...SAFE_HEADERS, "content-type": "text/html; charset=utf-8" }
    response.writeHead(403, headers).end(PAGE)
}
