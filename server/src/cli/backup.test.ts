import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runBackup, runRestore } from './backup.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-backup-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function terminal() {
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  return { said, out: say, err: say, redraw: null, stop: new AbortController().signal }
}

it('writes a backup of a folder, and says which key is not in it', async () => {
  const [from, file] = [join(folder, 'from'), join(folder, 'cordon.backup')]
  const written = terminal()
  expect(await runBackup([file], { CORDON_DATA: from }, written)).toBe(0)
  expect(written.said).toEqual([
    expect.stringMatching(/cordon\.backup: \d+ rows of \d+ tables, SHA-256 [0-9a-f]{64}$/),
    expect.stringContaining(join(from, 'secret.key')),
  ])
}, 60_000)

it('says how it is called', async () => {
  const asked = terminal()
  expect(await runBackup([], {}, asked)).toBe(2)
  expect(await runRestore(['--help'], {}, asked)).toBe(2)
  expect(asked.said.join()).toMatch(/npm run backup -- FILE[^]*npm run restore -- FILE/)
})
