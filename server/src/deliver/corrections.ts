import { Inject, Injectable } from '@nestjs/common'
import { correctionOf, knownOf, toldBy, type Alert, type Clearing, type Incident } from '@cordon/alerts'
import { oweCorrections, toldOutside, type CorrectionRow, type Runner, type ToldOutside } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { newId } from '../platform/id.js'

/** How an alert stands by now: by which incident, and why it holds no more; null while it holds. */
export interface Stand {
  readonly alert: Alert
  readonly incident: Incident
  readonly clearing: Clearing | null
}

/** Owes everyone who was told outside the page what has changed since, once. What is owed says `alerts`. */
@Injectable()
export class Corrections {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** In the transaction in which alerts follow their incidents, so that nobody owes the same twice. */
  async owe(stands: readonly Stand[], run: Runner): Promise<void> {
    if (stands.length === 0) return
    const told = await run.query<ToldOutside>(toldOutside(stands.map(({ alert }) => alert.id)))
    if (told.length === 0) return
    const byAlert = new Map(stands.map((stand) => [stand.alert.id, stand]))
    const owed = told.flatMap((it) => this.owedTo(it, byAlert.get(it.alertId)))
    if (owed.length > 0) await run.query(oweCorrections(owed, this.clock.now()))
  }

  private owedTo(
    { about: before, clearing: toldClearing, status, ...to }: ToldOutside,
    stand: Stand | undefined,
  ): readonly CorrectionRow[] {
    if (stand === undefined) return []
    const { alert, incident, clearing } = stand
    const told = { ...toldBy(alert, status), ...before?.known, clearing: toldClearing }
    const about = correctionOf(told, knownOf(incident, clearing))
    if (about === null) return []
    const row = { id: newId(this.clock.ms()), alertRevision: alert.revision, correction: incident.seq, about }
    return [{ ...row, ...to }]
  }
}
