import { say } from '@cordon/alerts'
import type { Outcome } from '@cordon/alerts'
import { setTimeout as wait } from 'node:timers/promises'
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer'
import { Few } from '../platform/few.js'
import type { Channel, Sending } from './channel.js'
import { codeOf, faultWords } from './fault-words.js'
import { isGrave } from './grave.js'
import { mailHtml, mapContentId } from './mail-html.js'
import type { MailMap, MailMaps } from './mail-map.js'
import { isOneSubject, type Item, type Message } from './message.js'
import { withoutMails } from './shown.js'
import { wordsOf, type Said } from './words.js'

export interface MailSettings {
  readonly smtpUrl: string | null
  readonly mailFrom: string | null
  /** Where browsers reach this house; null: messages hold no links. */
  readonly origin: string | null
}

/** A picture that takes longer is not waited for. */
const mapMs = 3_000
/** How many mails are given to the mail server at once. */
const connections = 4

/**
 * Sends mail through the operator's own server. What somebody should see at once goes before whatever waits for a
 * connection; reports have one of their own, and go one after another, so that no alert waits for them at all.
 */
export class EmailChannel implements Channel {
  readonly name = 'email'
  readonly atOnce = 2
  readonly isReady: boolean
  private readonly transport: Transporter | null
  private readonly ofReports: Transporter | null
  private readonly turns = new Few(connections)

  /** `maps` draws where it happened; without it mails have no picture. */
  constructor(
    private readonly settings: MailSettings,
    private readonly maps: Pick<MailMaps, 'of'> | null = null,
  ) {
    this.isReady = settings.smtpUrl !== null && settings.mailFrom !== null
    const { smtpUrl } = settings
    this.transport = smtpUrl === null ? null : createTransport(transportOptions(smtpUrl, connections))
    this.ofReports = smtpUrl === null ? null : createTransport(transportOptions(smtpUrl, 1))
  }

  close(): void {
    this.transport?.close()
    this.ofReports?.close()
  }

  async send(sending: Sending): Promise<Outcome> {
    const { mailFrom } = this.settings
    const transport = isOfReport(sending.message) ? this.ofReports : this.transport
    if (transport === null || mailFrom === null)
      return { is: 'retry', why: say('way.noMailServer', { setting: 'CORDON_SMTP_URL' }), afterMs: null }
    // Whatever goes wrong with putting it together is no answer of the mail server's.
    const mail = this.mailOf(sending, { mailFrom, map: await this.mapOf(sending) })
    if (transport === this.ofReports) return sent(transport, mail)
    const isUrgent = isGrave(sending.message)
    return this.turns.do(() => (sending.signal.aborted ? brokenOff : sent(transport, mail)), { isUrgent })
  }

  /** Whoever is told is told without a picture rather than late or not at all. */
  private async mapOf({ message, language }: Sending): Promise<MailMap | null> {
    if (message.is !== 'told' || this.maps === null) return null
    try {
      return await Promise.race([this.maps.of(message.items, language), wait(mapMs, null, { ref: false })])
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error))
      return null
    }
  }

  private mailOf({ message, address, language }: Sending, { mailFrom, map }: Made): SendMailOptions {
    const said = wordsOf(message, { origin: this.settings.origin, language })
    return {
      from: mailFrom,
      to: { name: '', address: address.to },
      subject: said.title.slice(0, 250),
      text: [...linesOf(message, said), ...(said.link === null ? [] : ['', said.link])].join('\n'),
      html: mailHtml(said, { report: message.is === 'report' ? message.told : null, map }),
      ...attachedTo(message, map),
      ...threadOf(message, { contactId: address.contactId, host: hostOf(mailFrom) }),
      ...(isGrave(message) ? { priority: 'high' as const } : {}),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Cordon-Key': message.key },
      disableFileAccess: true,
      disableUrlAccess: true,
    }
  }
}

async function sent(transport: Transporter, mail: SendMailOptions): Promise<Outcome> {
  try {
    await transport.sendMail(mail)
    return { is: 'sent' }
  } catch (error) {
    return outcomeOfFault(error)
  }
}

