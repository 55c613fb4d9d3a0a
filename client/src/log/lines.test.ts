import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aLogEntry } from '../world/samples.js'
import { arrangedLines, lineOfEntry } from './lines.js'

const kinds = ['note', 'automatic', 'alert', 'feed'] as const
const at = (minute: number) => `2021-11-09T06:${String(minute).padStart(2, '0')}:00.000Z`
const entry = fc
  .record({ n: fc.integer({ min: 0, max: 30 }), minute: fc.integer({ min: 0, max: 59 }) })
  .map(({ n, minute }) => aLogEntry({ id: `e${n}`, at: at(minute) }))
const byId = <T extends { readonly id: string }>(all: readonly T[]) => new Map(all.map((it) => [it.id, it]))

describe('the lines of the log', () => {
  it('are the same whichever of them were read and whichever came live', () => {
    const entries = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 20 })
    fc.assert(
      fc.property(entries, fc.integer({ min: 0, max: 20 }), (all, cut) => {
        const read = byId(all.slice(0, cut).map(lineOfEntry))
        const live = byId(all.slice(Math.max(0, cut - 3)))
        const whole = arrangedLines({ lines: byId(all.map(lineOfEntry)), entries: new Map(), kinds, hasMore: false })
        expect(arrangedLines({ lines: read, entries: live, kinds, hasMore: false })).toEqual(whole)
        expect(whole.map((it) => it.at)).toEqual(
          all
            .map((it) => it.at)
            .toSorted()
            .toReversed(),
        )
      }),
    )
  })

  it('show an entry that is struck through as it is now', () => {
    const struck = aLogEntry({ revision: 2, struck: { by: 'omar', at: at(9), reason: 'Wrong' } })
    const lines = byId([lineOfEntry(aLogEntry())])
    expect(arrangedLines({ lines, entries: byId([struck]), kinds, hasMore: false })).toEqual([lineOfEntry(struck)])
    const stale = { lines: byId([lineOfEntry(struck)]), entries: byId([aLogEntry()]), kinds, hasMore: false }
    expect(arrangedLines(stale)).toEqual([lineOfEntry(struck)])
  })

  it('hold no kind that was not asked for, and nothing from before what was read', () => {
    const early = aLogEntry({ id: 'early', at: at(1) })
    const own = aLogEntry({ id: 'own', kind: 'automatic', at: at(9) })
    const lines = byId([lineOfEntry(aLogEntry({ at: at(5) }))])
    const entries = byId([early, own])
    const shown = (hasMore: boolean) => arrangedLines({ lines, entries, kinds: ['note'], hasMore }).map(({ id }) => id)
    expect(shown(true)).toEqual(['entry'])
    expect(shown(false)).toEqual(['entry', 'early'])
  })
})
