import { Inject, Injectable } from '@nestjs/common'
import { say, silenceKey } from '@cordon/alerts'
import {
  absencesDue,
  absencesOver,
  endAbsence,
  noteAbsence,
  type Database,
  type HeardRow,
  type MissedRow,
} from '@cordon/db'
import { house } from '../alert/take.js'
import { IngestService } from '../ingest/ingest.service.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { incidentInput, type IncidentInput } from '../wire/index.js'

/** On how many rules one pass acts. */
const atOnce = 100

/**
 * Tells of what has not come, as an incident that the rule itself is held against. When it is due stands in a row, so that
 * a restart forgets nothing; a silence has one id, so that two nodes tell it once.
 */
@Injectable()
export class AbsenceTimers {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IngestService) private readonly ingest: IngestService,
  ) {}

  /** Ends the silences that are over and begins those that are due. Answers how many. */
  async pass(): Promise<number> {
    const over = await this.database.query<HeardRow>(absencesOver(atOnce))
    for (const row of over) await this.end(row)
    const due = await this.database.query<MissedRow>(absencesDue(this.clock.now(), atOnce))
    for (const row of due) await this.begin(row)
    return over.length + due.length
  }

  private async begin(row: MissedRow): Promise<void> {
    const { rule, since } = row
    await this.ingest.submit({
      entries: [{ what: 'new', input: silenceOf(row) }],
      by: house.name,
      history: false,
      beside: async (run, [outcome]) => {
        if (outcome?.ok === true) await run.query(noteAbsence(rule.id, { since, incidentId: outcome.incident.id }))
      },
    })
  }

  private async end({ ruleId, incidentId, since }: HeardRow): Promise<void> {
    const patch = { properties: { occurredTo: since }, reason: say('absence.ended', {}) }
    await this.ingest.submit({
      entries: [{ what: 'correct', id: incidentId, patch, ifMatch: null }],
      by: house.name,
      history: false,
      beside: async (run) => {
        await run.query(endAbsence({ ruleId, incidentId }))
      },
    })
  }
}

function silenceOf({ rule, since, dueAt, zoneName: zone, lon, lat }: MissedRow): IncidentInput {
  const { hours: silentHours = 0, sources } = rule.absence ?? {}
  const title =
    sources === undefined
      ? say('absence.title', { zone, silentHours })
      : say('absence.titleFrom', { names: sources.join(', '), zone, silentHours })
  return incidentInput.parse({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: {
      type: 'nothing-heard',
      title: title.slice(0, 300),
      summary: say('absence.summary', { rule: rule.name, sinceAt: since }),
      severity: 'severe',
      status: 'confirmed',
      occurredFrom: dueAt,
      timePrecision: 'exact',
      uncertaintyMetres: 1,
      locationPrecision: 'exact',
      source: house.name,
      credibility: '1',
      externalId: silenceKey(rule.id, since),
    },
  })
}
