import type { Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail as it came. */
export interface Mail {
  readonly from: string
  readonly to: string
  /** Headers and body as they were sent. */
  readonly raw: string
}

/**
 * What a mailbox does with a mail: takes it, answers with a line of its own, ends the connection after DATA, or holds some
 * until it lets go of them.
 */
export type Taking =
  'take' | 'die after data' | { readonly answer: string } | { readonly holds: (mail: Mail) => boolean }

/** For tests: a mail server that keeps what came, and can die in the middle. */
export class Mailbox {
  readonly mails: Mail[] = []
  taking: Taking = 'take'
  url = ''
  private held: (() => void)[] = []
  private readonly sockets = new Set<Socket>()
  private readonly smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, { envelope }, done) => {
      const { mailFrom } = envelope
      const to = envelope.rcptTo.map(({ address }) => address).join(', ')
      void textIn(stream).then((raw) => this.take({ from: mailFrom === false ? '' : mailFrom.address, to, raw }, done))
    },
  })

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox()
    const { smtp, sockets } = mailbox
    smtp.server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    // A sender that goes away in the middle is no fault of this server's.
    smtp.on('error', () => undefined)
    await new Promise<void>((resolve) => void smtp.listen(0, '127.0.0.1', resolve))
    const address = smtp.server.address()
    mailbox.url = `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    return mailbox
  }

  close(): Promise<void> {
    this.cutOff()
    return new Promise((resolve) => this.smtp.close(() => resolve()))
  }

  /** How many mails wait for an answer. */
  get holding(): number {
    return this.held.length
  }

  /** Takes what is held, and whatever comes. */
  letGo(): void {
    const held = this.held
    this.held = []
    this.taking = 'take'
    for (const take of held) take()
  }

  private cutOff(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  private take(mail: Mail, done: (error?: Error | null) => void): void {
    const { taking } = this
    if (typeof taking === 'object' && 'answer' in taking) return done(refusal(taking.answer))
    if (typeof taking === 'object' && taking.holds(mail)) {
      this.held.push(() => this.take(mail, done))
      return
    }
    this.mails.push(mail)
    if (this.taking === 'die after data') this.cutOff()
    else done()
  }
}

async function textIn(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

/** Answers with a line of its own, as `451 come back later`. */
function refusal(answer: string): Error {
  return Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) })
}

/** A header of a mail, unfolded; empty where there is none. */
export function headerOf({ raw }: Mail, name: string): string {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ')
  const line = head.split('\r\n').find((it) => it.toLowerCase().startsWith(`${name.toLowerCase()}:`))
  return line?.slice(name.length + 1).trim() ?? ''
}
