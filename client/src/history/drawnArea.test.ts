import { describe, expect, it } from 'vitest'
import { areaOf, areaText } from './drawnArea.js'

const ring = [
  [40.1, 35.2],
  [40.6, 35.2],
  [40.123457, 35.7],
  [40.1, 35.2],
]

describe('a drawn area', () => {
  it('stands in the address by its corners, the first not said again, and is read back', () => {
    const text = areaText({ type: 'Polygon', coordinates: [ring] })
    expect(text).toBe('40.1,35.2;40.6,35.2;40.12346,35.7')
    expect(areaText(areaOf(text) ?? { type: 'Polygon', coordinates: [] })).toBe(text)
    expect(areaOf(text)?.coordinates[0]).toHaveLength(4)
  })

  it.each(['', '40,35', '40,35;41,36', '40,35;41,36;42', '40,35;41,36;x,37'])(
    'is none where an address says %j',
    (text) => {
      expect(areaOf(text)).toBeNull()
    },
  )
})
