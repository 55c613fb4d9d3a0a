import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { buildInWorker } from './backend.js'
import { releaseKey } from './release.js'

const exists = async (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  )

const syncPath = async (file: string): Promise<void> => {
  const handle = await fs.open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const copyEntry = async (from: string, to: string, durable: boolean): Promise<void> => {
  await fs.copyFile(from, to, fs.constants.COPYFILE_FICLONE)
  if (durable) await syncPath(to)
}

/** Copies a cluster, folders without files too; when durable, every file has reached the disk at the end. */
const copyCluster = async (from: string, to: string, durable: boolean): Promise<void> => {
  await fs.mkdir(to, { mode: 0o700 })
  const entries = await fs.readdir(from, { withFileTypes: true })
  await Promise.all(
    entries.map((entry) => {
      const copy = entry.isDirectory() ? copyCluster : copyEntry
      return copy(path.join(from, entry.name), path.join(to, entry.name), durable)
    }),
  )
  if (durable) await syncPath(to)
}

/** Puts a finished cluster in its place at once. Somebody else may have been first, with one just as good. */
const publish = async (draft: string, place: string): Promise<void> => {
  try {
    await fs.rename(draft, place)
  } catch (error) {
    await fs.rm(draft, { recursive: true, force: true })
    if (!(await exists(place))) throw error
  }
}

const buildIn = async (parent: string): Promise<string> => {
  await fs.mkdir(parent, { recursive: true })
  const draft = path.join(parent, `draft-${randomUUID()}`)
  await fs.mkdir(draft, { mode: 0o700 })
  await buildInWorker(draft)
  return draft
}

interface Template {
  readonly folder: string
  readonly made: boolean
  readonly dispose: () => Promise<void>
}

const kept = async (parent: string): Promise<Template> => {
  const folder = path.join(parent, `cluster-${await releaseKey()}`)
  const found = await exists(folder)
  if (!found) await publish(await buildIn(parent), folder)
  return { folder, made: !found, dispose: async () => {} }
}

/** Where nothing can be kept, a template is made for this one use. */
const forOnce = async (): Promise<Template> => {
  const folder = await buildIn(os.tmpdir())
  return { folder, made: true, dispose: () => fs.rm(folder, { recursive: true, force: true }) }
}

const isWritable = async (folder: string): Promise<boolean> => {
  try {
    await fs.mkdir(folder, { recursive: true })
    await fs.access(folder, fs.constants.W_OK)
    return true
  } catch {
    return false
  }
}

const findTemplate = async (parent: string): Promise<Template> =>
  (await isWritable(parent)) || (await exists(path.join(parent, `cluster-${await releaseKey()}`)))
    ? kept(parent)
    : forOnce()

/**
 * Makes sure that a cluster is there. A new one is a copy of a template, which is made at its first use: initdb and the
 * extensions take about nine seconds, a copy takes a fraction of one. The copy appears under its name only when it is
 * whole, so a crash in the middle leaves no half cluster.
 */
export const ensureCluster = async (
  cluster: string,
  options: { readonly durable: boolean; readonly templateFolder: string },
): Promise<'cold' | 'template' | 'warm'> => {
  if (await exists(path.join(cluster, 'PG_VERSION'))) return 'warm'
  const template = await findTemplate(options.templateFolder)
  const draft = `${cluster}.draft`
  await fs.rm(draft, { recursive: true, force: true })
  await copyCluster(template.folder, draft, options.durable)
  await template.dispose()
  await fs.rename(draft, cluster)
  if (options.durable) await syncPath(path.dirname(cluster))
  return template.made ? 'cold' : 'template'
}
