import { createReadStream, existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { skipUnless } from '@cordon/test/skip'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readIncidents } from './detect.js'
import { isRefused, type ReadRow } from './row.js'

const file = fileURLToPath(new URL('../../../../../shared/data/ucdp-ged-nes-2016-2018.csv', import.meta.url))

describe('the UCDP file of north-east Syria, 2016–2018', () => {
  const rows: ReadRow[] = []

  beforeAll(async () => {
    if (!existsSync(file)) return
    const result = await readIncidents(createReadStream(file), '2024-01-01T00:00:00.000Z')
    if (!result.ok) throw new Error(result.message)
    for await (const row of result.reading.rows()) rows.push(row)
  })
  beforeEach((context) => skipUnless(context, rows.length > 0, `${file} is not there`))

  it('is read whole: 3,497 of 3,497', () => {
    expect(rows).toHaveLength(3_497)
    expect(rows.filter(isRefused)).toEqual([])
  })

  it('keeps the counts of where_prec', () => {
    const codes = rows.map((row) => /where_prec \d/.exec(JSON.stringify(row))?.[0] ?? 'none')
    const counts = Object.fromEntries(
      [...new Set(codes)].map((code) => [code, codes.filter((it) => it === code).length]),
    )
    expect(counts).toEqual({
      'where_prec 1': 2_021,
      'where_prec 2': 1_161,
      'where_prec 3': 93,
      'where_prec 4': 131,
      'where_prec 5': 91,
    })
  })

  it('gives every row an identifier of its own', () => {
    expect(new Set(rows.map((row) => /ucdp:\d+/.exec(JSON.stringify(row))?.[0])).size).toBe(3_497)
  })
})
