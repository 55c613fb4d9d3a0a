import { Inject, Injectable } from '@nestjs/common'
import { keepRejects, storableJson, storableText, trimRejects, type Database } from '@cordon/db'
import { createHash } from 'node:crypto'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import type { Refusal } from './read/page.js'

/** Rejected items that are kept of each feed. */
const mostKept = 500

/** Keeps what could not be taken, with the reason, until a person repairs or dismisses it. */
@Injectable()
export class Quarantine {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Keeps each thing once, however often it comes; gives how many had not come before. */
  async keep(feedId: string, refusals: readonly Refusal[]): Promise<number> {
    const byKey = new Map(refusals.slice(-mostKept).map((it) => [keyOf(it), it]))
    if (byKey.size === 0) return 0
    const rows = [...byKey].map(([key, it]) => ({ ...storable(it), id: newId(this.clock.ms()), key }))
    const kept = await this.database.query<{ isNew: boolean }>(keepRejects(feedId, rows, this.clock.now()))
    await this.database.query(trimRejects(feedId, mostKept))
    return kept.filter(({ isNew }) => isNew).length
  }
}

/** The same content is the same thing; of what has no content of its own, the same complaint is. */
function keyOf({ raw, errors }: Refusal): string {
  return createHash('sha256')
    .update(raw === '' ? JSON.stringify(errors) : raw)
    .digest('base64url')
}

function storable({ externalId, raw, draft, errors }: Refusal): Refusal {
  const kept: unknown = JSON.parse(storableJson(draft))
  const told = errors.map(({ path, message }) => ({ path: storableText(path), message: storableText(message) }))
  const id = externalId === null ? null : storableText(externalId)
  return { externalId: id, raw: storableText(raw), draft: kept, errors: told }
}
