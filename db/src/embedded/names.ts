import { createHash } from 'node:crypto'
import { message, stringAt, type Message } from './protocol.js'

/** PostgreSQL cuts a statement's name at 63 bytes, which would let two long names meet. */
const LONGEST_NAME_BYTES = 63

/** A name that no other connection can use: the unnamed statement and portal keep their empty name. */
export const ownName = (connection: number, name: string): string => {
  if (name === '') return name
  const own = `${connection}:${name}`
  if (Buffer.byteLength(own) <= LONGEST_NAME_BYTES) return own
  return `${connection}:${createHash('sha256').update(name).digest('hex').slice(0, 40)}`
}

const AFTER_HEAD = 5

const bind = (connection: number, bytes: Buffer): Buffer => {
  const portal = stringAt(bytes, AFTER_HEAD)
  const statement = stringAt(bytes, portal.end)
  if (portal.text === '' && statement.text === '') return bytes
  return message(
    'B',
    ownName(connection, portal.text),
    ownName(connection, statement.text),
    bytes.subarray(statement.end),
  )
}

const nameFirst = (connection: number, { type, bytes }: Message): Buffer => {
  const name = stringAt(bytes, AFTER_HEAD)
  return name.text === '' ? bytes : message(type, ownName(connection, name.text), bytes.subarray(name.end))
}

const nameAfterKind = (connection: number, { type, bytes }: Message): Buffer => {
  const name = stringAt(bytes, AFTER_HEAD + 1)
  if (name.text === '') return bytes
  return message(type, bytes.subarray(AFTER_HEAD, AFTER_HEAD + 1), ownName(connection, name.text))
}

/**
 * Gives the statement and portal names in a client's message a prefix of its connection, because all connections
 * share one database session and their prepared statements would collide.
 */
export const withOwnNames = (connection: number, from: Message): Buffer => {
  switch (from.type) {
    case 'P':
    case 'E':
      return nameFirst(connection, from)
    case 'B':
      return bind(connection, from.bytes)
    case 'D':
    case 'C':
      return nameAfterKind(connection, from)
    default:
      return from.bytes
  }
}
