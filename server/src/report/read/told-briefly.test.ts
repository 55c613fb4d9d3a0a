import { readReport, type Draft } from '@cordon/alerts'
import { describe, expect, it } from 'vitest'
import { readTime } from './when.js'

const read = (text: string, offsetMinutes = 0) =>
  readReport(text, { publishedMs: Date.parse('2021-11-12T12:00:00Z'), offsetMinutes, readTime })

/** What a draft says, in one line. */
function said(it: Draft): string {
  const killed = it.casualties?.value.killed
  const harm = killed == null ? '' : `, killed ${killed.best ?? `${killed.low}–${killed.high}`}`
  const when = it.time.value.occurredFrom.slice(0, 10)
  return `${it.type.value} @ ${it.place?.value.name ?? '–'} on ${when}${harm}`
}

describe('one sentence', () => {
  it.each([
    ['Gunmen killed three people near Tal Tamr yesterday.', 'attack-on-civilians @ Tal Tamr on 2021-11-11, killed 3'],
    ['Two soldiers were killed near Ain Issa on Tuesday.', 'armed-clash @ Ain Issa on 2021-11-09, killed 2'],
    ['A drone was seen over Hasakah this morning.', 'other @ Hasakah on 2021-11-12'],
    ['An unidentified drone circled over Qamishli on Monday.', 'other @ Qamishli on 2021-11-08'],
    ['A drone struck a car near Kobani on Monday.', 'drone @ Kobani on 2021-11-08'],
    ['A shell hit the market in Tal Tamr on Monday, killing two.', 'shelling @ Tal Tamr on 2021-11-08, killed 2'],
    ['An ambush near Hajin on Monday killed three soldiers and a driver.', 'ambush @ Hajin on 2021-11-08, killed 4'],
    [
      'An ambush near Hajin on Monday killed three soldiers and two civilians were wounded.',
      'ambush @ Hajin on 2021-11-08, killed 3',
    ],
    ['A mine near Hajin killed 20 sheep on Monday.', 'ied @ Hajin on 2021-11-08'],
    ['A mine exploded near Hajin on Monday; 20 sheep were killed.', 'ied @ Hajin on 2021-11-08'],
  ])('%s', (text, wanted) => {
    expect(read(text).drafts.map(said)).toEqual([wanted])
  })
})

it('tells the day of the sentence before that of the line in which it was written', () => {
  const text = 'HASAKAH, 12 November (ANHA) — Gunmen attacked a checkpoint near Tal Tamr on Tuesday.'
  expect(read(text).drafts.map(said)).toEqual(['checkpoint-attack @ Tal Tamr on 2021-11-09'])
  expect(read('QAMISHLI, 10 November — Gunmen attacked a checkpoint near Tal Tamr.').drafts.map(said)).toEqual([
    'checkpoint-attack @ Tal Tamr on 2021-11-10',
  ])
})

it('keeps the date of what is known to the day alone, whatever the clock of the text', () => {
  const text = 'Gunmen attacked a checkpoint near Tal Tamr on Tuesday.'
  expect([-300, 0, 180].map((offset) => read(text, offset).drafts[0]?.time.value)).toEqual(
    [0, 1, 2].map(() => ({ occurredFrom: '2021-11-09T00:00:00.000Z', occurredTo: null, timePrecision: 'day' })),
  )
})

it('takes nobody for a source or for who did it where nobody claims it', () => {
  const text =
    'A bomb exploded near Hajin on Monday. No group has claimed responsibility for the attack.\n\nA mine exploded near Raqqa on Tuesday.'
  const { drafts } = read(text)
  expect(drafts.map(({ actors, claims, actorCertainty }) => ({ actors, claims, actorCertainty }))).toEqual([
    { actors: [], claims: [], actorCertainty: 'unknown' },
    { actors: [], claims: [], actorCertainty: 'not-stated' },
  ])
})

it('names those who did it by the group they belong to', () => {
  const actors = (text: string) => read(text).drafts.flatMap((it) => it.actors.map((actor) => actor.value))
  expect(actors('IS fighters attacked a checkpoint near Hajin on Monday.')).toEqual(['IS fighters'])
  expect(actors('Fighters of the Islamic State attacked a checkpoint near Hajin on Monday.')).toEqual([
    'Fighters of the Islamic State',
  ])
})

