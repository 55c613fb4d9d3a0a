import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeEach, afterEach, describe, expect, it, vi } from 'vitest'
import { Vault } from '../deliver/vault.js'
import { ownDatabase } from '../live/feed.fixture.js'
import type { Principal } from '../access/principal.js'
import { AuditReader } from './audit-reader.js'
import { AuditService } from './audit.service.js'

const own = await ownDatabase(startPostgres)
const reader = new AuditReader(own.database)
const readerNamed = (id: string): Principal => ({
  ...{ kind: 'account', id, name: 'dana', role: 'supervisor', permissions: ['audit:read'], teams: [], sessionId: 's' },
})
const listed = async (limit: number, id = stranger) => {
  const page = await reader.page({}, { before: null, limit }, readerNamed(id))
  return page.items
}
const [writer, stranger] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002']
let nodes: readonly [AuditService, AuditService]
const vault = new Vault([Buffer.alloc(32, 7).toString('base64')])
const entries = 250

const entry = (n: number) => ({
  at: new Date(Date.UTC(2026, 10, 9, 6, 0, n)).toISOString(),
  ...{ by: `account:${writer}`, name: 'dana', action: 'PATCH /api/zones/:id', status: 200 },
  ...{ params: { id: String(n) }, query: {} },
})
const change = (text: string) => own.database.query({ name: null, text, values: [] })
const verified = () => nodes[0].verify()
const faults = async () => (await verified()).faults

afterAll(() => own.close())

beforeEach(async () => {
  nodes = [new AuditService(own.database, vault), new AuditService(own.database, vault)]
  // Several at a time, so that there are batches of both nodes, and more than one checkpoint.
  for (let wave = 0; wave < entries; wave += 50)
    await Promise.all(Array.from({ length: 50 }, (_, n) => nodes[n % 2 === 0 ? 0 : 1].note(entry(wave + n))))
})
afterEach(async () => {
  await change('truncate audit_entry, audit_checkpoint')
  await change(`update audit_head set seq = 0, hash = sha256('cordon audit'), key_id = null, signature = null`)
})

