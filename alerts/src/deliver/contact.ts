/** Where people are told outside the page, and what of. */
import type { Instant } from '../instant.js'
import type { Language } from './language.js'

/** Ways to tell somebody who does not look at the page. */
export const callingChannels = ['email', 'push', 'webhook'] as const
export type CallingChannel = (typeof callingChannels)[number]

/** All ways to tell somebody outside the page. A feed calls nobody: it is read when its reader likes. */
export const outsideChannels = [...callingChannels, 'feed'] as const
export type OutsideChannel = (typeof outsideChannels)[number]

export const channels = ['page', ...outsideChannels] as const
export type ChannelName = (typeof channels)[number]

/** In whose words a webhook is told; `standard` is Standard Webhooks 1.0, `cap` is CAP 1.2, both signed. */
export const webhookFormats = ['standard', 'cap', 'slack', 'teams', 'mattermost', 'telegram', 'ntfy', 'sms'] as const
export type WebhookFormat = (typeof webhookFormats)[number]

/** Formats that programs read: each message is signed and tells of one thing, also in a flood. */
export const programFormats: readonly WebhookFormat[] = ['standard', 'cap']

export function isForPrograms(format: WebhookFormat | null): boolean {
  return format !== null && programFormats.includes(format)
}

/** What its owner says of a contact method. */
export interface ContactChoice {
  readonly label: string
  readonly enabled: boolean
  /** Whether exercises are told to it; they never are unless somebody says so. */
  readonly exercises: boolean
  /** Of the messages to it. */
  readonly language: Language
}

/** A way to reach one person, as that person sees it; the address itself is kept sealed. */
export interface Contact extends ContactChoice {
  readonly id: string
  readonly accountId: string
  readonly channel: OutsideChannel
  /** Of a webhook or a feed; null for what people read elsewhere. */
  readonly format: WebhookFormat | null
  /** As much of the address as its owner needs to know it again. */
  readonly shown: string
  /** 1 is asked first. */
  readonly place: number
  /** When its owner proved that messages arrive; null: nothing but the code is sent to it. */
  readonly verifiedAt: Instant | null
  /** When it said that it is gone for good; null where it did not. */
  readonly goneAt: Instant | null
  /** How often in a row it did not answer. */
  readonly failures: number
  /** Nothing is sent to it before; null where nothing waits. */
  readonly pausedUntil: Instant | null
}

export const tellingWays = ['first', 'all'] as const
/** `first`: the first contact method that works, the next where it is given up. `all`: each of them. */
export type TellingWay = (typeof tellingWays)[number]
