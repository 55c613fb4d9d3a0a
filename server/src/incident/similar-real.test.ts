import { createReadStream, existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sameness, suggestFrom, type Comparable } from '@cordon/alerts'
import { skipUnless } from '@cordon/test/skip'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readIncidents } from '../feed/read/detect.js'
import { isRefused } from '../feed/read/row.js'
import { contentFrom } from '../ingest/content.js'
import { incidentInput } from '../wire/index.js'

const file = fileURLToPath(new URL('../../../../shared/data/ucdp-ged-nes-2016-2018.csv', import.meta.url))
const dayMs = 86_400_000

describe('real events that are all distinct', () => {
  const events: Comparable[] = []

  beforeAll(async () => {
    if (!existsSync(file)) return
    const result = await readIncidents(createReadStream(file), '2024-01-01T00:00:00.000Z')
    if (!result.ok) throw new Error(result.message)
    for await (const row of result.reading.rows()) {
      if (isRefused(row)) continue
      // As if each came from somebody else: one source's own ids would keep them apart.
      events.push({
        ...contentFrom(incidentInput.parse(row.feature)),
        id: String(events.length),
        source: null,
        externalId: null,
      })
    }
    events.sort((a, b) => (a.occurredFrom < b.occurredFrom ? -1 : 1))
  })
  beforeEach((context) => skipUnless(context, events.length > 0, `${file} is not there`))

  /** For each event, how alike the most alike within two days is. */
  function nearest(): readonly number[] {
    const best = events.map(() => 0)
    events.forEach((event, at) => {
      for (let next = at + 1; next < events.length; next += 1) {
        const other = events[next]
        if (other === undefined || Date.parse(other.occurredFrom) - Date.parse(event.occurredFrom) > 2 * dayMs) break
        const { score } = sameness(event, other)
        best[at] = Math.max(best[at] ?? 0, score)
        best[next] = Math.max(best[next] ?? 0, score)
      }
    })
    return best
  }

  it('are suggested as the same far less often than their look-alikes within 5 km and a day would be', () => {
    const best = nearest()
    const touched = (from: number) => best.filter((score) => score >= from).length / best.length
    const percent = (from: number) => `${(100 * touched(from)).toFixed(1)} % at ${from}`
    const others = [0.5, 0.6, 0.7, 0.8].map(percent).join(', ')
    console.info(
      `Distinct events that a false suggestion touches: ${percent(suggestFrom)} of ${best.length} (${others})`,
    )
    expect(touched(suggestFrom)).toBeLessThan(0.13)
  }, 300_000)
})
