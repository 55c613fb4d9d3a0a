import { describe, expect, it } from 'vitest'
import { createKeeper } from './kept.js'

/** Makes things that count, and note what befalls them. */
function maker() {
  const log: string[] = []
  const unsound = new Set<number>()
  let made = 0
  const make = () => {
    const number = ++made
    return {
      number,
      isSound: () => !unsound.has(number),
      rest: () => void log.push(`rest ${number}`),
      remove: () => void log.push(`remove ${number}`),
    }
  }
  return { make, log, spoil: (number: number) => unsound.add(number) }
}

describe('what is kept between borrowers', () => {
  it('is lent again, at rest, instead of another one being made', () => {
    const { make, log } = maker()
    const keeper = createKeeper<ReturnType<typeof make>>()
    const first = keeper.lend(make)
    keeper.takeBack(first)
    expect(log).toEqual(['rest 1'])
    expect(keeper.lend(make)).toBe(first)
    expect(log).toEqual(['rest 1'])
  })

  it('is never lent to two at once, and never more than one', () => {
    const { make, log } = maker()
    const keeper = createKeeper<ReturnType<typeof make>>()
    keeper.takeBack(keeper.lend(make))
    const [one, other] = [keeper.lend(make), keeper.lend(make)]
    expect([one.number, other.number]).toEqual([1, 2])
    keeper.takeBack(other)
    keeper.takeBack(one)
    expect(log).toEqual(['rest 1', 'rest 2', 'remove 1'])
    expect(keeper.lend(make)).toBe(other)
  })

  it('is made anew where it was spoilt before it came back', () => {
    const { make, log, spoil } = maker()
    const keeper = createKeeper<ReturnType<typeof make>>()
    const first = keeper.lend(make)
    spoil(1)
    keeper.takeBack(first)
    expect(log).toEqual(['remove 1'])
    expect(keeper.lend(make).number).toBe(2)
  })

  it('is made anew where it was spoilt while it was kept', () => {
    const { make, log, spoil } = maker()
    const keeper = createKeeper<ReturnType<typeof make>>()
    keeper.takeBack(keeper.lend(make))
    spoil(1)
    expect(keeper.lend(make).number).toBe(2)
    expect(log).toEqual(['rest 1', 'remove 1'])
  })

  it('gives way to a sound one that comes back after it was spoilt', () => {
    const { make, log, spoil } = maker()
    const keeper = createKeeper<ReturnType<typeof make>>()
    const [one, other] = [keeper.lend(make), keeper.lend(make)]
    keeper.takeBack(one)
    spoil(1)
    keeper.takeBack(other)
    expect(log).toEqual(['rest 1', 'remove 1', 'rest 2'])
    expect(keeper.lend(make)).toBe(other)
  })

  it('is gone once it is dropped, and only once', () => {
    const { make, log } = maker()
    const keeper = createKeeper<ReturnType<typeof make>>()
    keeper.takeBack(keeper.lend(make))
    keeper.drop()
    keeper.drop()
    expect(log).toEqual(['rest 1', 'remove 1'])
    expect(keeper.lend(make).number).toBe(2)
  })
})
