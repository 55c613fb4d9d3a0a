import { tellForMs, type Language } from '@cordon/alerts'
import { createHash } from 'node:crypto'
import { isGrave } from './grave.js'
import { isOneSubject, type Message } from './message.js'
import { within } from './within.js'
import { wordsOf, type Said } from './words.js'

/** What is shown on the machine of somebody who is told; the service worker of the page (`push-worker.js`) reads it. */
export interface PushNote {
  /** A later one with the same tag takes the place of this one. */
  readonly tag: string
  readonly title: string
  readonly body: string
  readonly language: Language
  /** What a press opens, within the page; null: nothing. */
  readonly path: string | null
  /** Whether it stays until somebody has seen it. */
  readonly stays: boolean
  /** Proves to the page, where it is open, that messages arrive. */
  readonly code: string | null
}

/** A note with what its push service is told of it (RFC 8030, 5): for how long, how urgently, and in whose place. */
export interface Pushed {
  readonly note: PushNote
  readonly urgency: 'normal' | 'high'
  readonly ttlSeconds: number
  /** At most 32 letters of Base64 for URLs: what waits under the same one is not delivered any more. */
  readonly topic: string
}

const minuteSeconds = 60

/** Push services take 4,096 bytes, of which the encryption needs a hundred. */
const mostBytes = 3_000
const mostTitle = 160

/**
 * What is told of one alert later takes the place of what was told of it before, on the machine and, while that is off, on
 * the way; so does what is told of several of one incident, of the same ones: what holds still of some others is not to go
 * with it. A digest stands for itself.
 */
export function noteOf(message: Message, language: Language): Pushed {
  const code = message.is === 'code' ? message.code : null
  const shown = { tag: tagOf(message), stays: isGrave(message), code, language }
  // A path within the page is all that it takes: the service worker is at home there.
  const said = wordsOf(message, { origin: '', language })
  const note = (it: Said): PushNote => ({ ...shown, ...bodyOf(it) })
  const size = (it: Said) => Buffer.byteLength(JSON.stringify(note(it)))
  return {
    note: note(within(said, { most: mostBytes, size })),
    urgency: isGrave(message) || isWaitedFor(message) ? 'high' : 'normal',
    ttlSeconds: ttlSecondsOf(message),
    topic: shown.tag
      .replaceAll(/[^\w-]/g, '')
      .replaceAll('-', '')
      .slice(0, 32),
  }
}

function bodyOf({ title, lines, link: path }: Said) {
  return { title: Array.from(title).slice(0, mostTitle).join(''), body: lines.join('\n'), path }
}

/** Whoever has it sent stands before it. */
function isWaitedFor({ is }: Message): boolean {
  return is === 'code' || is === 'test'
}

function tagOf(message: Message): string {
  if (message.is === 'report' || message.is === 'unsigned') return message.sitrepId
  if (message.is !== 'told') return message.is
  if (!isOneSubject(message.items)) return message.key
  const [first = message.key, ...others] = new Set(message.items.map(({ alert }) => alert.id).toSorted())
  if (others.length === 0) return first
  return createHash('sha256')
    .update([first, ...others].join(' '))
    .digest('hex')
    .slice(0, 32)
}

function ttlSecondsOf(message: Message): number {
  if (!isWaitedFor(message)) return tellForMs / 1_000
  return (message.is === 'code' ? 15 : 5) * minuteSeconds
}
