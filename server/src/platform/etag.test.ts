import { describe, expect, it } from 'vitest'
import { etagOf, requireMatch } from './etag.js'

const containing = (part: string): unknown => expect.stringContaining(part)

describe('an edit', () => {
  it.each([null, '*', '"3"', 'W/"3"', '"2", "3"'])('of revision 3 goes on with If-Match %s', (header) => {
    expect(requireMatch(header, 3).ok).toBe(true)
  })

  it.each(['"2"', '3', '"33"', ''])('of revision 3 is refused with If-Match %s', (header) => {
    expect(requireMatch(header, 3)).toMatchObject({
      failure: { code: 'stale-etag', detail: containing('"3"') },
    })
  })

  it('tags a revision as HTTP wants it', () => expect(etagOf(7)).toBe('"7"'))
})
