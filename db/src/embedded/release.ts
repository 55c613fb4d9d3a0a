import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { EXTENSIONS } from './extensions.js'

const PACKAGES = ['@electric-sql/pglite', '@electric-sql/pglite-postgis'] as const

/** Raised when the same releases are to be kept in another form. */
const FORM = 1

/** What tells made things of one release from those of another: what is made from both packages fits no others. */
export const releaseKey = async (): Promise<string> => {
  const require = createRequire(import.meta.url)
  const entries = PACKAGES.map((name) => require.resolve(name))
  const about = entries.map((entry) => path.join(entry.slice(0, entry.lastIndexOf('dist')), 'package.json'))
  const texts = await Promise.all(about.map((file) => fs.readFile(file, 'utf8')))
  const key = [FORM, ...EXTENSIONS, ...texts].join('\n')
  return createHash('sha256').update(key).digest('hex').slice(0, 16)
}
