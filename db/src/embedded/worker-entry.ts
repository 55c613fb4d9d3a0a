import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { cacheFolder } from './cache-folder.js'

interface Source {
  readonly name: string
  readonly text: string
}

const IMPORTED_BESIDE = /from '\.\/([\w-]+)\.js'/g

const readWithImports = async (name: string, seen: Map<string, Source>): Promise<void> => {
  if (seen.has(name)) return
  const text = await fs.readFile(fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), 'utf8')
  seen.set(name, { name, text })
  for (const [, imported] of text.matchAll(IMPORTED_BESIDE)) {
    if (imported !== undefined) await readWithImports(imported, seen)
  }
}

const write = async (file: string, text: string): Promise<void> => {
  const draft = `${file}.${randomUUID()}`
  await fs.writeFile(draft, text)
  await fs.rename(draft, file)
}

/**
 * Translates the worker's sources, for Node cannot start a thread on TypeScript and tests run on the sources. The
 * result is kept by its content, so tests that run at once share it.
 */
const translated = async (): Promise<URL> => {
  const sources = new Map<string, Source>()
  await readWithImports('worker', sources)
  const texts = [...sources.values()].map((source) => source.text)
  const folder = path.join(
    cacheFolder(),
    `worker-${createHash('sha256').update(texts.join()).digest('hex').slice(0, 16)}`,
  )
  await fs.mkdir(folder, { recursive: true })
  const { default: typescript } = await import('typescript')
  const { ESNext: module } = typescript.ModuleKind
  const { ES2022: target } = typescript.ScriptTarget
  for (const { name, text } of sources.values()) {
    const { outputText } = typescript.transpileModule(text, { compilerOptions: { module, target } })
    await write(path.join(folder, `${name}.js`), outputText)
  }
  await write(path.join(folder, 'package.json'), '{ "type": "module" }')
  return pathToFileURL(path.join(folder, 'worker.js'))
}

/** The file a worker thread is started on: the built one, or one translated now when this runs from the sources. */
export const workerEntry = async (): Promise<URL> =>
  import.meta.url.endsWith('.ts') ? translated() : new URL('./worker.js', import.meta.url)
