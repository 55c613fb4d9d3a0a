import { joined } from './bytes.js'
import type { Channels, Listener } from './channels.js'
import type { Gate, Party } from './gate.js'
import type { Identity } from './handshake.js'
import { ownName, withOwnNames } from './names.js'
import {
  closeStatement,
  errorResponse,
  message,
  notificationResponse,
  query,
  readyForQuery,
  stringAt,
  sync,
  type Failure,
  type Message,
} from './protocol.js'
import type { Settings } from './settings.js'
import { readStatement } from './statement.js'

/** The client's end of a connection. */
export interface Client {
  readonly send: (bytes: Buffer) => void
  /** Says why, and ends the connection. */
  readonly dismiss: (failure: Failure) => void
}

/** What a connection finds inside. */
export interface House {
  readonly gate: Gate
  readonly channels: Channels
  /** What every client is told when it is let in. */
  readonly parameters: Settings
}

interface Batch {
  readonly messages: readonly Buffer[]
  /** Whether it ends with Query or Sync, so that the client waits for ReadyForQuery. */
  readonly ends: boolean
  readonly unlistens: string | undefined
}

/** The messages that make the client wait for an answer: Query, Sync, Flush, FunctionCall. */
const ENDS_BATCH = 'QSHF'
const HEAD_BYTES = 5

const CANCELLED: Failure = { severity: 'ERROR', code: '57014', text: 'canceling statement due to user request' }
const LEAVE_NO_TRACE = query('CLOSE ALL; DISCARD TEMP; SELECT pg_advisory_unlock_all()')

/** The two texts of a Query or Parse message: a Query has no name. */
const textsOf = ({ type, bytes }: Message): { readonly name: string; readonly text: string; readonly end: number } => {
  const name = type === 'P' ? stringAt(bytes, HEAD_BYTES) : { text: '', end: HEAD_BYTES }
  const text = stringAt(bytes, name.end)
  return { name: name.text, text: text.text, end: text.end }
}

/** One connection that has been let in: turns its client's messages into batches, one at a time at the gate. */
export class Session {
  readonly identity: Identity
  readonly #gate: Gate
  readonly #channels: Channels
  readonly #client: Client
  readonly #party: Party
  readonly #listener: Listener
  readonly #prepared = new Set<string>()
  readonly #batches: Batch[] = []
  #collected: Buffer[] = []
  #unlistens: string | undefined
  #leavesTrace = false
  #running = false
  #skipping = false
  #left = false

  constructor(house: House, client: Client, { identity, settings }: { identity: Identity; settings: Settings }) {
    this.identity = identity
    this.#gate = house.gate
    this.#channels = house.channels
    this.#client = client
    this.#party = { processId: identity.processId, settings, changesSettings: false, expel: client.dismiss }
    this.#listener = { notify: (notification, from) => client.send(notificationResponse(from, notification)) }
  }

  take(raw: Message): void {
    this.#remember(raw)
    const known = raw.type === 'P' || raw.type === 'Q' ? this.#note(raw) : raw
    this.#collected.push(withOwnNames(this.identity.processId, known))
    if (!ENDS_BATCH.includes(raw.type)) return
    this.#batches.push({ messages: this.#collected, ends: raw.type !== 'H', unlistens: this.#unlistens })
    this.#collected = []
    this.#unlistens = undefined
    void this.#work()
  }

  /** Stops what it runs or waits for, as its user asked. */
  cancel(): void {
    this.#gate.cancel(this.#party, CANCELLED)
  }

  dismiss(failure: Failure): void {
    this.#client.dismiss(failure)
  }

  /** Cleans up behind it: an open transaction is rolled back, what it prepared is forgotten. */
  leave(): void {
    if (this.#left) return
    this.#left = true
    this.#channels.unlisten(this.#listener, '*')
    this.#gate.refuse(this.#party, CANCELLED)
    const messages = this.#farewell()
    if (messages.length === 0) return
    void this.#gate.run({ party: this.#party, messages: joined(messages), onAnswer: () => {}, patient: true })
  }

  #farewell(): readonly Buffer[] {
    const mayHaveBegun = this.#running || this.#gate.owns(this.#party)
    return [
      ...(mayHaveBegun ? [sync(), query('ROLLBACK')] : []),
      ...[...this.#prepared].map((name) => closeStatement(ownName(this.identity.processId, name))),
      ...(this.#prepared.size > 0 ? [sync()] : []),
      ...(this.#leavesTrace ? [LEAVE_NO_TRACE] : []),
    ]
  }

  /** What the statement means for those who share the session; answers the message to run. */
  #note(from: Message): Message {
    const { name, text, end } = textsOf(from)
    const notes = readStatement(text)
    if (notes === undefined) return from
    notes.listens.forEach((channel) => this.#channels.listen(this.#listener, channel))
    this.#unlistens = notes.unlistens ?? this.#unlistens
    this.#party.changesSettings ||= notes.changesSettings
    this.#leavesTrace ||= notes.leavesTrace
    if (notes.text === text) return from
    const bytes = from.type === 'P' ? message('P', name, notes.text, from.bytes.subarray(end)) : query(notes.text)
    return { type: from.type, bytes }
  }

  #remember({ type, bytes }: Message): void {
    const closes = type === 'C' && bytes[HEAD_BYTES] === 'S'.charCodeAt(0)
    if (type !== 'P' && !closes) return
    const { text } = stringAt(bytes, closes ? HEAD_BYTES + 1 : HEAD_BYTES)
    if (closes) this.#prepared.delete(text)
    else if (text !== '') this.#prepared.add(text)
  }

  async #work(): Promise<void> {
    if (this.#running) return
    this.#running = true
    for (let batch = this.#batches.shift(); batch !== undefined && !this.#left; batch = this.#batches.shift()) {
      if (this.#skipping) this.#skip(batch)
      else await this.#run(batch)
    }
    this.#running = false
  }

  async #run(batch: Batch): Promise<void> {
    const messages = joined(batch.messages)
    const outcome = await this.#gate.run({ party: this.#party, messages, onAnswer: this.#client.send })
    if (outcome.kind === 'refused') return this.#refuse(batch, outcome.failure)
    if (batch.unlistens !== undefined && !outcome.failed) this.#channels.unlisten(this.#listener, batch.unlistens)
  }

  #refuse(batch: Batch, failure: Failure): void {
    if (failure.severity === 'FATAL') return this.#client.dismiss(failure)
    this.#client.send(errorResponse(failure))
    if (batch.ends) this.#client.send(readyForQuery('I'))
    else this.#skipping = true
  }

  /** After a refusal in the middle, everything up to the next Sync belongs to what was refused. */
  #skip(batch: Batch): void {
    if (!batch.ends) return
    this.#skipping = false
    this.#client.send(readyForQuery('I'))
  }
}
