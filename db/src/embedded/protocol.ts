/** The parts of PostgreSQL's wire protocol, version 3, that the embedded database reads and writes itself. */

export interface Message {
  /** The message's type letter. */
  readonly type: string
  /** The whole message, type and length included. */
  readonly bytes: Buffer
}

const TYPE_AND_LENGTH = 5

/** Cuts a stream of bytes into whole messages; what is left of the last one waits for the next chunk. */
export const createCutter = (): ((chunk: Buffer) => readonly Message[]) => {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const messages: Message[] = []
    let at = 0
    while (bytes.length - at >= TYPE_AND_LENGTH) {
      const end = at + 1 + bytes.readUInt32BE(at + 1)
      if (end > bytes.length) break
      messages.push({ type: String.fromCharCode(bytes.readUInt8(at)), bytes: bytes.subarray(at, end) })
      at = end
    }
    rest = bytes.subarray(at)
    return messages
  }
}

/** Builds one message from its type letter and its parts; a string part ends with a zero byte. */
export const message = (type: string, ...parts: readonly (string | Buffer)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)))
  const head = Buffer.alloc(TYPE_AND_LENGTH)
  head.write(type, 0, 'latin1')
  head.writeUInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

export const query = (sql: string): Buffer => message('Q', sql)
export const sync = (): Buffer => message('S')
export const closeStatement = (name: string): Buffer => message('C', Buffer.from('S'), name)

/** I: no transaction is open; T: one is; E: one is and has failed. */
export type TransactionStatus = 'I' | 'T' | 'E'

export const readyForQuery = (status: TransactionStatus): Buffer => message('Z', Buffer.from(status))

export interface Failure {
  readonly severity: 'ERROR' | 'FATAL'
  /** SQLSTATE, https://www.postgresql.org/docs/18/errcodes-appendix.html */
  readonly code: string
  readonly text: string
}

export const errorResponse = (failure: Failure): Buffer =>
  message('E', `S${failure.severity}`, `V${failure.severity}`, `C${failure.code}`, `M${failure.text}`, Buffer.alloc(1))

/** The zero-terminated string at an offset, and the offset behind it. */
export const stringAt = (bytes: Buffer, at: number): { readonly text: string; readonly end: number } => {
  const zero = bytes.indexOf(0, at)
  const end = zero < 0 ? bytes.length : zero
  return { text: bytes.toString('utf8', at, end), end: end + 1 }
}

/** The text of an ErrorResponse, for the places where nobody but us would read it. */
export const errorText = (bytes: Buffer): string => {
  for (let at = TYPE_AND_LENGTH; at < bytes.length && bytes[at] !== 0;) {
    const field = stringAt(bytes, at + 1)
    if (bytes[at] === 'M'.charCodeAt(0)) return field.text
    at = field.end
  }
  return 'unknown error'
}

/** The columns of a DataRow as text; null stays null. */
export const rowValues = (bytes: Buffer): readonly (string | null)[] => {
  const values: (string | null)[] = []
  let at = TYPE_AND_LENGTH + 2
  for (let left = bytes.readUInt16BE(TYPE_AND_LENGTH); left > 0; left -= 1) {
    const length = bytes.readInt32BE(at)
    values.push(length < 0 ? null : bytes.toString('utf8', at + 4, at + 4 + length))
    at += 4 + Math.max(length, 0)
  }
  return values
}

/** The rows of an answer with two columns, as a record from the first to the second. */
export const pairsIn = (answer: Buffer): Readonly<Record<string, string>> => {
  const pairs = new Map<string, string>()
  for (const { type, bytes } of createCutter()(answer)) {
    const [name, value] = type === 'D' ? rowValues(bytes) : []
    if (name != null) pairs.set(name, value ?? '')
  }
  return Object.fromEntries(pairs)
}

export interface Notification {
  readonly channel: string
  readonly payload: string
}

export const readNotification = (bytes: Buffer): Notification => {
  const channel = stringAt(bytes, TYPE_AND_LENGTH + 4)
  return { channel: channel.text, payload: stringAt(bytes, channel.end).text }
}

export const notificationResponse = (processId: number, notification: Notification): Buffer =>
  message('A', int32(processId), notification.channel, notification.payload)
