import { describe, expect, it } from 'vitest'
import { Clock } from '../platform/clock.js'
import { PlaceService } from './place.service.js'

const nothing = { query: async () => [] }
const places = new PlaceService({ gazetteer: ['SY'] }, nothing, new Clock())

describe('the gazetteer', () => {
  it('finds a town in Latin letters and in Arabic', async () => {
    for (const text of ['Busayrah', 'al-Basira', 'البصيرة']) {
      const placing = await places.resolve(text)
      expect(placing.candidates[0]?.place.name, text).toContain('Bu')
    }
  })

  it('knows nothing like nonsense', async () => {
    expect((await places.resolve('xqzzvvkw')).verdict).toBe('none')
  })
})
