import { distanceMetres, incidentTypes } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { describeStep, entryOf, type Telling } from './step.js'
import { readStory, storySeconds, type Step } from './theatre.js'

const story = await readStory()
const later = Date.parse('2026-03-01T15:00:00Z') - Date.parse('2021-11-08T15:00:00Z')
const telling: Telling = { name: 'again', exercise: true, shiftMs: later, ids: new Map([['busayrah', 'b']]) }

function stepOf(what: Step['do'], key: string): Step {
  const step = story.steps.find((it) => it.do === what && (it.do === 'incident' ? it.key : it.of) === key)
  if (step === undefined) throw new Error(`no ${what} of ${key}`)
  return step
}

function place(key: string): readonly number[] {
  const step = stepOf('incident', key)
  return step.do === 'incident' ? step.feature.geometry.coordinates : []
}

it('moves every time of a step by as much as those of every other', () => {
  const entry = entryOf(stepOf('incident', 'plot'), telling, '2026-03-01T15:00:00.000Z')
  expect(entry).toMatchObject({
    what: 'new',
    input: {
      properties: {
        occurredFrom: '2026-03-01T00:00:00.000Z',
        occurredTo: '2026-03-08T00:00:00.000Z',
        reportedAt: '2026-03-01T15:00:00.000Z',
        externalId: 'again:plot',
        exercise: true,
      },
    },
  })
})

it('tells history with its own times', () => {
  const step = stepOf('incident', 'busayrah')
  expect(entryOf(step, { ...telling, exercise: false, shiftMs: 0 }, step.at)).toMatchObject({
    input: { properties: { occurredFrom: '2021-11-08T18:00:00.000Z', exercise: false } },
  })
})

it('tells reports and corrections of the incident that this telling has made', () => {
  const at = '2026-03-01T15:00:00.000Z'
  expect(entryOf(stepOf('report', 'busayrah'), telling, at)).toMatchObject({
    what: 'report',
    id: 'b',
    report: { reportedAt: at },
  })
  expect(entryOf(stepOf('correct', 'busayrah'), telling, at)).toMatchObject({ what: 'correct', id: 'b' })
  expect(() => entryOf(stepOf('report', 'assault'), telling, at)).toThrow('speaks of "assault" before it is told')
})

it('tells each step in one line', () => {
  expect(describeStep(stepOf('incident', 'plot'))).toBe(
    "Plot to free inmates of Sina'a prison foiled · Syrian Democratic Forces",
  )
  expect(describeStep(stepOf('report', 'busayrah'))).toBe(
    'SDF headquarters in Busayrah attacked · Rojava Information Center says so too',
  )
  expect(describeStep(stepOf('merge', 'diban'))).toMatch(/^Merged: Very likely the attack at al-Thiba/)
})

it('is told in order, within two minutes, each incident before what is said of it', () => {
  const seconds = story.steps.flatMap((step) => (step.atSeconds === null ? [] : [step.atSeconds]))
  expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
  expect(seconds.at(-1)).toBeLessThanOrEqual(storySeconds)
  expect(story.steps.map((step) => step.at)).toEqual(story.steps.map((step) => step.at).toSorted())
  const known = new Set<string>()
  for (const step of story.steps) {
    if (step.do === 'incident') known.add(step.key)
    else expect(known).toContain(step.of)
  }
})

it('holds the facts of the ground: a stated distance is evidence, not a coordinate', () => {
  const deirEzZor = [40.14084, 35.33588] as const
  const busayrah = [40.42716, 35.15618] as const
  const [lon = 0, lat = 0] = place('busayrah')
  expect(distanceMetres(deirEzZor, busayrah) / 1000).toBeCloseTo(32.8, 1)
  expect(distanceMetres(deirEzZor, [lon, lat]) / 1000).toBeCloseTo(30, 0)
  expect(distanceMetres(busayrah, [lon, lat])).toBeLessThan(12_000)
  const [x = 0, y = 0] = place('dhiban')
  expect(distanceMetres(deirEzZor, [x, y]) / 1000).toBeCloseTo(49, 0)
  expect(place('diban')).toEqual(place('dhiban'))
})

it('names only types, sources and zones that there are', () => {
  const types = story.steps.flatMap((step) => (step.do === 'incident' ? [step.feature.properties.type] : []))
  expect(types.every((type) => type in incidentTypes)).toBe(true)
  const said = story.steps.flatMap((step) =>
    step.do === 'incident' ? [step.feature.properties.source] : step.do === 'report' ? [step.report.source] : [],
  )
  expect(story.sources.map((it) => it.name)).toEqual(expect.arrayContaining(said))
})
