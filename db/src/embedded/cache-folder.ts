import path from 'node:path'
import { createRequire } from 'node:module'

/** Where made things are kept between runs: beside the packages they are made from, so that they go with them. */
export const cacheFolder = (): string => {
  const pglite = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const packages = pglite.slice(0, pglite.lastIndexOf(`${path.sep}node_modules${path.sep}`))
  return path.join(packages, 'node_modules', '.cache', 'cordon')
}
