import { describe, expect, it } from 'vitest'
import type { FeedPage, ReadContext } from './page.js'
import { readPayload } from './payload.js'

const context: ReadContext = {
  ...{ format: 'cap', mapping: null, source: 'Weather office', contentType: null, now: '2026-11-09T06:00:00.000Z' },
  ...{ point: { type: 'Point', coordinates: [40.75, 36.5] }, radiusMetres: 300_000 },
}

interface Said {
  readonly status?: string
  readonly type?: string
  readonly area?: string
  readonly more?: string
}

function message({ status = 'Actual', type = 'Alert', area = '<circle>36.5,40.75 10</circle>', more = '' }: Said = {}) {
  return `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>m1</identifier><sender>w@example.org</sender>
    <sent>2026-11-09T05:00:00+00:00</sent><status>${status}</status><msgType>${type}</msgType><scope>Public</scope>
    <info><category>Met</category><event>Storm</event><urgency>Immediate</urgency><severity>Severe</severity>
    <certainty>Observed</certainty><headline>Storm</headline><area><areaDesc>Hasakah</areaDesc>${area}</area></info>
    ${more}</alert>`
}

async function read(text: string): Promise<FeedPage | string> {
  const payload = await readPayload(Buffer.from(text), context)
  return payload.ok ? payload.page : payload.message
}

/** As XML Signature 1.0 puts it inside of what it signs. */
const signature = `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>
  <CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>
  <SignatureMethod Algorithm="http://www.w3.org/2000/09/xmldsig#rsa-sha1"/>
  <Reference URI=""><DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/><DigestValue>AA==</DigestValue>
  </Reference></SignedInfo><SignatureValue>AA==</SignatureValue></Signature>`

describe('a CAP message', () => {
  it('that is signed says what it says without the signature', async () => {
    const plain = await read(message())
    expect(plain).toMatchObject({ items: [{ externalId: 'w@example.org,m1' }], refusals: [] })
    expect(await read(message({ more: signature }))).toEqual(plain)
  })

  it.each([
    ['a circle', '<circle>140.75,36.5 10</circle>', 'area.circle'],
    ['a corner', '<polygon>36,40 36,141 37,141 36,40</polygon>', null],
    ['each corner', '<polygon>140,36 141,36 141,37 140,36</polygon>', 'area.polygon'],
    ['a circle on the Earth', '<circle>40.75,36.5 10</circle>', 'geometry'],
    ['each corner, on the Earth', '<polygon>40,36 41,36 41,37 40,36</polygon>', 'geometry'],
  ])('that has latitude and longitude swapped in %s is refused with that reason', async (_, area, path) => {
    const page = await read(message({ area }))
    if (path === null) return expect(page).toMatchObject({ items: [{}], refusals: [] })
    const errors = [{ path, message: expect.stringContaining('are longitude and latitude swapped?') }]
    expect(page).toMatchObject({ items: [], refusals: [{ externalId: 'w@example.org,m1', errors }] })
  })

  it.each([
    [{ status: 'Test' }, { skipped: 1, items: [] }],
    [{ status: 'Draft' }, { skipped: 1, items: [] }],
    [{ status: 'System' }, { skipped: 1, items: [] }],
    [{ type: 'Ack' }, { skipped: 1, items: [] }],
    [{ status: 'Exercise' }, { skipped: 0, items: [{ input: { properties: { exercise: true } } }] }],
    [{ type: 'Cancel' }, { skipped: 0, items: [{ withdrawn: true, input: null }] }],
  ])('of %j is taken for what it is', async (said, expected) => {
    expect(await read(message(said))).toMatchObject({ refusals: [], ...expected })
  })

  it('with a document type is not read', async () => {
    expect(await read(`<!DOCTYPE alert SYSTEM "file:///etc/passwd">${message()}`)).toMatch(/^It has a DOCTYPE/)
  })

  it.each([
    ['<circle>here 10</circle>', 'area.circle', /^Expected "latitude,longitude …"; got "here 10"$/],
    ['<polygon>36,40 37</polygon>', 'area.polygon', /^Expected "latitude,longitude …"; got "36,40 37"$/],
  ])('whose area is %s is refused by that', async (area, path, why) => {
    const errors = [{ path, message: expect.stringMatching(why) }]
    expect(await read(message({ area }))).toMatchObject({ items: [], refusals: [{ errors }] })
  })
})
