import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureCluster } from './template.js'

let folder = ''
let built = 0

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'cordon-template-'))
  built = 0
})

afterEach(() => fs.rm(folder, { recursive: true }))

const build = async (draft: string): Promise<void> => {
  built += 1
  await fs.writeFile(path.join(draft, 'PG_VERSION'), '18')
  await fs.mkdir(path.join(draft, 'pg_tblspc'))
}

const ensure = (name: string, templateFolder = path.join(folder, 'templates')) =>
  ensureCluster(path.join(folder, name), { durable: true, templateFolder, build })

describe('the template of a new cluster', () => {
  it('is made once and copied from then on, empty folders too', async () => {
    expect(await ensure('first')).toBe('cold')
    expect(await ensure('second')).toBe('template')
    expect(await ensure('second')).toBe('warm')
    expect(built).toBe(1)
    expect(await fs.readdir(path.join(folder, 'second'))).toEqual(['PG_VERSION', 'pg_tblspc'])
  })

  it('is one in the end when several make it at once', async () => {
    const all = await Promise.all(['a', 'b', 'c', 'd'].map((name) => ensure(name)))
    expect(all).not.toContain('warm')
    expect(await fs.readdir(path.join(folder, 'templates'))).toHaveLength(1)
    for (const name of ['a', 'b', 'c', 'd']) {
      expect(await fs.readFile(path.join(folder, name, 'PG_VERSION'), 'utf8')).toBe('18')
    }
  })

  it('is done without where it cannot be kept', async () => {
    await fs.writeFile(path.join(folder, 'a file'), '')
    expect(await ensure('only', path.join(folder, 'a file', 'templates'))).toBe('cold')
    expect(await fs.readdir(path.join(folder, 'only'))).toContain('PG_VERSION')
  })

  it('replaces the half copy that a crash has left', async () => {
    await fs.mkdir(path.join(folder, 'broken.draft'))
    await fs.writeFile(path.join(folder, 'broken.draft', 'half'), '')
    await ensure('broken')
    expect(await fs.readdir(path.join(folder, 'broken'))).not.toContain('half')
  })

  it('throws away what a killed process was making long ago', async () => {
    const draft = path.join(folder, 'templates', 'draft-old')
    await fs.mkdir(draft, { recursive: true })
    await fs.utimes(draft, 0, 0)
    await ensure('next')
    expect(await fs.readdir(path.join(folder, 'templates'))).toHaveLength(1)
  })
})
