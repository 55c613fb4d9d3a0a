import { Inject, Injectable } from '@nestjs/common'
import { faultAt, finding, instantOf, type Contact, type Outcome } from '@cordon/alerts'
import { keepCode, typeCode, type Database, type SealedContact } from '@cordon/db'
import { hash, randomInt } from 'node:crypto'
import type { Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, ok, wrong, type Result } from '../platform/result.js'
import { Channels } from './channels.js'
import { bare } from './contact.service.js'
import { Envelopes } from './envelope.js'

const minute = 60_000
const codeLastsMs = 15 * minute
/** Somebody else's address must not be flooded with codes. */
const betweenMs = minute
const mostCodes = 5
const mostTypos = 5

interface Sent {
  readonly contact: Contact
  readonly outcome: Outcome
}

/** Finds out whether what is sent to an address reaches whoever typed it in: nothing else is sent there before. */
@Injectable()
export class Verifier {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Channels) private readonly channels: Channels,
    @Inject(Envelopes) private readonly envelopes: Envelopes,
  ) {}

  /** Sends a code to a contact method. A program that answers with it has proved enough. */
  async sendCode(id: string, who: Principal): Promise<Result<Sent>> {
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const before = instantOf(this.clock.ms() - betweenMs)
    const kept = { id, accountId: who.id, codeHash: hashOf(id, code), now: this.clock.now(), before, most: mostCodes }
    const [contact] = await this.database.query<SealedContact>(keepCode(kept))
    if (contact === undefined) return deny('wrong-state', finding('denied.codeSoon', { mostCount: mostCodes }))
    const message = { is: 'code', code, person: who.name, key: newId(this.clock.ms()), at: this.clock.now() } as const
    const { format, language, sealed, channel } = contact
    const address = this.envelopes.open(id, sealed)
    const sending = { message, format, language, address, signal: AbortSignal.timeout(30_000) }
    if (channel !== 'webhook')
      return ok({ contact: bare(contact), outcome: await this.channels.of(channel).send(sending) })
    const { outcome, isAnswered } = await this.channels.webhook.challenge(sending)
    const verified = isAnswered ? await this.typed(id, code, who) : null
    return ok({ contact: verified?.ok ? verified.value : bare(contact), outcome })
  }

  /** Takes the code that somebody read at the address. */
  async typed(id: string, code: string, who: Principal): Promise<Result<Contact>> {
    const since = instantOf(this.clock.ms() - codeLastsMs)
    const now = this.clock.now()
    const said = { id, accountId: who.id, codeHash: hashOf(id, code.replaceAll(/\s/g, '')), now, since }
    const [contact] = await this.database.query<Contact>(typeCode({ ...said, most: mostTypos }))
    if (contact === undefined) return deny('not-found', finding('denied.noContact', { id }))
    if (contact.verifiedAt === now) return ok(contact)
    return wrong(faultAt('code', finding('asked.code', {})))
  }
}

function hashOf(id: string, code: string): string {
  return hash('sha256', `${id}.${code}`, 'hex')
}
