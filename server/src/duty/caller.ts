import { Injectable } from '@nestjs/common'
import {
  accountIn,
  onCall,
  teamIn,
  type Actor,
  type Alert,
  type EscalationTarget,
  type Instant,
  type OutsideChannel,
  type Rotation,
} from '@cordon/alerts'
import {
  callables,
  membersAmong,
  peopleById,
  rotationsById,
  subscribersOf,
  type Callable,
  type DeliveryRow,
  type Runner,
} from '@cordon/db'

interface Moment {
  readonly run: Runner
  readonly now: Instant
  /** Who sees the alert. */
  readonly audience: string
}

/** Everyone who may see the zone. */
const room: Actor = { id: 'room', name: 'room' }

/** Finds out whom a step of an escalation calls at a moment. */
@Injectable()
export class Caller {
  /** Whoever may not see the alert is not called; where nobody is left, the room is: no step passes unheard. */
  async resolve(targets: readonly EscalationTarget[], { run, now, audience }: Moment): Promise<readonly Actor[]> {
    const owner = accountIn(audience)
    if (owner !== null) return run.query<Actor>(peopleById([owner]))
    const rotations = await run.query<{ body: Rotation }>(rotationsById(idsOf(targets, 'rotation')))
    const turns = rotations.flatMap(({ body }) => onCall(body, now) ?? [])
    const ids = [...new Set([...idsOf(targets, 'account'), ...turns])]
    const seeing = await this.seeing(ids, audience, run)
    const people = await run.query<Actor>(peopleById(seeing))
    const isForRoom = people.length === 0 || targets.some(({ kind }) => kind === 'room')
    return isForRoom ? [...people, room] : people
  }

  /** Those who may see what an audience sees: of a team who is in it now, of everybody all. */
  private async seeing(ids: readonly string[], audience: string, run: Runner): Promise<readonly string[]> {
    const team = teamIn(audience)
    if (team === null || ids.length === 0) return ids
    const members = await run.query<{ readonly id: string }>(membersAmong(team, ids))
    return ids.filter((id) => members.some((it) => it.id === id))
  }

  /** The contact methods of those who are called, on some channels; for the room, of those who are told of the zone. */
  async outside(calls: readonly Actor[], { by, alert, run }: Outside): Promise<readonly OutsideCall[]> {
    if (by.length === 0) return []
    const ids = calls.map(({ id }) => id).filter((id) => id !== room.id)
    const isForRoom = ids.length < calls.length
    const subscribers = isForRoom ? await run.query<{ id: string }>(subscribersOf(alert.zoneId)) : []
    const people = [...new Set([...ids, ...subscribers.map(({ id }) => id)])]
    const found = await run.query<Callable>(callables(people, by))
    return found
      .filter(({ exercises }) => exercises || !alert.exercise)
      .map(({ id: address, accountId, channel }) => ({ channel, address, accountId }))
  }
}

interface Outside {
  readonly by: readonly OutsideChannel[]
  readonly alert: Alert
  readonly run: Runner
}

type OutsideCall = Pick<DeliveryRow, 'channel' | 'address' | 'accountId'>

function idsOf(targets: readonly EscalationTarget[], kind: 'account' | 'rotation'): readonly string[] {
  return targets.flatMap((target) => (target.kind === kind ? [target.id] : []))
}