it('names whom it was against whole, and no place twice', () => {
  const targets = (text: string) => read(text).drafts.flatMap((it) => it.targets.map((target) => target.value))
  expect(targets('A roadside bomb hit a vehicle of the Deir ez-Zor Military Council near Hajin on Monday.')).toEqual([
    'vehicle of the Deir ez-Zor Military Council',
  ])
  const warning = 'The SDF warned on Monday that cells are preparing an attack on Ghwayran prison in Hasakah.'
  expect(read(warning).drafts.map((it) => it.title)).toEqual(['Warning or plot: Ghwayran prison'])
})

it('joins the dead of a second sentence to what was told before', () => {
  const text = 'Gunmen attacked a checkpoint near Hajin on Monday. Two soldiers were killed and one was wounded.'
  expect(read(text).drafts.map(said)).toEqual(['checkpoint-attack @ Hajin on 2021-11-08, killed 2'])
})

it('shows what it did not understand instead of passing over it', () => {
  const { drafts, leftOut } = read('Something strange went on in Hajin on Monday.')
  expect(drafts).toEqual([])
  expect(leftOut.map(({ why }) => why)).toEqual(['unclear'])
})

it.each([
  ['a row of articles', 'al-'.repeat(30_000)],
  ['a row of stops', '.'.repeat(100_000)],
  ['a row of blanks', ' '.repeat(100_000)],
  ['a row of line ends', '\n'.repeat(100_000)],
  ['blanks between words', `attack ${' '.repeat(50_000)} near ${' '.repeat(50_000)} Hajin`],
])('reads %s in a time that grows with its length alone', (_, text) => {
  // Growth with the square would take minutes, which the runner's limit tells.
  expect(read(text).drafts.length).toBeLessThan(2)
})

describe('harm told in words', () => {
  const harmIn = (text: string) => read(text).drafts.map(({ casualties }) => casualties?.value)
  const upTo = (high: number) => ({ low: null, best: null, high })

  it.each([
    ['A car bomb at the Friday market of Tal Abyad caused several casualties on Tuesday.', upTo(9)],
    ['A roadside bomb near Tel Tamr on Tuesday killed or wounded five soldiers.', upTo(5)],
    ['Shelling of Ain Issa on 9 November resulted in casualties.', null],
    ['At least six casualties were reported after an IED blast in al-Bab on Tuesday.', null],
  ])('says at most how many were killed, and how many hurt: %s', (text, most) => {
    expect(harmIn(text)).toMatchObject([{ killed: most, injured: most }])
    expect(harmIn(text)[0]?.words).toMatch(/casualties|killed or wounded/)
  })

  it('gives way to figures, and what another source tells is held against it and not added', () => {
    const drone =
      'The SDF said that a drone targeted a car near Kobani on Tuesday and that several fighters were killed.'
    expect(harmIn(`${drone} The Observatory put the toll at four dead.`)).toMatchObject([
      { killed: { low: 3, best: null, high: 9 } },
    ])
    expect(harmIn('A bomb in Hajin caused casualties on Tuesday. Two people were killed in the blast.')).toMatchObject([
      { killed: { low: null, best: 2, high: null }, injured: null },
    ])
  })
})

it('never tells what happened as still to come', () => {
  const text =
    'Gunmen attacked a checkpoint near Tal Tamr on Thursday. A week later another checkpoint was attacked in Hajin.'
  expect(
    read(text)
      .drafts.map(said)
      .map((it) => it.slice(-10)),
  ).toEqual(['2021-11-11', '2021-11-11'])
})

it('names who is cited by the whole name, with the day that stands before it', () => {
  const text =
    'A bomb exploded in Hajin on 2 November, the camp administration of Roj said. Two died, according to a medical source.'
  const [draft] = read(text).drafts
  expect(draft?.claims.map(({ value }) => value.who)).toEqual(['camp administration of Roj', 'medical source'])
  expect(draft?.time.value).toMatchObject({ occurredFrom: '2021-11-02T00:00:00.000Z', timePrecision: 'day' })
})

it('lists for a person what sums up more than is told after it', () => {
  const text =
    'Several explosions shook the north on Tuesday, killing six people.\n\nGunmen attacked a checkpoint near Hajin on Monday.'
  expect(read(text).leftOut).toMatchObject([{ why: 'unclear' }])
})
