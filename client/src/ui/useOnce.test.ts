import { expect, it } from 'vitest'
import { useOnce } from './useOnce.js'

it('does once what is asked for again meanwhile, and again what is asked for after it', async () => {
  const done: string[] = []
  let answer = () => {}
  const { busy, once } = useOnce(async (name: string) => {
    await new Promise<void>((come) => (answer = come))
    done.push(name)
  })
  const first = once('pressed')
  await once('pressed again')
  expect(busy.value).toBe(true)
  answer()
  await first
  expect([done, busy.value]).toEqual([['pressed'], false])
  const later = once('pressed later')
  answer()
  await later
  expect(done).toEqual(['pressed', 'pressed later'])
})

it('may be asked for again after it failed', async () => {
  const { busy, once } = useOnce(() => Promise.reject(new Error('The line is cut.')))
  await expect(once()).rejects.toThrow('The line is cut.')
  expect(busy.value).toBe(false)
})
