import fs from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { withSharedMemory } from './wasm-memory.js'

let compiled: Promise<WebAssembly.Module> | undefined

const compile = async (): Promise<WebAssembly.Module> => {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const bytes = await fs.readFile(path.join(path.dirname(entry), 'pglite.wasm'))
  return WebAssembly.compile(withSharedMemory(bytes))
}

/**
 * PGlite's program, compiled for a memory that threads share. It is compiled once in a process: threads that it is
 * handed to share the code, so that a database which is started anew is there sooner.
 */
export const program = (): Promise<WebAssembly.Module> =>
  (compiled ??= compile().catch((error: unknown) => {
    compiled = undefined
    throw error
  }))