describe('the audit log', () => {
  it('is one chain without gaps, whichever of two nodes wrote', async () => {
    const found = await verified()
    expect(found).toMatchObject({ entries, faults: [] })
    expect(found.checkpoints).toBeGreaterThan(0)
    const held = await listed(1_000, writer)
    expect(held.map(({ seq }) => seq)).toEqual(Array.from({ length: entries }, (_, n) => entries - n))
    expect(new Set(held.map(({ params }) => JSON.stringify(params))).size).toBe(entries)
  })

  it('holds what nobody waited for by the time a node ends', async () => {
    nodes[0].noteSoon(entry(300))
    nodes[0].noteSoon(entry(301))
    await nodes[0].beforeApplicationShutdown()
    const held = await listed(2, writer)
    expect(held.map(({ params }) => params)).toEqual([{ id: '301' }, { id: '300' }])
    expect(await faults()).toEqual([])
  })

  it('tells somebody else no ids of what was done', async () => {
    const about = { ...entry(1), query: { zone: '018f0000-0000-7000-8000-0000000000ff', q: 'raid' } }
    await nodes[0].note(about)
    const [told] = await listed(1)
    expect(told?.query).toEqual({ zone: '…', q: 'raid' })
  })

  it('is looked through by who, what, about what and when, page by page', async () => {
    await nodes[0].note({ ...entry(300), name: 'omar', action: 'POST /api/zones/:id/rules', params: { id: '7' } })
    const found = async (filter: Parameters<typeof reader.page>[0]) => {
      const seqs: number[] = []
      for await (const page of reader.pages(filter, readerNamed(writer))) seqs.push(...page.map(({ seq }) => seq))
      return seqs.length
    }
    expect(await found({})).toBe(entries + 1)
    expect(await found({ name: 'omar' })).toBe(1)
    expect(await found({ name: 'oma' })).toBe(0)
    expect(await found({ action: '/api/zones' })).toBe(entries + 1)
    expect(await found({ action: '/api/zone' })).toBe(0)
    expect(await found({ action: 'PATCH /api/zones/:id' })).toBe(entries)
    const [from, until] = [entry(100).at, entry(110).at]
    expect(await found({ from, until })).toBe(10)
    expect(await found({ until: entry(0).at })).toBe(0)
    expect(await found({ from: entry(301).at })).toBe(0)
    const first = await reader.page({ name: 'dana' }, { before: null, limit: 100 }, readerNamed(writer))
    const second = await reader.page({ name: 'dana' }, { before: first.next, limit: 200 }, readerNamed(writer))
    expect([first.items.length, second.items.length, second.next]).toEqual([100, 150, null])
  })

  it('tells one byte that was changed', async () => {
    await change(`update audit_entry set entry = replace(entry, 'dana', 'dane') where seq = 42`)
    expect(await faults()).toEqual([{ what: 'changed', seq: 42 }])
  })

  it('tells a byte that was changed together with its hash', async () => {
    await change(`update audit_entry set entry = replace(entry, 'dana', 'dane') where seq = 42`)
    await change(`update audit_entry e set hash = sha256(b.hash || convert_to(e.entry, 'UTF8')) from audit_entry b
      where e.seq = 42 and b.seq = 41`)
    expect(await faults()).toEqual([{ what: 'changed', seq: 43 }])
  })

  it('tells a time that was changed beside the entry', async () => {
    await change(`update audit_entry set at = at + interval '1 second' where seq = 42`)
    expect(await faults()).toEqual([{ what: 'changed', seq: 42 }])
  })

  it('tells one entry that is gone', async () => {
    await change('delete from audit_entry where seq = 42')
    expect(await faults()).toEqual([{ what: 'missing', seq: 42 }])
  })

  it('tells an entry that was numbered far ahead, without counting up to it', async () => {
    await change(`insert into audit_entry (seq, at, entry, hash)
      select 9007199254740991, at, entry, hash from audit_entry where seq = 42`)
    const found = await faults()
    expect(found).toContainEqual({ what: 'missing', seq: entries + 1 })
    expect(found.length).toBe(100)
  }, 10_000)

  it.each([
    ['before the first', '0', 0],
    ['where nobody can count to', '9223372036854775807', Number.MAX_SAFE_INTEGER],
  ])('tells an entry that was put %s', async (_, where, seq) => {
    await change(`insert into audit_entry (seq, at, entry, hash)
      select ${where}, at, entry, hash from audit_entry where seq = 42`)
    expect(await faults()).toContainEqual({ what: 'moved', seq })
  })

  it('tells two that were swapped', async () => {
    await change(`update audit_entry e set entry = o.entry, hash = o.hash, at = o.at from audit_entry o
      where e.seq in (42, 57) and o.seq in (42, 57) and o.seq <> e.seq`)
    const found = await faults()
    expect(found).toContainEqual({ what: 'moved', seq: 42 })
    expect(found).toContainEqual({ what: 'moved', seq: 57 })
  })

  it('tells that the tail is cut', async () => {
    await change('delete from audit_entry where seq > 240')
    expect(await faults()).toEqual([{ what: 'cut', seq: 241 }])
  })

  it('tells that the tail is cut and the end written anew', async () => {
    await change('delete from audit_entry where seq > 240')
    await change(`update audit_head set seq = 240, hash = (select hash from audit_entry where seq = 240)`)
    expect(await faults()).toContainEqual({ what: 'head', seq: 240 })
  })

  it('tells by an end that was noted that all was put back to an earlier checkpoint', async () => {
    const { head } = await verified()
    await change('delete from audit_entry where seq > (select min(seq) from audit_checkpoint)')
    await change('delete from audit_checkpoint where seq > (select min(seq) from audit_checkpoint)')
    await change(`update audit_head h set seq = c.seq, hash = c.hash, key_id = c.key_id, signature = c.signature
      from audit_checkpoint c`)
    expect(await faults()).toEqual([])
    const noted = await nodes[0].verify(head)
    expect(noted.faults).toEqual([{ what: 'cut', seq: entries }])
  })

  it('goes on where what was to come soon had gone with what went before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const first = nodes[0].note(entry(1))
      nodes[0].noteSoon(entry(2))
      await first
      while ((await verified()).entries < entries + 2);
      // The time of what was to come soon, and nothing waits.
      vi.advanceTimersByTime(2_000)
    } finally {
      vi.useRealTimers()
    }
    await nodes[0].note(entry(3))
    expect(await verified()).toMatchObject({ entries: entries + 3, faults: [] })
  }, 10_000)

  it('tells a checkpoint that was replaced', async () => {
    const [first] = (await change('select min(seq)::int as seq from audit_checkpoint')).map((row) =>
      JSON.stringify(row),
    )
    const other = new AuditService(own.database, new Vault([Buffer.alloc(32, 8).toString('base64')]))
    await change(
      "update audit_checkpoint set signature = decode(repeat('00', 64), 'hex') where seq = (select min(seq) from audit_checkpoint)",
    )
    const found = await faults()
    expect(found.map(({ what, seq }) => [what, JSON.stringify({ seq })])).toEqual([['checkpoint', first]])
    expect((await other.verify()).faults.map(({ what }) => what)).toContain('checkpoint')
  })
})
