import { once } from 'node:events'
import { expect, it } from 'vitest'
import { endOf } from './thread-end.js'

it('says of a thread that ran out of memory what to do, and of a fault of ours not in its words', async () => {
  const full = Object.assign(new Error('JS heap out of memory'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })
  expect(endOf(full)).toBe('it takes more than 512 MB of memory; cut it into parts')
  const warned = once(process, 'warning')
  expect(endOf(new TypeError('Cannot read properties of undefined'))).toBe(
    'reading it met a fault of Cordon itself, which is in the log',
  )
  expect(String(await warned)).toContain('Cannot read properties')
})
