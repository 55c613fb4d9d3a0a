import { skipUnless } from '@cordon/test/skip'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { Clock } from './clock.js'
import { HealthController } from './health.controller.js'

/** What a server on such a database says whose data are in the folder; the database itself is slow to answer. */
async function said(kind: 'embedded' | 'server', folder: string): Promise<unknown> {
  const health = await new HealthController({ kind, query: async () => [] }, new Clock(), { folder }).health()
  return health.ok ? 'ok' : health.failure.finding?.code
}

it('is not well where the data folder has no room left', async (context) => {
  // A file system without room, on every Linux.
  skipUnless(context, existsSync('/proc/self'), 'there is no /proc: run this on Linux')
  expect(await said('embedded', '/proc')).toBe('away.disk')
  expect(await said('embedded', tmpdir())).toBe('away.slow')
  expect(await said('server', '/proc')).toBe('away.slow')
})
