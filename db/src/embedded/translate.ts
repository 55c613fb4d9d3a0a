import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { cacheFolder } from './cache-folder.js'

const BESIDE = /'\.\/([\w-]+)\.js'/g

/** The named source and every source beside it that it needs, by name. */
const readSources = async (name: string, sources = new Map<string, string>()): Promise<Map<string, string>> => {
  if (sources.has(name)) return sources
  const text = await fs.readFile(fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), 'utf8')
  sources.set(name, text)
  for (const [, beside = ''] of text.matchAll(BESIDE)) await readSources(beside, sources)
  return sources
}

const write = async (file: string, text: string): Promise<void> => {
  const draft = `${file}.${randomUUID()}`
  await fs.writeFile(draft, text)
  await fs.rename(draft, file)
}

/**
 * Translates one of the sources here, and those it needs, for Node cannot run TypeScript in a thread or a process of
 * its own and tests run on the sources. Kept by content, so that tests which run at once share it.
 */
export const translate = async (name: string): Promise<URL> => {
  const sources = await readSources(name)
  const key = createHash('sha256')
    .update(JSON.stringify([...sources]))
    .digest('hex')
    .slice(0, 16)
  const folder = path.join(cacheFolder(), `${name}-${key}`)
  const entry = path.join(folder, `${name}.js`)
  if (
    await fs.access(entry).then(
      () => true,
      () => false,
    )
  )
    return pathToFileURL(entry)
  await fs.mkdir(folder, { recursive: true })
  const { default: typescript } = await import('typescript')
  const compilerOptions = { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2022 }
  await write(path.join(folder, 'package.json'), '{ "type": "module" }')
  for (const [source, text] of [...sources].reverse()) {
    await write(path.join(folder, `${source}.js`), typescript.transpileModule(text, { compilerOptions }).outputText)
  }
  return pathToFileURL(entry)
}
