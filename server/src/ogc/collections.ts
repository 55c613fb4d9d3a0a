import { Inject, Injectable } from '@nestjs/common'
import { facilitiesExtent, incidentsExtent, zonesExtent, type Database, type ExtentRow } from '@cordon/db'
import type { z } from 'zod'
import { audiencesOf, type Principal } from '../access/principal.js'
import { DATABASE } from '../platform/database.js'
import { Sight } from '../sight/sight.js'
import {
  facilityQueryables,
  incidentQueryables,
  zoneQueryables,
  type OgcCollection,
  type OgcExtent,
} from '../wire/index.js'
import type { Links } from './links.js'

/** Longitude and latitude on WGS 84, in this order. */
export const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
const gregorian = 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian'
const world = [-180, -90, 180, 90]

interface Described {
  readonly title: string
  readonly description: string
  /** What it may be asked for by, beside place and time. */
  readonly queryables: z.ZodType
}

/** What there is, by id. */
export const described: ReadonlyMap<string, Described> = new Map([
  [
    'incidents',
    {
      title: 'Incidents',
      description: 'What is believed to have happened or to be coming; merged and withdrawn ones only by status.',
      queryables: incidentQueryables,
    },
  ],
  ['facilities', { title: 'Facilities', description: 'Places to protect.', queryables: facilityQueryables }],
  [
    'zones',
    { title: 'Zones', description: 'Areas that are watched and that you may see.', queryables: zoneQueryables },
  ],
])

/** What is told of each collection, as somebody sees it. */
@Injectable()
export class Collections {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Sight) private readonly sight: Sight,
  ) {}

  all(links: Links, who: Principal): Promise<readonly OgcCollection[]> {
    return Promise.all([...described].map(([id, it]) => this.told({ ...it, id }, links, who)))
  }

  async one(id: string, links: Links, who: Principal): Promise<OgcCollection | null> {
    const found = described.get(id)
    return found === undefined ? null : this.told({ ...found, id }, links, who)
  }

  private async told(it: Described & { readonly id: string }, links: Links, who: Principal): Promise<OgcCollection> {
    const { id, title, description } = it
    const path = `/collections/${id}`
    return {
      ...{ id, title, description, extent: await this.extentOf(id, who), itemType: 'feature', crs: [crs84] },
      links: [
        links.to(path, { rel: 'self', type: 'json', title }),
        links.to(`${path}/items`, { rel: 'items', type: 'features', title }),
        links.to(`${path}/queryables`, {
          rel: 'http://www.opengis.net/def/rel/ogc/1.0/queryables',
          type: 'schema',
          title: 'What it may be asked for by',
        }),
      ],
    }
  }

  private async extentOf(id: string, who: Principal): Promise<OgcExtent> {
    const [row] = await this.database.query<ExtentRow>(extents[id]?.(who) ?? incidentsExtent())
    if (row === undefined) return {}
    const { west, south, east, north, first, last } = row
    const isCoarse = id === 'incidents' && this.sight.gridFor(who) !== null
    // The outermost edge tells where the outermost incident is.
    const box = west === null || isCoarse ? world : [west, south ?? -90, east ?? 180, north ?? 90]
    return {
      spatial: { bbox: [box], crs: crs84 },
      ...(first === null ? {} : { temporal: { interval: [[first, last]], trs: gregorian } }),
    }
  }
}

const extents: Readonly<Record<string, (who: Principal) => ReturnType<typeof zonesExtent>>> = {
  incidents: incidentsExtent,
  facilities: facilitiesExtent,
  zones: (who) => zonesExtent(audiencesOf(who)),
}
