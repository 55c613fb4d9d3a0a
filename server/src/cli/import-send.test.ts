import { createServer, type IncomingMessage, type Server } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import type { ImportState } from '../wire/index.js'
import { runImport } from './import.js'

const born: ImportState = {
  ...{ id: '018f0000-0000-7000-8000-000000000001', name: 'past.csv', sha256: '', nextRow: 1, state: 'sending' },
  ...{ stored: 0, unchanged: 0, revised: 0, refused: 0, warned: 0, finished: false, bytes: 0, received: 0, share: 0 },
  ...{ format: null, fault: null, createdAt: '', createdBy: '', endedAt: null, undoneAt: null, undoneBy: null },
  ...{ withdrawn: 0, putBack: 0, kept: 0, undoable: false },
}
const rowsIn = z.looseObject({ nextRow: z.int().optional(), finished: z.boolean().optional() })

let folder: string
let server: Server
/** Lines of the bar, and who waits for the next of them. */
const drawn: string[] = []
const waiting = new Set<() => void>()

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cordon-send-'))
  server = createServer((request, response) => {
    void stateAfter(request).then((state) => response.end(JSON.stringify(state)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})

function draw(line: string): void {
  if (line === '') return
  drawn.push(line)
  for (const go of waiting) go()
  waiting.clear()
}

/** Until the bar was drawn twice, so that once it was with all that has been answered. */
async function twiceDrawn(): Promise<void> {
  for (let n = 0; n < 2; n++) await new Promise<void>((resolve) => waiting.add(resolve))
}

/** The bar shows what the chunks before came to. */
let shown = Promise.resolve()

/** Answers a chunk once the bar shows what came before it. */
async function stateAfter(request: IncomingMessage): Promise<ImportState> {
  const parts: Buffer[] = []
  for await (const part of request) if (part instanceof Buffer) parts.push(part)
  const { nextRow = 1, finished = false } = rowsIn.parse(JSON.parse(Buffer.concat(parts).toString()))
  if (nextRow > 1) await (shown = shown.then(twiceDrawn))
  return { ...born, nextRow, finished }
}

/** What the bar said: the share in per cent by the thousands of rows that were in. */
const said = () =>
  new Map(
    drawn.flatMap((line) => {
      const [, share, rows] = /(\d+) % · ([\d,]+) rows/.exec(line) ?? []
      return share === undefined || rows === undefined ? [] : [[rows, Number(share)] as const]
    }),
  )

it('tells the share of the file that is in, not of what is read or under way', async () => {
  const row = (_: unknown, at: number) => `ambush,Row ${at},2021-06-09,40.4,35.1,row-${at},${'x'.repeat(200)}`
  const rows = Array.from({ length: 9_000 }, row)
  const header = 'type,title,occurredFrom,longitude,latitude,externalId,summary'
  await writeFile(path.join(folder, 'past.csv'), [header, ...rows].join('\n'))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const env = { CORDON_URL: `http://127.0.0.1:${port ?? 0}`, CORDON_TOKEN: 'cordon_x', INIT_CWD: folder }
  const stop = new AbortController().signal
  const out: string[] = []
  const terminal = { out: (line: string) => out.push(line), err: () => undefined, redraw: draw, stop }
  expect(await runImport(['past.csv'], env, terminal)).toBe(0)
  const shares = said()
  expect(shares.size).toBeGreaterThan(6)
  for (const [count, share] of shares) {
    const exact = (Number(count.replace(',', '')) / 9_000) * 100
    // Of a block that is read nobody knows how much belongs to the rows that were sent.
    expect(Math.abs(share - exact), `${share} % at ${count} rows`).toBeLessThan(3)
    expect(share === 100).toBe(count === '9,000')
  }
})

it('says in a line why nothing was sent, where nobody answers until it is stopped', async () => {
  await writeFile(
    path.join(folder, 'one.csv'),
    'type,title,occurredFrom,longitude,latitude\nambush,One,2021-06-09,40,35\n',
  )
  const stopped = new AbortController()
  const lines: string[] = []
  const err = (line: string) => {
    lines.push(line)
    if (line.startsWith('Nobody answers')) stopped.abort()
  }
  const terminal = { out: () => undefined, err, redraw: null, stop: stopped.signal }
  const env = { CORDON_URL: 'http://127.0.0.1:1', CORDON_TOKEN: 'cordon_x', INIT_CWD: folder }
  expect(await runImport(['one.csv'], env, terminal)).toBe(130)
  expect(lines.at(-1)).toMatch(/^Nobody answers at http:\/\/127\.0\.0\.1:1 \(.*\)\.$/)
})
