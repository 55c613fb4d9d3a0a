import type { Severity, WebhookFormat } from '@cordon/alerts'
import { capDocument, capType } from './cap.js'
import type { Address, Message } from './message.js'
import { within } from './within.js'
import { phrasesIn } from './phrases-in.js'
import { wordsOf, type Said, type Voice } from './words.js'

/** What is posted to a webhook, and where to. */
export interface Posted {
  readonly url: string
  readonly body: string
  readonly type: string
}

export interface Put {
  readonly message: Message
  readonly address: Address
  readonly voice: Voice
}

/** A message in the form that a service expects. */
export function webhookBody(format: WebhookFormat, { message, address, voice }: Put): Posted {
  const said = wordsOf(message, voice)
  const json = (url: string, body: object): Posted => ({ url, body: JSON.stringify(body), type: 'application/json' })
  switch (format) {
    case 'standard':
      return json(address.to, standardBody(message, said))
    case 'cap':
      return { url: address.to, body: capDocument(message, voice), type: capType }
    case 'slack':
      return json(address.to, { text: slackText(within(said, { most: 35_000, size: (it) => slackText(it).length })) })
    case 'mattermost':
      return json(address.to, { text: markdown(within(said, { most: 16_000, size: (it) => markdown(it).length })) })
    case 'teams':
      return json(
        address.to,
        teamsBody(within(said, { most: 13_000, size: (it) => JSON.stringify(teamsBody(it)).length })),
      )
    case 'telegram':
      return json(...telegramBody(address.to, said))
    case 'ntfy':
      return json(...ntfyBody(address.to, said, gravest(message)))
    case 'sms':
      return json(address.to, { to: address.number, message: shortText(said), id: message.key })
  }
}

const events = { alert: 'alert.raised', update: 'alert.updated', cancel: 'alert.cancelled' } as const

/** For programs: everything as data, beside the words. */
function standardBody(message: Message, { title, lines, link, language }: Said): object {
  const words = { title, text: lines.join('\n'), link, language }
  const head = (type: string, data: object) => ({ type, timestamp: message.at, data: { ...data, ...words } })
  switch (message.is) {
    case 'code':
      return head('contact.code', { challenge: message.code })
    case 'test':
      return head('contact.test', {})
    case 'report':
    case 'unsigned':
      return head(`report.${message.is === 'report' ? 'signed' : 'unsigned'}`, { reportId: message.sitrepId })
    case 'told': {
      const [first, ...others] = message.items
      const data = message.items.map(({ deliveryId, kind, answers, alert, about }) => ({
        deliveryId,
        event: events[kind],
        exercise: alert.exercise,
        /** The first message to this address of the same alert. */
        answers,
        alert,
        correction: about,
      }))
      return head(
        others.length === 0 ? events[first.kind] : 'alerts',
        others.length === 0 ? { ...data[0] } : { items: data },
      )
    }
  }
}

/**
 * Slack reads three characters as its own (https://api.slack.com/reference/surfaces/formatting#escaping), and cuts off
 * what is beyond 40,000.
 */
function slackText({ title, lines, link, language }: Said): string {
  const plain = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return [
    `*${plain(title)}*`,
    ...lines.map(plain),
    ...(link === null ? [] : [`<${link}|${phrasesIn(language).open}>`]),
  ].join('\n')
}

/** Mattermost refuses a text of more than 16,383 characters. */
function markdown({ title, lines, link, language }: Said): string {
  const plain = (text: string) => text.replaceAll(/[\\`*_{}[\]()#+!|<>~@-]/g, (it) => `\\${it}`)
  return [
    `**${plain(title)}**`,
    ...lines.map(plain),
    ...(link === null ? [] : [`[${phrasesIn(language).open}](${link})`]),
  ].join('\n\n')
}

/** A card for the webhook of a Teams workflow, of 28 KB at most, which Teams counts in two bytes a character. */
function teamsBody({ title, lines, link, language }: Said): object {
  const block = (text: string, more: object = {}) => ({ type: 'TextBlock', text, wrap: true, ...more })
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [block(title, { weight: 'Bolder', size: 'Medium' }), ...lines.map((it) => block(it))],
    ...(link === null ? {} : { actions: [{ type: 'Action.OpenUrl', title: phrasesIn(language).open, url: link }] }),
  }
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] }
}

/** The address names the chat as `chat_id`; no markup, so that nothing has to be escaped. 4,096 characters at most. */
function telegramBody(to: string, said: Said): [string, object] {
  const url = new URL(to)
  const chat = url.searchParams.get('chat_id')
  url.searchParams.delete('chat_id')
  return [
    url.href,
    {
      chat_id: chat,
      text: plainText(within(said, { most: 4_000, size: (it) => plainText(it).length })),
      link_preview_options: { is_disabled: true },
    },
  ]
}

const ntfyPriorities: Readonly<Record<Severity, number>> = { extreme: 5, severe: 4, moderate: 3, minor: 2, unknown: 3 }

/** The topic is the last part of the address. A message of more than 4,096 bytes would come as a file. */
function ntfyBody(to: string, said: Said, severity: Severity | null): [string, object] {
  const url = new URL(to)
  const at = url.pathname.lastIndexOf('/')
  const topic = decodeURIComponent(url.pathname.slice(at + 1))
  url.pathname = url.pathname.slice(0, at + 1)
  const click = said.link === null ? {} : { click: said.link }
  const priority = severity === null ? 3 : ntfyPriorities[severity]
  const size = ({ lines }: Said) => Buffer.byteLength(lines.join('\n'))
  const message = within(said, { most: 4_000, size }).lines.join('\n')
  return [url.href, { topic, title: said.title, message, priority, ...click }]
}

function gravest(message: Message): Severity | null {
  if (message.is !== 'told') return null
  const [first, ...others] = message.items.map(({ alert, about }) => about?.known.severity ?? alert.severity)
  return others.reduce((a, b) => (ntfyPriorities[b] > ntfyPriorities[a] ? b : a), first ?? 'unknown')
}

function plainText({ title, lines, link }: Said): string {
  return [title, ...lines, ...(link === null ? [] : [link])].join('\n')
}

/**
 * A few short messages of a phone at most: the title and the lines give way to the link, of which a part would lead nowhere.
 */
function shortText({ title, lines, link }: Said): string {
  const text = [Array.from(title).slice(0, 240).join('')]
  for (const line of lines) if (Array.from([...text, line].join('\n')).length <= 320) text.push(line)
  return [...text, ...(link === null ? [] : [link])].join('\n')
}
