import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { covering, latLonPairs, spot } from './area.js'
import type { ReadContext } from './page.js'
import { readPayload } from './payload.js'

describe('the disc that covers some positions', () => {
  it('is none of none, the one of one, and reaches all of several', () => {
    expect(covering([])).toBeNull()
    expect(covering([spot([40, 36])])).toEqual(spot([40, 36]))
    expect(covering([spot([40, 36]), spot([41, 36])])).toMatchObject({ coordinates: [40.5, 36] })
    expect(covering([spot([179, 0]), spot([-179, 0])])?.coordinates.map(Math.abs)).toEqual([180, 0])
  })

  it('is the one beyond a pole where there is one, for whoever checks it', () => {
    expect(covering([spot([36, 40]), spot([36, 141]), spot([37, 141])])).toEqual(spot([36, 141]))
  })
})

/** Numbers as people mistype them: swapped, without their point, beyond the Earth. */
const number = fc.oneof(spread(-200, 200), fc.constantFrom(0, 90, -90, 180, -180, 90.1, 4050, 1e9))
const numbers = fc.array(number, { maxLength: 12 })
const anyContext = (format: ReadContext['format']): ReadContext => ({
  ...{ format, mapping: null, source: 'X', contentType: null, now: '2026-11-09T06:00:00.000Z' },
  ...{ point: { type: 'Point', coordinates: [40.75, 36.5] }, radiusMetres: 300_000 },
})
const items = (shape: string) => `<rss xmlns:georss="http://www.georss.org/georss" xmlns:gdacs="http://www.gdacs.org">
  <channel>${['odd', 'good']
    .map(
      (id) => `<item><guid>${id}</guid><title>Flood</title><pubDate>Mon, 09 Nov 2026 05:00:00 GMT</pubDate>
        <gdacs:eventtype>FL</gdacs:eventtype>${id === 'odd' ? shape : '<georss:point>36.5 40.75</georss:point>'}</item>`,
    )
    .join('')}</channel></rss>`
const cap = (shape: string) => `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>m</identifier>
  <sender>s</sender><sent>2026-11-09T05:00:00+00:00</sent><status>Actual</status><msgType>Alert</msgType>
  <scope>Public</scope><info><category>Met</category><event>Storm</event><urgency>Immediate</urgency>
  <severity>Severe</severity><certainty>Observed</certainty><area><areaDesc>X</areaDesc>${shape}</area></info></alert>`

describe('whatever numbers a place is told by', () => {
  it.each([
    ['georss', (it: string) => items(`<georss:polygon>${it}</georss:polygon>`)],
    ['georss', (it: string) => items(`<georss:box>${it}</georss:box>`)],
    ['georss', (it: string) => items(`<georss:line>${it}</georss:line>`)],
    ['georss', (it: string) => items(`<georss:point>${it}</georss:point>`)],
    ['gdacs', (it: string) => items(`<georss:point>36.5 40.75</georss:point><gdacs:bbox>${it}</gdacs:bbox>`)],
  ] as const)('in %s, what is wrong costs its own item alone: %s', async (format, written) => {
    await fc.assert(
      fc.asyncProperty(numbers, async (list) => {
        const read = await readPayload(Buffer.from(written(list.join(' '))), anyContext(format))
        expect(read).toMatchObject({
          ok: true,
          page: { items: expect.arrayContaining([expect.objectContaining({ externalId: 'good' })]) },
        })
      }),
      { numRuns: 60 },
    )
  })

  it.each(['polygon', 'circle'])('a CAP message is taken, or refused by the %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(numbers, async (list) => {
        const pairs = list.map((it, at) => (at % 2 === 0 ? it : `,${it} `)).join('')
        const read = await readPayload(Buffer.from(cap(`<${name}>${pairs}</${name}>`)), anyContext('cap'))
        expect(read.ok && read.page.items.length + read.page.refusals.length + read.page.unplaced.length).toBe(1)
      }),
      { numRuns: 60 },
    )
  })

  it('pairs are latitude first, and none where a number is missing', () => {
    expect(latLonPairs('36.5,40.75 36,40')).toEqual([
      [40.75, 36.5],
      [40, 36],
    ])
    expect(latLonPairs('36.5 40.75 1')).toBeNull()
  })
})
