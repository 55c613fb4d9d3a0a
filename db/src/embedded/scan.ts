import { readNotification, type Notification, type TransactionStatus } from './protocol.js'

export interface Answer {
  /** How the answer ended; `unfinished` when the client has asked for a part only, and more belongs to it. */
  readonly status: TransactionStatus | 'unfinished'
  /** Whether an error was raised. */
  readonly failed: boolean
}

export interface Scanner {
  readonly take: (chunk: Buffer) => void
  /** The answer is whole: passes on that the database is ready, once. */
  readonly end: () => void
  readonly seen: () => Answer
}

const ERROR = 'E'.charCodeAt(0)
const NOTIFICATION = 'A'.charCodeAt(0)
const READY = 'Z'.charCodeAt(0)
const HEAD_BYTES = 5

const statusAt = (bytes: Buffer, at: number): TransactionStatus => {
  const letter = String.fromCharCode(bytes.readUInt8(at))
  return letter === 'T' || letter === 'E' ? letter : 'I'
}

/**
 * Reads along in the database's answer: passes it on in whole messages, but keeps notifications back, because they go
 * to whoever listens and not to the one connection whose turn it is. After an error the database says twice that it is
 * ready, at the error and at the Sync behind it; a client that has asked ahead would take the second for its next answer.
 */
export const createScanner = (
  onAnswer: (bytes: Buffer) => void,
  onNotification: (notification: Notification) => void,
): Scanner => {
  let rest: Buffer = Buffer.alloc(0)
  let status: Answer['status'] = 'unfinished'
  let failed = false
  let ready: Buffer | null = null

  const take = (chunk: Buffer): void => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let passed = 0
    let at = 0
    const pass = (): void => {
      if (at > passed) onAnswer(bytes.subarray(passed, at))
    }
    while (bytes.length - at >= HEAD_BYTES) {
      const end = at + 1 + bytes.readUInt32BE(at + 1)
      if (end > bytes.length) break
      const type = bytes[at]
      if (type === NOTIFICATION) {
        pass()
        onNotification(readNotification(bytes.subarray(at, end)))
        passed = end
      } else if (type === READY) {
        pass()
        status = statusAt(bytes, at + HEAD_BYTES)
        ready = Buffer.from(bytes.subarray(at, end))
        passed = end
      } else if (type === ERROR) failed = true
      at = end
    }
    pass()
    rest = bytes.subarray(at)
  }
  const end = (): void => {
    if (ready !== null) onAnswer(ready)
  }
  return { take, end, seen: () => ({ status, failed }) }
}
