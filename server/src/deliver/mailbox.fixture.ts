import { createServer, type Server, type Socket } from 'node:net'

/** A mail as it came. */
export interface Mail {
  readonly from: string
  readonly to: string
  /** Headers and body as they were sent. */
  readonly raw: string
}

/** What a mailbox does with a mail: takes it, answers with a line of its own, or ends the connection after DATA. */
export type Taking = 'take' | 'die after data' | { readonly answer: string }

/** For tests: a mail server that keeps what came. It speaks as much of RFC 5321 as a sender needs, and can die in the middle. */
export class Mailbox {
  readonly mails: Mail[] = []
  taking: Taking = 'take'
  url = ''
  private readonly sockets = new Set<Socket>()
  private readonly server: Server = createServer((socket) => this.talk(socket))

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox()
    await new Promise<void>((resolve) => mailbox.server.listen(0, '127.0.0.1', resolve))
    const address = mailbox.server.address()
    mailbox.url = `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    return mailbox
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    return new Promise((resolve) => this.server.close(() => resolve()))
  }

  private talk(socket: Socket): void {
    this.sockets.add(socket)
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined)
    socket.write('220 mailbox.example ESMTP\r\n')
    let waiting = ''
    let envelope = { from: '', to: '' }
    let inData = false
    socket.on('data', (piece) => {
      waiting += piece.toString('utf8')
      for (;;) {
        if (inData) {
          const end = waiting.indexOf('\r\n.\r\n')
          if (end < 0) return
          const raw = waiting.slice(0, end)
          waiting = waiting.slice(end + 5)
          inData = false
          this.take({ ...envelope, raw }, socket)
          continue
        }
        const end = waiting.indexOf('\r\n')
        if (end < 0) return
        const line = waiting.slice(0, end)
        waiting = waiting.slice(end + 2)
        const verb = line.slice(0, 4).toUpperCase()
        if (verb === 'MAIL') envelope = { from: addressIn(line), to: '' }
        if (verb === 'RCPT') envelope = { ...envelope, to: addressIn(line) }
        if (verb === 'DATA') inData = true
        socket.write(verb === 'DATA' ? '354 go on\r\n' : verb === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
      }
    })
  }

  private take(mail: Mail, socket: Socket): void {
    if (this.taking === 'take' || this.taking === 'die after data') this.mails.push(mail)
    if (this.taking === 'die after data') return void socket.destroy()
    socket.write(this.taking === 'take' ? '250 kept\r\n' : `${this.taking.answer}\r\n`)
  }
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? ''
}

/** A header of a mail, unfolded; empty where there is none. */
export function headerOf({ raw }: Mail, name: string): string {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ')
  const line = head.split('\r\n').find((it) => it.toLowerCase().startsWith(`${name.toLowerCase()}:`))
  return line?.slice(name.length + 1).trim() ?? ''
}
