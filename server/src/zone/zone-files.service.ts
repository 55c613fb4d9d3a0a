import { Inject, Injectable } from '@nestjs/common'
import { audienceOf, finding, type Zone, type ZoneContent } from '@cordon/alerts'
import { saveZones, takeHead, zonesNamed, type Database, type Runner, type ZoneRow } from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { busy, fail, ok, type Result } from '../platform/result.js'
import type { FieldError, ZoneFileSaid, ZoneInput, ZonesBrought } from '../wire/index.js'
import { facilityFault, newZone, prepareAll, zoneContentOf } from './content.js'
import { isCrowded, readZonesAside } from './read/aside.js'
import { parted, type Candidate, type ShapesFound } from './read/zone-file.js'
import { teamFault } from './showing.js'

/** Files of zones: what one would bring, and bringing it. */
@Injectable()
export class ZoneFiles {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
  ) {}

  /** What a file holds: shapes that a zone may have, by the contract and by PostGIS, and what was refused and why. */
  async read(bytes: Uint8Array, who: Principal): Promise<Result<ZoneFileSaid>> {
    if (isCrowded()) return busy('unavailable', finding('denied.reading', {}), 10)
    const file = await readZonesAside(bytes)
    if (!file.ok) return fail('unreadable', file.message)
    const { shapes: valid, refused } = parted(await this.held(file.found))
    const known = await this.known(valid, this.database, who)
    const knownAs = new Map(known.toReversed().map((zone) => [namedShape(zone), zone.id]))
    const shapes = valid.map((it) => ({ ...said(it), knownAs: knownAs.get(namedShape(it)) ?? null }))
    return ok({ format: file.format, shapes, refused: refused.map((it) => ({ ...it, errors: [...it.errors] })) })
  }

  /** What was found, held against PostGIS: what that finds fault with is refused where it stands. */
  private async held(found: ShapesFound): Promise<ShapesFound> {
    const { shapes } = parted(found)
    const prepared = await prepareAll(
      shapes.map(({ geometry }) => geometry),
      this.database,
    )
    const faults = new Map(shapes.map((it, at) => [it, prepared[at]]))
    return found.map((it) => {
      const judged = 'errors' in it ? undefined : faults.get(it)
      return judged?.ok === false ? { of: it.of, name: it.name, errors: judged.failure.errors ?? [] } : it
    })
  }

  /**
   * Stores zones, all or none. One that stands already, with the same name, shape and sizes, is named and not stored again,
   * so that whoever asks twice gets what they asked for once.
   */
  async bring(inputs: readonly ZoneInput[], who: Principal): Promise<Result<ZonesBrought>> {
    const rows = await this.rowsOf(inputs, who)
    if (!rows.ok) return rows
    const items = await this.database.transaction('plain', async (run) => {
      // Who has the head is the only one to add a zone: what is known now is known when these are stored.
      await run.query(takeHead())
      const known = new Map(
        (
          await this.known(
            rows.value.map(({ zone }) => zone),
            run,
            who,
          )
        ).map((zone) => [contentKey(zone), zone.id]),
      )
      const fresh: ZoneRow[] = []
      const items = rows.value.map((row) => {
        const id = known.get(contentKey(row.zone))
        if (id !== undefined) return { id, is: 'known' as const }
        known.set(contentKey(row.zone), row.zone.id)
        fresh.push(row)
        return { id: row.zone.id, is: 'stored' as const }
      })
      if (fresh.length > 0) await run.query(saveZones(fresh, fresh.map(told), this.clock.now()))
      return items
    })
    this.signal.committed()
    return ok({ items })
  }

  /** The zones with their shapes made ready; everything that is wrong with any of them is told at once. */
  private async rowsOf(inputs: readonly ZoneInput[], who: Principal): Promise<Result<readonly ZoneRow[]>> {
    const errors: FieldError[] = []
    const rows: ZoneRow[] = []
    const shapes = await prepareAll(
      inputs.map(({ geometry }) => geometry),
      this.database,
    )
    for (const [at, input] of inputs.entries()) {
      const zone = newZone(zoneContentOf(input), who, this.clock)
      const shape = shapes[at]
      const beside = zone.ok
        ? [await facilityFault(zone.value, this.database), await teamFault(zone.value, null, this.database)]
        : []
      const faults = [zone, shape].flatMap((it) => (it?.ok === false ? (it.failure.errors ?? []) : []))
      faults.push(...beside.filter((it) => it !== null))
      errors.push(...faults.map((it) => ({ ...it, path: `zones[${at}].${it.path}` })))
      if (zone.ok && shape?.ok === true) rows.push({ zone: zone.value, prepared: shape.value })
    }
    return errors.length === 0 ? ok(rows) : fail('invalid-input', { errors })
  }

  private async known(
    zones: readonly { readonly name: string }[],
    run: Runner,
    who: Principal,
  ): Promise<readonly Zone[]> {
    const names = zones.map(({ name }) => name)
    const rows = await run.query<{ body: Zone }>(zonesNamed(names, audiencesOf(who)))
    return rows.map(({ body }) => body)
  }
}

function told({ zone }: ZoneRow, index: number) {
  const { id, version: revision } = zone
  return { id, revision, at: index + 1, kind: 'zone', audience: audienceOf(zone), body: zone } as const
}

function said({ geometry, rings, ...it }: Candidate) {
  return { ...it, rings: [...rings], geometry: { type: geometry.type, coordinates: [...geometry.coordinates] } }
}

function namedShape(zone: Pick<ZoneContent, 'name' | 'geometry'>): string {
  return `${JSON.stringify(zone.name)} ${shapeKey(zone)}`
}

function shapeKey({ geometry }: Pick<ZoneContent, 'geometry'>): string {
  return `${geometry.type} ${JSON.stringify(geometry.coordinates)}`
}

/** Two zones with the same key say the same, whoever made them. */
function contentKey(zone: ZoneContent): string {
  const { name, radiusMetres, widthMetres, reachMetres, rings, facilityId, valid } = zone
  const said = [
    name,
    zone.visibility,
    zone.teamId,
    radiusMetres,
    widthMetres,
    reachMetres,
    rings,
    facilityId,
    valid?.from,
    valid?.until,
  ]
  return JSON.stringify([...said, shapeKey(zone)])
}
