import { incidentStatuses, incidentTypes, timePrecisions, type IncidentType } from '@cordon/alerts'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { filled, wordsOf } from './words.js'

const page = z.object({
  type: z.record(z.string(), z.string()),
  status: z.record(z.string(), z.string()),
  timePrecision: z.record(z.string(), z.string()),
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

it('has the same blanks in both languages, and fills them', () => {
  const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort()
  const sayings = (language: 'en' | 'ar') =>
    Object.entries(wordsOf(language)).filter(([, it]) => typeof it === 'string')
  const [english, arabic] = [new Map(sayings('en')), new Map(sayings('ar'))]
  expect([...arabic.keys()].sort()).toEqual([...english.keys()].sort())
  for (const [key, text] of english) expect([key, blanks(String(arabic.get(key)))]).toEqual([key, blanks(String(text))])
  expect(filled('Page {n} of {all}', { n: 1, all: 2 }).replace(/\p{Cf}/gu, '')).toBe('Page 1 of 2')
})
