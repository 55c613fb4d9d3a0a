import type { Escalation } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import type { HandoverTold } from '../wire/index.js'

let room: WatchRoom
beforeAll(async () => {
  room = await WatchRoom.open(startPostgres)
})
afterAll(() => room.close())

it('a handover calls overdue what the queue does: what was called for or has waited, and nothing that is cleared', async () => {
  const omar = await room.invite('omar')
  const steps = [{ afterMinutes: 2, tells: [{ kind: 'room' }] }]
  const { id: escalationId } = await room.ask<Escalation>('POST /api/escalations', { name: 'Night', steps })
  const [called, plain] = [await room.watch({ escalationId }), await room.watch()]
  const refuted = await room.attack(called.lon)
  const [first, second] = [await room.attack(called.lon), await room.attack(plain.lon)]
  await room.ask('POST /api/shifts', {}, omar.cookie)
  const { id } = await room.ask<HandoverTold>('POST /api/handovers', {}, omar.cookie)
  const overdue = async () => {
    const { content } = await room.ask<HandoverTold>(`GET /api/handovers/${id}`, undefined, omar.cookie)
    return content.unowned.filter((it) => it.overdue).map((it) => it.id)
  }
  expect(await overdue()).toEqual([])
  await room.pass(3)
  expect((await overdue()).toSorted()).toEqual([refuted.id, first.id].toSorted())
  await room.correct(refuted, { status: 'refuted' })
  await room.pass(8)
  expect((await overdue()).toSorted()).toEqual([first.id, second.id].toSorted())
})
