import { readFile } from 'node:fs/promises'
import { schemaText } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownDatabase } from '../live/feed.fixture.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
beforeAll(async () => {
  own = await ownDatabase(startPostgres)
})
afterAll(() => own.close())

it('keeps db/schema.sql what the migrations make; npm run db:schema writes it', async () => {
  const snapshot = await readFile(new URL('../../../db/schema.sql', import.meta.url), 'utf8')
  expect(await schemaText(own.database)).toBe(snapshot)
})
