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

/** Some systems allow no more than 256 open files. */
const OPEN_AT_ONCE = 64

const syncTree = async (folder: string): Promise<void> => {
  const entries = await fs.readdir(folder, { recursive: true })
  const files = [folder, ...entries.map((entry) => path.join(folder, entry))]
  for (let at = 0; at < files.length; at += OPEN_AT_ONCE) {
    await Promise.all(files.slice(at, at + OPEN_AT_ONCE).map(syncPath))
  }
}

/** Copies a cluster, folders without files too. */
const copyTree = async (from: string, to: string): Promise<void> => {
  await fs.mkdir(to, { mode: 0o700 })
  const entries = await fs.readdir(from, { withFileTypes: true })
  const copies = entries.map((entry) => {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) return copyTree(source, target)
    return fs.copyFile(source, target, fs.constants.COPYFILE_FICLONE)
  })
  await Promise.all(copies)
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

/** Makes a cluster with the extensions in an empty folder. */
type Build = (folder: string) => Promise<void>

const DRAFT = 'draft-'
/** Longer than any build takes: a draft of this age was left by a process that was killed. */
const ABANDONED_MS = 3_600_000

const sweep = async (parent: string): Promise<void> => {
  const drafts = (await fs.readdir(parent)).filter((name) => name.startsWith(DRAFT))
  for (const draft of drafts.map((name) => path.join(parent, name))) {
    const { mtimeMs } = await fs.stat(draft)
    if (Date.now() - mtimeMs > ABANDONED_MS) await fs.rm(draft, { recursive: true, force: true })
  }
}

const buildIn = async (parent: string, build: Build): Promise<string> => {
  const draft = path.join(parent, `${DRAFT}${randomUUID()}`)
  await fs.mkdir(draft, { recursive: true, mode: 0o700 })
  try {
    await build(draft)
    await syncTree(draft)
    return draft
  } catch (error) {
    await fs.rm(draft, { recursive: true, force: true })
    throw error
  }
}

interface Template {
  readonly folder: string
  readonly isNew: boolean
  readonly dispose: () => Promise<void>
}

const make = async (parent: string, folder: string, build: Build): Promise<Template> => {
  await sweep(parent)
  await publish(await buildIn(parent, build), folder)
  return { folder, isNew: true, dispose: async () => {} }
}

/** Where nothing can be kept, a template is made for this one use. */
const makeForOnce = async (build: Build): Promise<Template> => {
  const folder = await buildIn(os.tmpdir(), build)
  return { folder, isNew: true, dispose: () => fs.rm(folder, { recursive: true, force: true }) }
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

const findTemplate = async (parent: string, build: Build): Promise<Template> => {
  const folder = path.join(parent, `cluster-${await releaseKey()}`)
  if (await exists(folder)) return { folder, isNew: false, dispose: async () => {} }
  return (await isWritable(parent)) ? make(parent, folder, build) : makeForOnce(build)
}

export interface ClusterOptions {
  /** Whether the copy has reached the disk at the end. */
  readonly durable: boolean
  readonly templateFolder: string
  /** Stands in for the slow making of a template. */
  readonly build?: Build
}

/**
 * Makes sure that a cluster is there. A new one is a copy of a template, which is made at its first use: initdb and the
 * extensions take about nine seconds, a copy takes a fraction of one. The copy appears under its name only when it is
 * whole, so a crash in the middle leaves no half cluster.
 */
export const ensureCluster = async (
  cluster: string,
  { durable, templateFolder, build = buildInWorker }: ClusterOptions,
): Promise<'cold' | 'template' | 'warm'> => {
  if (await exists(path.join(cluster, 'PG_VERSION'))) return 'warm'
  const template = await findTemplate(templateFolder, build)
  const draft = `${cluster}.draft`
  await fs.rm(draft, { recursive: true, force: true })
  await copyTree(template.folder, draft)
  await template.dispose()
  if (durable) await syncTree(draft)
  await fs.rename(draft, cluster)
  if (durable) await syncPath(path.dirname(cluster))
  return template.isNew ? 'cold' : 'template'
}
