import { Inject, Injectable } from '@nestjs/common'
import {
  coarsenAlert,
  coarsenCorrection,
  findingIn,
  isForPrograms,
  type CoarseGrid,
  type Language,
  type Letter,
} from '@cordon/alerts'
import type { Claimed, ClaimedAlert, Said } from '@cordon/db'
import { z } from 'zod'
import { Clock } from '../platform/clock.js'
import { Sight } from '../sight/sight.js'
import { roleGrants } from '../wire/permission.js'
import { earlierOf } from './cap.js'
import type { Address, Item, Message } from './message.js'
import { ReportLetters } from './report-letters.js'
import { VAULT, type Vault } from './vault.js'

/** What is kept of an address under seal. */
export type Sealable = Omit<Address, 'contactId'>

const sealable = z.object({
  to: z.string(),
  secrets: z.array(z.string()),
  number: z.string().nullable(),
  // What was sealed before browsers were told has none.
  browser: z.object({ p256dh: z.string(), auth: z.string() }).nullable().default(null),
})

/** Puts together what is sent: an address that is opened, and what the one who is told may see. */
@Injectable()
export class Envelopes {
  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(Sight) private readonly sight: Sight,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ReportLetters) private readonly reports: ReportLetters,
  ) {}

  seal(contactId: string, address: Sealable): string {
    const { to, secrets, number, browser } = address
    return this.vault.seal(JSON.stringify({ to, secrets, number, browser }), contactId)
  }

  /** Throws `Unsealable` where the key is not there. */
  open(contactId: string, sealed: string): Address {
    const kept: unknown = JSON.parse(this.vault.open(sealed, contactId))
    return { ...sealable.parse(kept), contactId }
  }

  /** Whether an address is sealed with a key that is on its way out. */
  isOld(sealed: string): boolean {
    return this.vault.isOld(sealed)
  }

  /** What is sent to one address in one piece: of alerts, or of one report, which comes alone. */
  async put({ key, of }: Letter<Claimed>, language: Language): Promise<Message> {
    const [report] = of.filter((it) => it.sitrepId !== null)
    if (report !== undefined) return { key, at: this.clock.now(), ...(await this.reports.contentOf(report, language)) }
    return this.messageOf({ key, of: of.filter((it) => it.sitrepId === null) })
  }

  messageOf({ key, of }: Pick<Letter<ClaimedAlert>, 'key' | 'of'>): Message {
    const [first, ...others] = of.map((claimed) => this.itemOf(claimed)).toSorted(nearestFirst)
    if (first === undefined) throw new Error('A letter tells of something.')
    return { is: 'told', key, at: this.clock.now(), items: [first, ...others] }
  }

  private itemOf({ id, role, said, ...claimed }: ClaimedAlert): Item {
    const grid = this.sight.kmFor(roleGrants[role]) === null ? null : this.sight.grid
    const { kind, answers, madeAt, alert, about, subject } = claimed
    const { place, reason, count, into, still } = said ?? unsaid
    const told = { kind, answers, madeAt, alert, about, subject, place, count, into, reason: typed(reason) }
    // A program is told of each alert by itself.
    const isForOne = claimed.channel === 'feed' || isForPrograms(claimed.format)
    const item = { ...told, deliveryId: id, earlier: earlierOf(claimed.earlier), still: still && !isForOne }
    return grid === null ? item : coarse(item, grid)
  }
}

const unsaid: Said = { place: null, reason: null, count: null, into: null, still: false }

/** In the order in which it came; of one incident what lies nearest first, so that every message says it alike. */
function nearestFirst({ alert: a, ...one }: Item, { alert: b, ...other }: Item): number {
  if (one.subject !== other.subject) return compare(one.madeAt, other.madeAt) || compare(one.subject, other.subject)
  const sure = Number(a.certainty !== 'definite') - Number(b.certainty !== 'definite')
  const away = (a.distanceMetres ?? 0) - (b.distanceMetres ?? 0)
  return sure || away || compare(a.zoneName, b.zoneName) || compare(a.ruleName, b.ruleName) || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What a person typed; what is written by itself is said in the message's own words. */
function typed(reason: string | null): string | null {
  return reason === null || findingIn(reason) !== null ? null : reason
}

/** What a person wrote may name the place. */
function coarse(item: Item, grid: CoarseGrid): Item {
  const about = item.about === null ? null : coarsenCorrection(item.about, grid)
  const words = { place: null, reason: null, into: null }
  return { ...item, ...words, kind: about?.kind ?? item.kind, alert: coarsenAlert(item.alert, grid), about }
}
