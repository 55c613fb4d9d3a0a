import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { postgis } from '@electric-sql/pglite-postgis'
import { EXTENSIONS } from './extensions.js'

/** Makes a cluster with the extensions in it, and leaves it shut down cleanly. */
export const buildCluster = async (cluster: string): Promise<void> => {
  const database = await PGlite.create({
    fs: new NodeFS(cluster),
    extensions: { postgis, btree_gist, pgcrypto, pg_trgm },
  })
  await database.exec(EXTENSIONS.map((name) => `CREATE EXTENSION ${name};`).join('\n'))
  await database.exec('VACUUM ANALYZE')
  await database.exec('CHECKPOINT')
  await database.close()
}
