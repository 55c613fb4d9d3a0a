import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ForgottenFile } from './forgotten-file.js'
import { sealedName } from './forgotten-name.js'

let folder: string
let file: ForgottenFile
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-forgotten-'))
  file = new ForgottenFile({ folder })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function somebody(number: number) {
  const it = { id: randomUUID(), number, at: '2027-11-01T08:00:00.000Z', ...(await sealedName('Zebulon')) }
  return { ...it, instead: `Former member ${number}` }
}

it('tells whoever was noted, and no name', async () => {
  expect(await file.read()).toBeNull()
  const [one, two] = [await somebody(1), await somebody(2)]
  await file.add([one])
  await file.add([two])
  expect(await file.read()).toEqual({ people: [one, two], broken: [] })
  expect(await readFile(file.path, 'utf8')).not.toMatch(/zebulon/i)
  expect((await stat(file.path)).mode & 0o777).toBe(0o600)
})

it('takes a line that a crash cut off for none, and writes the next one in its place', async () => {
  const [one, two] = [await somebody(1), await somebody(2)]
  await file.add([one])
  const whole = await readFile(file.path, 'utf8')
  await appendFile(file.path, whole.slice(0, 60))
  expect(await file.read()).toEqual({ people: [one], broken: [] })
  await file.add([two])
  expect(await file.read()).toEqual({ people: [one, two], broken: [] })
})

it('goes on behind a last line that has lost its end of line alone', async () => {
  const [one, two] = [await somebody(1), await somebody(2)]
  await file.add([one])
  await writeFile(file.path, (await readFile(file.path, 'utf8')).trimEnd())
  await file.add([two])
  expect(await file.read()).toEqual({ people: [one, two], broken: [] })
})

it('says which lines in its middle cannot be read', async () => {
  const [one, two] = [await somebody(1), await somebody(2)]
  await file.add([one])
  await appendFile(file.path, '{"account":"nobody"}\n')
  await file.add([two])
  expect(await file.read()).toEqual({ people: [one, two], broken: [2] })
})

it('says before anything is done that nothing can be noted', async () => {
  await expect(new ForgottenFile({ folder: '/dev/null' }).ready()).rejects.toThrow()
  await file.ready()
  expect(await file.read()).toEqual({ people: [], broken: [] })
})