const brokenOff = Promise.resolve<Outcome>({ is: 'retry', why: say('way.brokenOff', {}), afterMs: null })

/** Whether a message is large and in no hurry. */
function isOfReport({ is }: Message): boolean {
  return is === 'report' || is === 'unsigned'
}

/**
 * A server that looks into each mail answers late, and has taken it by then: who gives up on it sooner tells the same again
 * and again (RFC 5321, 4.5.3.2.6, asks for ten minutes; nothing grave can wait that long for one that has died).
 */
const answerMs = 60_000

function transportOptions(smtpUrl: string, maxConnections: number) {
  const limits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: answerMs, dnsTimeout: 10_000 }
  return { url: smtpUrl, pool: true as const, maxConnections, maxMessages: 200, ...limits }
}

/**
 * The same message has the same id over all tries, so that a mail reader shows one that came twice once. Whatever tells of
 * an alert refers to the first message that did, as its key is; a report and what corrects it stand together.
 */
function threadOf(message: Message, { contactId, host }: { readonly contactId: string; readonly host: string }) {
  const messageId = `<${message.key}@${host}>`
  if (message.is === 'report') {
    const of = [message.corrects, message.sitrepId].filter((it) => it !== null)
    return { messageId, references: of.map((id) => `<${id}.${contactId}@${host}>`) }
  }
  if (message.is !== 'told' || !isOneSubject(message.items)) return { messageId }
  const roots = message.items.map(({ alert }) => `<${alert.id}.${contactId}@${host}>`)
  const firsts = [...new Set(message.items.flatMap(firstOf))].map((key) => `<${key}@${host}>`)
  const [inReplyTo] = firsts
  return { messageId, references: [...roots, ...firsts], ...(inReplyTo !== undefined && { inReplyTo }) }
}

function firstOf({ answers, earlier: [first] }: Item): readonly string[] {
  return answers === null ? [] : [first?.key ?? answers]
}

function linesOf(message: Message, { lines }: Said): readonly string[] {
  if (message.is !== 'report') return lines
  const { facts, figures } = message.told
  const [, ...columns] = figures.head
  const figure = ([name = '', ...cells]: readonly string[]) =>
    `${name}: ${cells.map((cell, at) => `${columns[at] ?? ''} ${cell}`).join(' · ')}`
  return [...facts.map(([name, value]) => `${name}: ${value}`), '', ...figures.rows.map(figure), '', ...lines]
}

/** From whom a mail comes, and what is shown in it. */
interface Made {
  readonly mailFrom: string
  readonly map: MailMap | null
}

function attachedTo(message: Message, map: MailMap | null) {
  if (map !== null) {
    const inline = { cid: mapContentId, contentType: 'image/png', contentDisposition: 'inline' as const }
    return { attachments: [{ filename: 'map.png', content: map.png, ...inline }] }
  }
  if (message.is !== 'report' || message.document === null) return {}
  const { name: filename, bytes: content } = message.document
  return { attachments: [{ filename, content, contentType: 'application/pdf' }] }
}

function hostOf(mailFrom: string): string {
  return mailFrom.replace(/^.*@/, '').replace(/>$/, '')
}

/**
 * What a mail server refuses for good (5xx, RFC 5321, 4.2.1) is given up; whatever else went wrong may have reached it or
 * not, and is tried again under the same id. Servers repeat whom they refuse: more people read what is kept than may know that.
 */
function outcomeOfFault(error: unknown): Outcome {
  const status = typeof error === 'object' && error !== null && 'responseCode' in error ? Number(error.responseCode) : 0
  const isSignIn = codeOf(error) === 'EAUTH'
  const answer = typeof error === 'object' && error !== null && 'response' in error ? String(error.response) : ''
  const fault = withoutMails(answer === '' ? faultWords(error) : answer).slice(0, 200)
  if (status >= 500 && !isSignIn) return { is: 'refused', why: say('way.mailRefused', { fault }), gone: false }
  return { is: 'retry', why: say('way.mailNotTaken', { fault }), afterMs: null }
}
