import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const file = fileURLToPath(new URL('../../../../shared/data/schemas/cap12.xsd', import.meta.url))
const run = promisify(execFile)

/** For tests: whether CAP's own schema is at hand. */
export const hasCapSchema = existsSync(file)

/** For tests: what `xmllint` finds against a document by the schema of CAP 1.2; null where nothing. */
export async function capFault(xml: string): Promise<string | null> {
  const linting = run('xmllint', ['--nonet', '--noout', '--schema', file, '-'])
  linting.child.stdin?.end(xml)
  return linting.then(
    () => null,
    (error: unknown) => String(error),
  )
}
