import { describe, expect, it } from 'vitest'
import { draftFor, withDraft, type Draft } from './drafts.js'

const day = 86_400_000
const draft = (tab: string, atMs: number): Draft => ({ tab, atMs, json: `"${tab}"` })

describe('drafts of a form', () => {
  it('come back to the tab that wrote them', () => {
    expect(draftFor([draft('a', 1), draft('b', 2)], 'a')?.tab).toBe('a')
  })

  it('are offered to a new tab where the page that wrote them is gone, the latest first', () => {
    expect(draftFor([draft('a', 1), draft('b', 2)], 'new')?.tab).toBe('b')
    expect(draftFor([], 'new')).toBeNull()
  })

  it('of two tabs do not overwrite each other', () => {
    const both = withDraft([draft('a', 1)], 'b', { atMs: 2, json: '"b"' })
    expect(both.map(({ tab }) => tab)).toEqual(['b', 'a'])
    expect(withDraft(both, 'b', { atMs: 3, json: null })).toEqual([draft('a', 1)])
  })

  it('are few, and none is older than a week', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].reduce<readonly Draft[]>(
      (all, tab, at) => withDraft(all, tab, { atMs: at, json: '1' }),
      [],
    )
    expect(many.map(({ tab }) => tab)).toEqual(['f', 'e', 'd', 'c', 'b'])
    expect(withDraft([draft('old', 0)], 'new', { atMs: 8 * day, json: '1' }).map(({ tab }) => tab)).toEqual(['new'])
  })
})
