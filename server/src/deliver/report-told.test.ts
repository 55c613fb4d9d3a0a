import { describe, expect, it } from 'vitest'
import { signedReport } from './report-told.fixture.js'
import { reportTold, unsignedTold } from './report-told.js'

const telling = { language: 'en', by: 'omar', isWhole: true } as const

describe('a report in a message', () => {
  it('is known again by its search, its time and its hash, in one line each and without marks that nobody sees', () => {
    const { title, facts, lines } = reportTold(signedReport, telling)
    expect(title).toBe('Monthly report: North east · Version 2')
    expect(Object.fromEntries(facts)).toMatchObject({
      'As known at': '2026-11-02 04:00Z',
      Search: 'Type: Ambush · Source: RIC',
      'SHA-256': 'c0ffee',
      'Signed by': 'rana · 2026-11-02 04:00Z',
    })
    expect(lines.slice(0, 2)).toEqual(['Quiet.', 'All.'])
    expect(lines).toContain('Sent by omar.')
  })

  it('says its search in the language of its reader, and names what it was asked for by id as it was called then', () => {
    const { facts } = reportTold(signedReport, { ...telling, language: 'ar' })
    const told = new Map(facts.map(([name, value]) => [name, value.replaceAll(/[\u2066-\u2069]/gu, '')]))
    expect(told.get('البحث')).toBe('النوع: كمين · المصدر: RIC')
  })

  it('asks for a signature under a title of one line', () => {
    expect(unsignedTold(signedReport, 'en').title).toContain('North east')
  })

  it('says that it tells of exercises alone, and that its document is too large, in the language of its reader', () => {
    const exercises = {
      ...signedReport,
      content: { ...signedReport.content, left: { ...signedReport.content.left, exercises: 2 } },
    }
    expect(reportTold(exercises, telling).title).toMatch(/^EXERCISE · /)
    const { title, lines } = reportTold(exercises, { ...telling, language: 'ar', isWhole: false })
    expect(title).toMatch(/^تمرين · التقرير الشهري/)
    expect(lines).toContain('التقرير كاملًا أكبر من أن يُرفق برسالة: يُقرأ ويُنزَّل في Cordon.')
  })
})
