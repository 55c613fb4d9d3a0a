import { Inject, Injectable } from '@nestjs/common'
import type { Facility } from '@cordon/alerts'
import { facilitiesPage, saveFacilities, type Database } from '@cordon/db'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { ok } from '../platform/result.js'
import type { FacilityInput } from '../wire/index.js'

/** A town's centre is what most positions of facilities are good for. */
const defaultUncertaintyMetres = 500

/** Places to protect. */
@Injectable()
export class FacilityService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
  ) {}

  /** Stores new facilities and answers them as they are stored. */
  async create(inputs: readonly FacilityInput[]): Promise<readonly Facility[]> {
    const facilities = inputs.map((input) => facilityOf(input, newId(this.clock.ms())))
    const save = saveFacilities(facilities, this.clock.now())
    const [row] = await this.database.transaction('plain', (run) => run.last<{ base: number }>(save))
    this.signal.committed()
    return facilities.map((facility, index) => ({ ...facility, seq: (row?.base ?? 0) + index + 1 }))
  }

  async list(query: { limit: number; cursor?: string | undefined }) {
    const cursor = readCursor(query.cursor, 'name')
    if (!cursor.ok) return cursor
    const rows = await this.database.query<{ body: Facility }>(facilitiesPage(cursor.value, query.limit + 1))
    const facilities = rows.map((row) => row.body)
    return ok(pageOf(facilities, query.limit, (last) => [last.name, last.id]))
  }
}

function facilityOf({ geometry, properties: said }: FacilityInput, id: string): Facility {
  return {
    id,
    revision: 1,
    seq: 0,
    name: said.name,
    nameArabic: said.nameArabic ?? null,
    kind: said.kind,
    point: { type: 'Point', coordinates: geometry.coordinates },
    uncertaintyMetres: said.uncertaintyMetres ?? defaultUncertaintyMetres,
    operator: said.operator ?? null,
    population: said.population ?? null,
    note: said.note ?? null,
    positionSource: said.positionSource ?? null,
  }
}
