import { Inject, Injectable } from '@nestjs/common'
import {
  faultAt,
  finding,
  isForPrograms,
  severityRank,
  type Contact,
  type Outcome,
  type WebhookFormat,
} from '@cordon/alerts'
import {
  addContact,
  changeContact,
  contactForChange,
  contactsOf,
  dropContact,
  orderContacts,
  sealContact,
  subscribe,
  subscriptionsOf,
  unsubscribe,
  type Database,
  type SealedContact,
  type SubscriptionRow,
} from '@cordon/db'
import { audiencesOf, type Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, none, ok, wrong, type Result } from '../platform/result.js'
import type { ContactChange, ContactInput, SubscriptionInput } from '../wire/index.js'
import { Channels } from './channels.js'
import { Envelopes, type Sealable } from './envelope.js'
import { newFeedToken, newWebhookSecret } from './signature.js'
import { shownOf } from './shown.js'

/** How many contact methods one person may have. */
export const mostContacts = 20

/** How people say where they are reached outside the page, and what of. */
@Injectable()
export class ContactService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Channels) private readonly channels: Channels,
    @Inject(Envelopes) private readonly envelopes: Envelopes,
  ) {}

  list(accountId: string): Promise<readonly Contact[]> {
    return this.database.query<Contact>(contactsOf(accountId))
  }

  /** Keeps an address under seal. The secret that signs is told this once. */
  async add(said: ContactInput, who: Principal): Promise<Result<{ contact: Contact; secret: string | null }>> {
    const refusal = this.refusal(said)
    if (refusal !== null) return wrong(refusal)
    const id = newId(this.clock.ms())
    const { format, secret, address } = madeOf(said)
    const { channel, label, exercises, language } = said
    const row = {
      id,
      accountId: who.id,
      channel,
      format,
      label,
      exercises,
      language,
      enabled: true,
      shown: shownOf(said),
    }
    const [sealed, createdAt] = [this.envelopes.seal(id, address), this.clock.now()]
    // Nothing is sent to a feed: there is no address of which somebody had to prove that it is theirs.
    const verifiedAt = channel === 'feed' ? createdAt : null
    const [contact] = await this.database.query<Contact>(
      addContact({ ...row, sealed, createdAt, verifiedAt, most: mostContacts }),
    )
    if (contact !== undefined) return ok({ contact, secret })
    return wrong(faultAt('address', finding('asked.contacts', { mostCount: mostContacts })))
  }

  private refusal(said: ContactInput) {
    if (!this.channels.of(said.channel).isReady)
      return faultAt('channel', finding('asked.mailServer', { setting: 'CORDON_SMTP_URL' }))
    const why = this.channels.refusal(said)
    return why === null ? null : { path: 'address', message: why }
  }

  async change(id: string, said: ContactChange, who: Principal): Promise<Result<Contact>> {
    return this.changing(id, who, async (known, run) => {
      const {
        label = known.label,
        enabled = known.enabled,
        exercises = known.exercises,
        language = known.language,
      } = said
      const [changed] = await run.query<Contact>(changeContact(id, { label, enabled, exercises, language }))
      return changed === undefined ? missing(id) : ok(changed)
    })
  }

  /** A new secret; one that signs does so beside the one before until the next is made, one that opens replaces it. */
  rotate(id: string, who: Principal): Promise<Result<{ secret: string }>> {
    return this.changing(id, who, async (known, run) => {
      if (!isForPrograms(known.format)) return deny('wrong-state', finding('denied.unsigned', {}))
      const isFeed = known.channel === 'feed'
      const secret = isFeed ? newFeedToken() : newWebhookSecret()
      const before = this.envelopes.open(id, known.sealed)
      const address = isFeed
        ? { ...before, to: secret }
        : { ...before, secrets: [secret, ...before.secrets.slice(0, 1)] }
      await run.query(sealContact(id, this.envelopes.seal(id, address)))
      return ok({ secret })
    })
  }

  private changing<T>(
    id: string,
    who: Principal,
    work: (known: SealedContact, run: Pick<Database, 'query'>) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.database.transaction('plain', async (run) => {
      const [known] = await run.query<SealedContact>(contactForChange(id, who.id))
      return known === undefined ? missing(id) : work(known, run)
    })
  }

  async order(ids: readonly string[], who: Principal): Promise<readonly Contact[]> {
    await this.database.query(orderContacts(who.id, ids))
    return this.list(who.id)
  }

  async remove(id: string, who: Principal): Promise<Result<null>> {
    const gone = await this.database.query(dropContact(id, who.id))
    return gone.length > 0 ? ok(null) : missing(id)
  }

  /** Tries at once whether messages arrive. */
  async test(id: string, who: Principal): Promise<Result<{ contact: Contact; outcome: Outcome }>> {
    const known = await this.known(id, who)
    if (!known.ok) return known
    const { channel, format, language, sealed, verifiedAt } = known.value
    if (verifiedAt === null) return deny('wrong-state', finding('denied.unverified', {}))
    const at = this.clock.now()
    const message = { is: 'test', key: newId(this.clock.ms()), at, person: who.name } as const
    const address = this.envelopes.open(id, sealed)
    const signal = AbortSignal.timeout(30_000)
    const outcome = await this.channels.of(channel).send({ message, address, format, language, signal })
    return ok({ contact: bare(known.value), outcome })
  }

  private async known(id: string, who: Principal): Promise<Result<SealedContact>> {
    const [known] = await this.database.query<SealedContact>(contactForChange(id, who.id))
    return known === undefined ? missing(id) : ok(known)
  }

  subscriptions(who: Principal): Promise<readonly SubscriptionRow[]> {
    return this.database.query<SubscriptionRow>(subscriptionsOf(who.id, audiencesOf(who)))
  }

  async subscribe(zoneId: string, { minSeverity, how }: SubscriptionInput, who: Principal): Promise<Result<null>> {
    const minRank = minSeverity === null ? 0 : severityRank(minSeverity)
    const said = { zoneId, minSeverity, minRank, how }
    const rows = await this.database.query(subscribe({ ...said, accountId: who.id, audiences: audiencesOf(who) }))
    return rows.length > 0 ? ok(null) : none('zone', zoneId)
  }

  async unsubscribe(zoneId: string, who: Principal): Promise<Result<null>> {
    const rows = await this.database.query(unsubscribe(zoneId, who.id))
    return rows.length > 0 ? ok(null) : deny('not-found', finding('denied.notTold', { id: zoneId }))
  }
}

interface Made {
  readonly format: WebhookFormat | null
  /** What its owner is told this once. */
  readonly secret: string | null
  readonly address: Sealable
}

const bareAddress = { secrets: [], number: null, browser: null }

function madeOf(said: ContactInput): Made {
  switch (said.channel) {
    case 'email':
      return { format: null, secret: null, address: { ...bareAddress, to: said.address } }
    case 'push':
      return { format: null, secret: null, address: { ...bareAddress, to: said.address, browser: said.keys } }
    case 'webhook': {
      const { format, address: to, number = null } = said
      const secret = isForPrograms(format) ? newWebhookSecret() : null
      return { format, secret, address: { ...bareAddress, to, secrets: secret === null ? [] : [secret], number } }
    }
    case 'feed': {
      const secret = newFeedToken()
      return { format: 'cap', secret, address: { ...bareAddress, to: secret } }
    }
  }
}

/** Without what is sealed. */
export function bare({ sealed: _, ...contact }: SealedContact): Contact {
  return contact
}

export function missing(id: string): Result<never> {
  return deny('not-found', finding('denied.noContact', { id }))
}
