import type { PlacedDraft } from '@cordon/alerts'
import { describe, expect, it } from 'vitest'
import { aDraft } from './draft.fixture.js'
import { piecesOf } from './marks.js'

const text = 'Calm. An IED hit a car in Hajin. Later, calm.'
const draft: PlacedDraft = aDraft({
  told: [{ start: 6, end: 32 }],
  type: { value: 'ied', spans: [{ start: 9, end: 12 }] },
})

describe('the pieces of a text', () => {
  it('name a field once, where its run ends, though another one begins or ends inside of it', () => {
    const span = (start: number, end: number) => ({ start, end })
    const place = { words: 'a car in Hajin', name: 'Hajin', relative: null, within: null, level: 'place' as const }
    const over = aDraft({
      told: [span(6, 32)],
      type: { value: 'ied', spans: [span(6, 12)] },
      place: { value: place, spans: [span(9, 31)] },
    })
    const pieces = piecesOf(text, [over], over)
    expect(pieces.flatMap((it) => it.ends.map((field) => [it.text, field]))).toEqual([
      ['IED', 'type'],
      [' hit a car in Hajin', 'place'],
    ])
    expect(pieces.filter((it) => it.fields.includes('place')).map((it) => it.text)).toEqual([
      'IED',
      ' hit a car in Hajin',
    ])
  })

  it('are together the text, whatever is marked', () => {
    expect(
      piecesOf(text, [draft], draft)
        .map((it) => it.text)
        .join(''),
    ).toBe(text)
    expect(piecesOf(text, [], null).map((it) => it.text)).toEqual([text])
  })

  it('say which words gave which field, and where a draft begins', () => {
    const pieces = piecesOf(text, [draft], draft)
    expect(pieces.filter((it) => it.fields.includes('type')).map((it) => it.text)).toEqual(['IED'])
    expect(pieces.filter((it) => it.begins.includes(1)).map((it) => it.start)).toEqual([6])
    expect(
      pieces
        .filter((it) => it.drafts.includes(1))
        .map((it) => it.text)
        .join(''),
    ).toBe('An IED hit a car in Hajin.')
  })
})
