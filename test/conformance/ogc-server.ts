import { ownServer, type OwnServer } from '../access/own-server.js'

/** A link, a feature, a document of the standard, as far as the tests look into it. */
export interface Link {
  readonly href: string
  readonly rel: string
  readonly type: string
}
export interface Feature {
  readonly id: string
  readonly geometry: { readonly type: string; readonly coordinates: readonly number[] }
  readonly properties: Readonly<Record<string, unknown>>
}
export interface Collection {
  readonly id: string
  readonly links: readonly Link[]
  readonly crs: readonly string[]
  readonly extent: {
    readonly spatial?: { readonly bbox: readonly (readonly number[])[] }
    readonly temporal?: { readonly interval: readonly (readonly (string | null)[])[] }
  }
}
export interface Parameter {
  readonly name: string
  readonly in: string
}
export interface OgcDocument {
  readonly type: string
  readonly id: string
  readonly title: string
  readonly links: readonly Link[]
  readonly collections: readonly Collection[]
  readonly features: readonly Feature[]
  readonly conformsTo: readonly string[]
  readonly timeStamp: string
  readonly numberMatched?: number
  readonly numberReturned: number
  readonly paths: Readonly<Record<string, { readonly get: { readonly parameters?: readonly Parameter[] } }>>
}

export interface Told {
  readonly status: number
  readonly type: string
  readonly text: string
  /** What the tests read of a document; parsed from its text. */
  readonly body: OgcDocument
}

const ambush = { type: 'ambush', title: 'Ambush', severity: 'severe', uncertaintyMetres: 100 }

/** Incidents an hour apart from west to east, two by the antimeridian, facilities, and zones of which one crosses it. */
const incidents = [
  ...Array.from({ length: 23 }, (_, n) => [40 + n / 10, 35 - n / 100, n] as const),
  [179.9, -17, 30] as const,
  [-179.9, -17, 31] as const,
].map(([lon, lat, hour]) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [lon, lat] },
  properties: {
    ...ambush,
    type: hour % 3 === 0 ? 'ied' : 'ambush',
    source: hour % 2 === 0 ? 'RIC news' : 'SDF',
    occurredFrom: new Date(Date.UTC(2021, 10, 8, hour)).toISOString(),
    actors: [`Actor ${hour % 4}`],
  },
}))
const facilities = ['Prison', 'Camp', 'Depot'].map((name, n) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [40 + n, 35] },
  properties: { name, kind: name.toLowerCase() },
}))
const square = (west: number, east: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, -18],
      [east, -18],
      [east, -16],
      [west, -16],
      [west, -18],
    ],
  ],
})
const zones = [
  { type: 'Feature', geometry: square(170, 175), properties: { name: 'West of it', visibility: 'public' } },
  { type: 'Feature', geometry: square(179, -179), properties: { name: 'Across it', visibility: 'public' } },
]

/** A server with all of it, asked as such a client asks. */
export class OgcServer {
  private constructor(readonly server: OwnServer) {}

  static async start(): Promise<OgcServer> {
    const started = new OgcServer(await ownServer())
    await started.post('/api/incidents', { type: 'FeatureCollection', features: incidents })
    for (const facility of facilities) await started.post('/api/facilities', facility)
    for (const zone of zones) await started.post('/api/zones', zone)
    return started
  }

  get root(): string {
    return `${this.server.url}/ogc`
  }

  close(): Promise<void> {
    return this.server.close()
  }

  /** Asks for an address, or for a path below the root. */
  async get(address: string, accept = '*/*'): Promise<Told> {
    const url = address.startsWith('http') ? address : this.root + address
    const answer = await fetch(url, { headers: { authorization: `Bearer ${this.server.token}`, accept } })
    const text = await answer.text()
    const type = answer.headers.get('content-type') ?? ''
    return { status: answer.status, type, text, body: /json/.test(type) ? JSON.parse(text) : nothing }
  }

  /** Our own list under a filter: its ids. */
  async listed(query: string): Promise<readonly string[]> {
    const { body } = await this.get(`${this.server.url}/api/incidents?limit=1000&${query}`)
    return body.features.map(({ id }) => id)
  }

  /** A collection whole, page by page. */
  async whole(path: string): Promise<readonly Feature[]> {
    const found: Feature[] = []
    for (let next: string | undefined = path; next !== undefined;) {
      const { status, text, body } = await this.get(next)
      if (status !== 200) throw new Error(`${next}: ${status} ${text}`)
      found.push(...body.features)
      next = body.links.find(({ rel }) => rel === 'next')?.href
    }
    return found
  }

  private async post(path: string, body: object): Promise<void> {
    const headers = { authorization: `Bearer ${this.server.token}`, 'content-type': 'application/json' }
    const answer = await fetch(this.server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }
}

const nothing: OgcDocument = {
  ...{ type: '', id: '', title: '', links: [], collections: [], features: [], conformsTo: [], timeStamp: '' },
  ...{ numberReturned: 0, paths: {} },
}
