import type { Story } from './story.js'

/**
 * Stories in the style of monthly reports that came after all rules, with what they must give written down before they
 * were read: 6 of 10 came out whole, in every field, with 5 others. Nothing was mended by them.
 */
export const lateStories: readonly Story[] = [
  {
    name: 'a quarter by the river',
    publishedAt: '2023-10-02T09:00:00Z',
    text: `September along the river

Fighting between tribal gunmen and the SDF went on until the middle of the month; the towns of the eastern bank were under curfew.

On 8 September, gunmen attacked a water station in Abu Hamam and wounded two guards. A day later a roadside bomb killed three fighters near al-Tayyana.

On the morning of 19 September, unknown men on a motorcycle opened fire on a teacher in Hajin. She survived.

Twenty-three people were arrested in September, most of them in raids.`,
    expected: [
      { type: 'armed-clash', place: 'Abu Hamam', day: '2023-09-08', injured: 2 },
      { type: 'ied', place: 'al-Tayyana', day: '2023-09-09', killed: 3 },
      { type: 'attack-on-civilians', place: 'Hajin', day: '2023-09-19' },
    ],
  },
  {
    name: 'a month in the prisons',
    publishedAt: '2022-07-04T09:00:00Z',
    text: `Detention in June

Guards at a prison in Qamishli put down a riot on 5 June. One inmate died and eight were injured.

On 14 June officials said they had uncovered a plan to smuggle phones and knives into Ghwayran prison; two cooks were detained.

Three detainees escaped from a hospital in Raqqa on 23 June. One of them was caught the next day.

There are about 10,000 suspected fighters in 14 prisons in the region.`,
    expected: [
      { type: 'prison-break', place: 'Qamishli', day: '2022-06-05', killed: 1, injured: 8 },
      { type: 'plot', place: 'Ghwayran prison', day: '2022-06-14', kind: 'threat' },
      { type: 'prison-break', place: 'Raqqa', day: '2022-06-23' },
    ],
  },
  {
    name: 'a month in the hills',
    publishedAt: '2023-08-01T09:00:00Z',
    text: `Hill districts, July

Two soldiers were killed by a mine near Amadiya on 4 July.

Aircraft bombed the village of Kani Masi on the night of 10 July, setting fields on fire. No one was hurt.

In Sheladze, several hundred people marched through the town on 16 July against the strikes. Police used tear gas.

A journalist was detained at a checkpoint outside Duhok on 25 July and released after a few hours.

The council counted 57 strikes in July against 41 in June.`,
    expected: [
      { type: 'ied', place: 'Amadiya', day: '2023-07-04', killed: 2 },
      { type: 'air-strike', place: 'Kani Masi', day: '2023-07-10', killed: 0 },
      { type: 'protest-with-intervention', place: 'Sheladze', day: '2023-07-16' },
      { type: 'arrest', place: 'Duhok', day: '2023-07-25' },
    ],
  },
]
