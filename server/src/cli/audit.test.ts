import { startPostgres } from '@cordon/test/postgres'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runAudit } from './audit.js'

it('says of an empty folder, or an empty server, that there is nothing, and begins nothing there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cordon-audit-'))
  const server = process.env['CORDON_TEST_DB'] === 'postgres' ? await startPostgres() : null
  try {
    const said: string[] = []
    const say = (line: string) => void said.push(line)
    const terminal = { out: say, err: say, redraw: null, stop: new AbortController().signal }
    const env = { CORDON_DATA: folder, ...(server === null ? {} : { DATABASE_URL: server.url }) }
    expect(await runAudit([], env, terminal)).toBe(2)
    expect(said).toEqual([expect.stringMatching(/^There is nothing yet: no data in /)])
    expect(await readdir(folder)).toEqual([])
  } finally {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  }
})
