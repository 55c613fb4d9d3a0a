import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
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

it('says which file stands in its way: one of that name, or what was left of a backup that was cut off', async () => {
  const [from, file] = [join(folder, 'from'), join(folder, 'cordon.backup')]
  const again = terminal()
  expect(await runBackup([file], { CORDON_DATA: from }, again)).toBe(2)
  expect(again.said).toEqual([`${file}: It is there already: choose another name.`])
  const other = join(folder, 'other.backup')
  await writeFile(`${other}.half`, 'cut off')
  const halved = terminal()
  expect(await runBackup([other], { CORDON_DATA: from }, halved)).toBe(2)
  expect(halved.said.join()).toMatch(`${other}.half is there: a backup that goes on, or was cut off.`)
  expect((await stat(`${other}.half`)).size).toBe('cut off'.length)
}, 60_000)

it('says as of when a backup is that was put back, and by what file whoever was forgotten since is known', async () => {
  const to = join(folder, 'to')
  await mkdir(to)
  await cp(join(folder, 'from', 'secret.key'), join(to, 'secret.key')).catch(() => null)
  const restored = terminal()
  await runRestore([join(folder, 'cordon.backup')], { CORDON_DATA: to }, restored)
  expect(restored.said.slice(0, 2)).toEqual([
    expect.stringMatching(/^Restored as of \d{4}-\d\d-\d\dT.*: \d+ rows of \d+ tables, each as it was kept\.$/),
    expect.stringContaining(`There is no ${join(to, 'forgotten.jsonl')}: whoever was forgotten since then`),
  ])
}, 60_000)

it('leaves the place alone where the file is cut off, or of another version, and says which each is', async () => {
  const bytes = await readFile(join(folder, 'cordon.backup'))
  const lines = gunzipSync(bytes).toString().trimEnd().split('\n')
  const shape = /"shape":"(\w+)"/.exec(lines[0] ?? '')?.[1] ?? ''
  const rows = lines.slice(0, -1).map((line) => `${line.replace(shape, 'Yesterday1700000000000')}\n`)
  const sum = createHash('sha256').update(rows.join('')).digest('hex')
  const end = (lines.at(-1) ?? '').replace(/"sha256":"\w+"/, `"sha256":"${sum}"`)
  const [other, cut] = [join(folder, 'older.backup'), join(folder, 'cut.backup')]
  await writeFile(other, gzipSync(`${rows.join('')}${end}\n`))
  await writeFile(cut, bytes.subarray(0, bytes.length / 2))
  for (const [from, words] of [
    [other, `It was made by another version of Cordon (Yesterday1700000000000; this one makes ${shape}).`],
    [cut, 'cut off'],
  ] as const) {
    const [nowhere, refused] = [join(folder, 'nowhere'), terminal()]
    expect(await runRestore([from], { CORDON_DATA: nowhere }, refused)).toBe(2)
    expect(refused.said.join()).toContain(words)
    expect(existsSync(nowhere)).toBe(false)
  }
})

it('says how it is called', async () => {
  const asked = terminal()
  expect(await runBackup([], {}, asked)).toBe(2)
  expect(await runRestore(['--help'], {}, asked)).toBe(2)
  expect(asked.said.join()).toMatch(/npm run backup -- FILE[^]*npm run restore -- FILE/)
})
