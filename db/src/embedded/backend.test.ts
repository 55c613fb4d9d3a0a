import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Backend } from './backend.js'
import { cacheFolder } from './cache-folder.js'
import { releaseKey } from './release.js'
import { ensureCluster } from './template.js'

it('is stopped as a whole when a statement does not stop, and says why', async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'cordon-backend-'))
  const cluster = path.join(folder, 'cluster')
  const templateFolder = cacheFolder()
  await ensureCluster(cluster, { durable: false, templateFolder })
  const bundleFile = path.join(templateFolder, `extensions-${await releaseKey()}.tar`)
  const backend = await Backend.start({ cluster, durable: false, bundleFile, stopGraceMs: 300 })
  const sleeps = backend.query('SELECT pg_sleep(600)')
  // One that is told to stop before it sleeps does stop.
  await pause(2_000)
  backend.cancel()
  const why = 'The embedded database stopped: a statement did not end within 0.3 s after it was told to.'
  await expect(sleeps).rejects.toThrow(why)
  expect((await backend.died).message).toBe(why)
  await fs.rm(folder, { recursive: true })
}, 120_000)
