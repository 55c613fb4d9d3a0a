import {
  askedFields,
  incidentKinds,
  incidentStatuses,
  incidentTypes,
  severities,
  timePrecisions,
  type IncidentType,
} from '@cordon/alerts'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { filled, wordsOf } from './words.js'

const page = z.object({
  // English names of types are the model's.
  type: z.record(z.string(), z.string()).default({}),
  status: z.record(z.string(), z.string()),
  timePrecision: z.record(z.string(), z.string()),
  exerciseChoice: z.record(z.string(), z.string()),
  timePrecisionChoice: z.record(z.string(), z.string()),
  history: z.record(z.string(), z.unknown()),
  severity: z.record(z.string(), z.string()),
  kind: z.record(z.string(), z.string()),
})
const said = (language: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../client/src/i18n/${language}.json`, import.meta.url), 'utf8'))

it('says in Arabic what the page says in the same words', () => {
  const [paper, screen] = [wordsOf('ar'), page.parse(said('ar'))]
  const types = Object.keys(incidentTypes).filter((key): key is IncidentType => key in incidentTypes)
  for (const type of types) expect(paper.type(type)).toBe(screen.type[type])
  for (const status of incidentStatuses) expect(paper.status[status]).toBe(screen.status[status])
  for (const it of timePrecisions) expect(paper.timePrecision[it]).toBe(screen.timePrecision[it])
})

it.each(['en', 'ar'] as const)('says a search in the words of the page (%s)', (language) => {
  const [paper, screen] = [wordsOf(language), page.parse(said(language))]
  for (const it of askedFields) expect(paper.asked[it]).toBe(screen.history[it])
  for (const it of severities) expect(paper.severity[it]).toBe(screen.severity[it])
  for (const it of incidentKinds) expect(paper.incidentKind[it]).toBe(screen.kind[it])
  for (const it of timePrecisions) expect(paper.precision[it]).toBe(screen.timePrecisionChoice[it])
  expect(paper.exercises).toEqual(screen.exerciseChoice)
  const monday = Date.parse('2024-01-01')
  const { format } = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  expect(paper.weekdays).toEqual([0, 1, 2, 3, 4, 5, 6].map((day) => format(monday + day * 86_400_000)))
})

it('has the same blanks in both languages, and fills them', () => {
  const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort()
  const sayings = (language: 'en' | 'ar') =>
    Object.entries(wordsOf(language)).filter(([, it]) => typeof it === 'string')
  const [english, arabic] = [new Map(sayings('en')), new Map(sayings('ar'))]
  expect([...arabic.keys()].sort()).toEqual([...english.keys()].sort())
  for (const [key, text] of english) expect([key, blanks(String(arabic.get(key)))]).toEqual([key, blanks(String(text))])
  expect(filled('Page {n} of {all}', { n: 1, all: 2 }).replace(/\p{Cf}/gu, '')).toBe('Page 1 of 2')
})
