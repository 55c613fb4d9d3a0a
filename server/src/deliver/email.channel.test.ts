import { setTimeout as wait } from 'node:timers/promises'
import { Mailbox } from '@cordon/test/mailbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EmailChannel } from './email.channel.js'
import type { Message } from './message.js'
import { toldMessage } from './told.fixture.js'

let mailbox: Mailbox
let channel: EmailChannel
beforeAll(async () => {
  mailbox = await Mailbox.open()
  channel = new EmailChannel({ smtpUrl: mailbox.url, mailFrom: 'watch@cordon.example', origin: null })
})
afterAll(async () => {
  channel.close()
  await mailbox.close()
})

function send(message: Message, to: string, through = channel) {
  const address = { contactId: 'contact-1', to, secrets: [], number: null, browser: null }
  return through.send({ message, address, format: null, language: 'en', signal: new AbortController().signal })
}
function unsigned(n: number): Message {
  const told = { title: 'A report', lines: ['It waits to be signed.'] }
  return { is: 'unsigned', key: `report-${n}`, at: '2026-11-09T06:00:00.000Z', sitrepId: 'sitrep-1', told }
}

describe('the mail server', () => {
  it('is given alerts while it is slow to take any number of reports', async () => {
    mailbox.taking = { holds: ({ to }) => to.startsWith('reader') }
    const reports = Array.from({ length: 8 }, (_, n) => send(unsigned(n), `reader-${n}@example.org`))
    await expect.poll(() => mailbox.holding).toBeGreaterThan(0)
    expect(await send(toldMessage({ severity: 'extreme' }), 'omar@example.org')).toEqual({ is: 'sent' })
    expect(mailbox.mails.map(({ to }) => to)).toEqual(['omar@example.org'])
    mailbox.letGo()
    expect(await Promise.all(reports)).toEqual(reports.map(() => ({ is: 'sent' })))
  })

  it('is waited for while it looks into a mail, which it has taken by then: told again it would come twice', async () => {
    mailbox.mails.length = 0
    mailbox.taking = { holds: () => true }
    const told = send(toldMessage({}), 'omar@example.org')
    await expect.poll(() => mailbox.holding).toBe(1)
    // As long as filters of spam take that ask others.
    await wait(22_000)
    mailbox.letGo()
    expect(await told).toEqual({ is: 'sent' })
    expect(mailbox.mails).toHaveLength(1)
  }, 60_000)

  it('is given what is grave before whatever waits for it', async () => {
    mailbox.mails.length = 0
    mailbox.taking = { holds: ({ to }) => to.startsWith('reader') }
    const minor = Array.from({ length: 12 }, (_, n) =>
      send(toldMessage({ severity: 'minor' }), `reader-${n}@example.org`),
    )
    await expect.poll(() => mailbox.holding).toBe(4)
    const grave = send(toldMessage({ severity: 'extreme' }), 'omar@example.org')
    mailbox.letGo()
    expect(await grave).toEqual({ is: 'sent' })
    expect(await Promise.all(minor)).toEqual(minor.map(() => ({ is: 'sent' })))
    // After those that were under way, beside those that have the other connections.
    expect(mailbox.mails.findIndex(({ to }) => to === 'omar@example.org')).toBeLessThan(8)
  })

  it.each([
    ['550 5.1.1 <omar@example.org>: no such person', '550 5.1.1 <o…@example.org>: no such person'],
    [
      '550 "omar the first"@example.org, omar+x@mail.example.org unknown',
      '550 "…@example.org, o…@mail.example.org unknown',
    ],
    [`550 ${'x'.repeat(190)} omar@example.org`, `550 ${'x'.repeat(190)} o…@ex`],
  ])('gives no whole address away by what it answers: %s', async (answer, kept) => {
    mailbox.taking = { answer }
    const why = `The mail server refused it: ${kept}`
    expect(await send(toldMessage({}), 'omar@example.org')).toEqual({ is: 'refused', why, gone: false })
    mailbox.taking = 'take'
  })

  it('is given a picture within the mail, and the mail all the same where none can be drawn', async () => {
    const png = Buffer.from('89504e470d0a1a0a', 'hex')
    const settings = { smtpUrl: mailbox.url, mailFrom: 'watch@cordon.example', origin: null }
    const drawn = new EmailChannel(settings, { of: () => Promise.resolve({ png, kilometresAcross: 85.6 }) })
    const broken = new EmailChannel(settings, { of: () => Promise.reject(new Error('no ground')) })
    mailbox.mails.length = 0
    for (const each of [drawn, broken]) {
      expect(await send(toldMessage({}), 'omar@example.org', each)).toEqual({ is: 'sent' })
      each.close()
    }
    const [shown = '', plain = ''] = mailbox.mails.map(({ raw }) => raw.replaceAll('=\r\n', ''))
    expect(shown).toMatch(/Content-ID: <map@cordon>[^]*iVBORw0KGgo/)
    expect(shown).toMatch(/cid:map@cordon[^]*86 km from side to side/)
    expect(plain).not.toContain('map@cordon')
  })

  it('is given a mail whose picture does not come', async () => {
    const settings = { smtpUrl: mailbox.url, mailFrom: 'watch@cordon.example', origin: null }
    const endless = new EmailChannel(settings, { of: () => new Promise(() => undefined) })
    mailbox.mails.length = 0
    expect(await send(toldMessage({}), 'omar@example.org', endless)).toEqual({ is: 'sent' })
    endless.close()
    expect(mailbox.mails.map(({ raw }) => raw.includes('map@cordon'))).toEqual([false])
  })

  it('gets no blame for what cannot be put together', async () => {
    const told = { ...unsigned(1), told: { title: 'A report', lines: null } }
    // @ts-expect-error What no report says.
    await expect(send(told, 'omar@example.org')).rejects.toThrow()
  })
})
