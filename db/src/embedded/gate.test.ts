import { describe, expect, it, vi } from 'vitest'
import type { Backend } from './backend.js'
import { Gate, type Outcome, type Party } from './gate.js'
import { createCutter, errorResponse, query, readyForQuery, stringAt, type TransactionStatus } from './protocol.js'

const refused = { severity: 'ERROR', code: '57014', text: 'no longer wanted' } as const

/** A database that notes what it runs, and answers each batch when it is told to. */
const fakeBackend = () => {
  const ran: string[] = []
  const answers: ((status: TransactionStatus) => void)[] = []
  const run: Backend['run'] = (messages, onData) => {
    ran.push(...createCutter()(Buffer.from(messages)).map(({ bytes }) => stringAt(bytes, 5).text))
    return new Promise((done) => {
      answers.push((status) => {
        onData(readyForQuery(status))
        done()
      })
    })
  }
  const cancel = vi.fn<() => void>()
  const answer = async (status: TransactionStatus): Promise<void> => {
    await vi.waitFor(() => expect(answers).not.toEqual([]))
    answers.shift()?.(status)
  }
  return { ran, answer, backend: { run, cancel, query: async () => errorResponse(refused) } }
}

const openGate = (limits = { waitMs: 60_000, idleInTransactionMs: 60_000 }) => {
  const { ran, answer, backend } = fakeBackend()
  const gate = new Gate(backend, limits, () => undefined)
  const ask = (party: Party, text: string): Promise<Outcome> =>
    gate.run({ party, messages: new Uint8Array(query(text)), onAnswer: () => undefined })
  return { gate, ran, answer, ask, cancel: backend.cancel }
}

const party = (processId: number): Party => ({ processId, settings: {}, changesSettings: false, expel: vi.fn() })

describe('the gate', () => {
  it('serves in the order of coming', async () => {
    const { ran, answer, ask } = openGate()
    const all = [ask(party(1), 'a'), ask(party(2), 'b'), ask(party(3), 'c')]
    for (let left = 3; left > 0; left -= 1) await answer('I')
    await Promise.all(all)
    expect(ran).toEqual(['a', 'b', 'c'])
  })

  it('lets nobody in while a transaction is open, and serves its owner meanwhile', async () => {
    const { gate, ran, answer, ask } = openGate()
    const [one, other] = [party(1), party(2)]
    const begun = ask(one, 'begin')
    await answer('T')
    await begun
    const waits = ask(other, 'waits')
    const failed = ask(one, 'fails')
    await answer('E')
    await failed
    expect(gate.owns(one)).toBe(true)
    const ended = ask(one, 'rollback')
    await answer('I')
    await ended
    await answer('I')
    expect(await waits).toMatchObject({ kind: 'answered', status: 'I' })
    expect(ran).toEqual(['begin', 'fails', 'rollback', 'waits'])
    expect(gate.isQuiet()).toBe(true)
  })

  it('cancels what runs in the database, and refuses what only waits', async () => {
    const { gate, answer, ask, cancel } = openGate()
    const [one, other] = [party(1), party(2)]
    const runs = ask(one, 'runs')
    const waits = ask(other, 'waits')
    gate.cancel(other, refused)
    expect(await waits).toEqual({ kind: 'refused', failure: refused })
    expect(cancel).not.toHaveBeenCalled()
    gate.cancel(one, refused)
    expect(cancel).toHaveBeenCalledOnce()
    await answer('I')
    await runs
  })

  it('refuses everybody once it is shut', async () => {
    const { gate, answer, ask } = openGate()
    const runs = ask(party(1), 'runs')
    const waits = ask(party(2), 'waits')
    gate.shut(refused)
    await answer('I')
    expect(await runs).toMatchObject({ kind: 'answered' })
    expect(await waits).toEqual({ kind: 'refused', failure: refused })
    expect(await ask(party(3), 'late')).toEqual({ kind: 'refused', failure: refused })
  })
})
