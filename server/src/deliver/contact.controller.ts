import { Controller, Inject } from '@nestjs/common'
import type { Contact, Outcome } from '@cordon/alerts'
import type { Principal } from '../access/principal.js'
import { reply } from '../platform/reply.js'
import { ok, type Result } from '../platform/result.js'
import { Input, Route, Who } from '../platform/route.js'
import { contactRoutes, subscriptionRoutes, type Attempt } from '../wire/index.js'
import { Channels } from './channels.js'
import { ContactService } from './contact.service.js'
import { Verifier } from './verifier.js'

@Controller()
export class ContactController {
  constructor(
    @Inject(ContactService) private readonly contacts: ContactService,
    @Inject(Verifier) private readonly verifier: Verifier,
    @Inject(Channels) private readonly ways: Channels,
  ) {}

  @Route(contactRoutes.channels)
  async channels() {
    return { ready: this.ways.ready(), pushKey: await this.ways.push.publicKey() }
  }

  @Route(contactRoutes.list)
  async list(@Who() who: Principal) {
    return { items: await this.contacts.list(who.id), next: null }
  }

  @Route(contactRoutes.add)
  async add(@Input() { body }: Input<typeof contactRoutes.add>, @Who() who: Principal) {
    const made = await this.contacts.add(body, who)
    if (!made.ok) return made
    const { contact, secret } = made.value
    if (contact.verifiedAt !== null)
      return reply({ contact, secret, attempt: { sent: true, why: null } }, { status: 201 })
    const sent = await this.verifier.sendCode(contact.id, who)
    const attempt = sent.ok ? attemptOf(sent.value.outcome) : { sent: false, why: sent.failure.detail ?? null }
    return reply({ contact: sent.ok ? sent.value.contact : contact, secret, attempt }, { status: 201 })
  }

  @Route(contactRoutes.order)
  async order(@Input() { body }: Input<typeof contactRoutes.order>, @Who() who: Principal) {
    return { items: await this.contacts.order(body.ids, who), next: null }
  }

  @Route(contactRoutes.change)
  change(@Input() { params, body }: Input<typeof contactRoutes.change>, @Who() who: Principal) {
    return this.contacts.change(params.id, body, who)
  }

  @Route(contactRoutes.remove)
  async remove(@Input() { params }: Input<typeof contactRoutes.remove>, @Who() who: Principal) {
    return gone(await this.contacts.remove(params.id, who))
  }

  @Route(contactRoutes.code)
  async code(@Input() { params }: Input<typeof contactRoutes.code>, @Who() who: Principal) {
    return tried(await this.verifier.sendCode(params.id, who))
  }

  @Route(contactRoutes.verify)
  verify(@Input() { params, body }: Input<typeof contactRoutes.verify>, @Who() who: Principal) {
    return this.verifier.typed(params.id, body.code, who)
  }

  @Route(contactRoutes.test)
  async test(@Input() { params }: Input<typeof contactRoutes.test>, @Who() who: Principal) {
    return tried(await this.contacts.test(params.id, who))
  }

  @Route(contactRoutes.rotate)
  rotate(@Input() { params }: Input<typeof contactRoutes.rotate>, @Who() who: Principal) {
    return this.contacts.rotate(params.id, who)
  }

  @Route(contactRoutes.ofAccount)
  async ofAccount(@Input() { params }: Input<typeof contactRoutes.ofAccount>) {
    const contacts = await this.contacts.list(params.id)
    return { items: contacts.map(({ shown: _shown, label: _label, ...exists }) => exists), next: null }
  }

  @Route(subscriptionRoutes.list)
  async subscriptions(@Who() who: Principal) {
    return { items: await this.contacts.subscriptions(who), next: null }
  }

  @Route(subscriptionRoutes.save)
  async subscribe(@Input() { params, body }: Input<typeof subscriptionRoutes.save>, @Who() who: Principal) {
    return gone(await this.contacts.subscribe(params.id, body, who))
  }

  @Route(subscriptionRoutes.remove)
  async unsubscribe(@Input() { params }: Input<typeof subscriptionRoutes.remove>, @Who() who: Principal) {
    return gone(await this.contacts.unsubscribe(params.id, who))
  }
}

function attemptOf(outcome: Outcome): Attempt {
  return outcome.is === 'sent' ? { sent: true, why: null } : { sent: false, why: outcome.why }
}

function tried(result: Result<{ readonly contact: Contact; readonly outcome: Outcome }>) {
  return result.ok ? ok({ contact: result.value.contact, attempt: attemptOf(result.value.outcome) }) : result
}

function gone(result: Result<null>) {
  return result.ok ? reply(null, { status: 204 }) : result
}
