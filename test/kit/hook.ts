import { once } from 'node:events'
import { createServer } from 'node:http'

/** A receiver of webhooks of this machine. */
export interface Hook {
  readonly url: string
  /** What it was asked to prove itself by. */
  readonly code: () => string
  /** Takes what comes from now on; until then it refuses everything but to prove itself. */
  readonly heal: () => void
  readonly close: () => void
}

/** Opens a receiver that is there, and broken. */
export async function openBrokenHook(): Promise<Hook> {
  let code = ''
  let isBroken = true
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => (body += String(piece)))
    request.on('end', () => {
      const challenge = /"challenge":"([^"]+)"/.exec(body)?.[1]
      code = challenge ?? code
      response.writeHead(isBroken && challenge === undefined ? 400 : 200).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return {
    url: `http://127.0.0.1:${port}/pager`,
    code: () => code,
    heal: () => (isBroken = false),
    close: () => server.close(),
  }
}
