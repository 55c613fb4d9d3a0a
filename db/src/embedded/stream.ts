import { Duplex } from 'node:stream'
import { readGreeting } from './handshake.js'
import { createCutter, errorResponse, type Failure } from './protocol.js'
import type { Session, Client } from './session.js'
import type { Settings } from './settings.js'

/** Where a connection goes in. */
export interface Reception {
  /** Lets a client in, or rejects with why not. */
  readonly enter: (client: Client, settings: Settings) => Promise<Session>
  readonly left: (session: Session) => void
  readonly cancel: (processId: number, secret: number) => void
}

const fatal = (code: string, text: string): Failure => ({ severity: 'FATAL', code, text })

/**
 * One connection to the embedded database, in the shape of the network socket that `pg` expects. Nothing leaves the
 * process.
 */
export class EmbeddedStream extends Duplex {
  readonly #reception: Reception
  readonly #cut = createCutter()
  #greeting: Buffer = Buffer.alloc(0)
  #session: Session | undefined
  #entering = false
  #over = false

  constructor(reception: Reception) {
    super()
    this.#reception = reception
  }

  /** There is nowhere to connect to: the address is ignored. */
  connect(): this {
    process.nextTick(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#session === undefined) this.#greet(chunk)
    else this.#pass(this.#session, chunk)
    done()
  }

  override _final(done: () => void): void {
    this.#leave()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#leave()
    done(error)
  }

  #leave(): void {
    if (this.#session !== undefined) {
      this.#session.leave()
      this.#reception.left(this.#session)
    }
    this.#endReading()
  }

  #endReading(): void {
    if (this.#over) return
    this.#over = true
    if (!this.destroyed) this.push(null)
  }

  #send = (bytes: Buffer): void => {
    if (!this.#over && !this.destroyed) this.push(bytes)
  }

  /** What was said before is still read; then the connection closes as one that a server has closed. */
  #dismiss = (failure: Failure): void => {
    this.#send(errorResponse(failure))
    this.#close()
  }

  #close(): void {
    this.#leave()
    this.end()
  }

  #pass(session: Session, chunk: Buffer): void {
    for (const message of this.#cut(chunk)) {
      if (message.type === 'X') return this.#leave()
      session.take(message)
    }
  }

  /** Before it is let in, a client's messages carry only a length. */
  #greet(chunk: Buffer): void {
    this.#greeting = Buffer.concat([this.#greeting, chunk])
    while (!this.#entering && this.#greeting.length >= 8) {
      const length = this.#greeting.readUInt32BE(0)
      if (this.#greeting.length < length) return
      const bytes = this.#greeting.subarray(0, length)
      this.#greeting = this.#greeting.subarray(length)
      this.#answer(bytes)
    }
  }

  #answer(bytes: Buffer): void {
    const greeting = readGreeting(bytes)
    switch (greeting.kind) {
      case 'encryption':
        return this.#send(Buffer.from('N'))
      case 'cancel':
        this.#reception.cancel(greeting.processId, greeting.secret)
        return this.#close()
      case 'unknown':
        return this.#dismiss(fatal('0A000', `Protocol version ${greeting.version} is not spoken here, only version 3.`))
      case 'start':
        this.#entering = true
        void this.#enter(greeting.settings)
    }
  }

  async #enter(settings: Settings): Promise<void> {
    try {
      const session = await this.#reception.enter({ send: this.#send, dismiss: this.#dismiss }, settings)
      this.#session = session
      if (this.#over || this.destroyed) this.#leave()
      else this.#pass(session, this.#greeting)
    } catch (error) {
      this.#dismiss(fatal('57P03', error instanceof Error ? error.message : String(error)))
    }
  }
}
