import type { Story } from './story.js'

/**
 * Stories in the style of monthly reports, each with what it must give written down before the reader had seen it. First
 * read, 7 of 19 came out whole, in every field, with 10 others; what was missed was mended afterwards by general rules.
 */
export const monthStories: readonly Story[] = [
  {
    name: 'a monthly review of cell attacks',
    publishedAt: '2023-03-03T10:00:00Z',
    text: `Sleeper cells in February

Cells carried out 11 attacks during February, five fewer than in January. Nine people were killed and six were wounded.

On February 2, two members of the Internal Security Forces were killed when gunmen fired on their vehicle in Theban. IS claimed the attack on its channels.

On February 9, a former employee of the civil council was shot dead outside his home in al-Hawayij. No one claimed responsibility.

On February 17, an explosive device was detonated next to an oil tanker on the road between al-Suwar and Markada. The driver was injured.

Four raids took place in the same month, and 17 suspects were arrested.`,
    expected: [
      { type: 'ambush', place: 'Theban', day: '2023-02-02', killed: 2 },
      { type: 'assassination', place: 'al-Hawayij', day: '2023-02-09', killed: 1 },
      { type: 'ied', place: 'road between al-Suwar and Markada', day: '2023-02-17', injured: 1 },
    ],
  },
  {
    name: 'a monthly review of a camp',
    publishedAt: '2022-12-05T10:00:00Z',
    text: `The camp in November

Two girls were found murdered in al-Hol camp on 15 November. Both had been stabbed.

On 22 November, residents of the Annex attacked a guard post with stones; three guards were hurt. The guards fired in the air.

Security forces raided the fifth sector of al-Hol camp on 28 November and detained six persons suspected of running a cell.

Altogether, 42 people have been killed in the camp since the start of the year. The camp holds 53,000 people.`,
    expected: [
      { type: 'attack-on-civilians', place: 'al-Hol camp', day: '2022-11-15', killed: 2 },
      { type: 'mob-violence', place: 'Annex', day: '2022-11-22', injured: 3 },
      { type: 'arrest', place: 'al-Hol camp', day: '2022-11-28' },
    ],
  },
  {
    name: 'a monthly review of shelling along a front',
    publishedAt: '2022-08-02T08:00:00Z',
    text: `July along the northern front

Artillery fired from the Turkish side landed in Tal Tamr on 3 July. There were no casualties.

A drone targeted a car on the road to Ain Issa on 8 July. One person died and two were taken to hospital with injuries.

In the evening of 21 July, rockets hit the village of Maranaz, wounding a woman.

Shelling was recorded on 24 days of the month; in June it had been 19.`,
    expected: [
      { type: 'shelling', place: 'Tal Tamr', day: '2022-07-03', killed: 0 },
      { type: 'drone', place: 'Ain Issa', day: '2022-07-08', killed: 1, injured: 2 },
      { type: 'shelling', place: 'Maranaz', day: '2022-07-21', injured: 1 },
    ],
  },
  {
    name: 'a monthly note on the roads',
    publishedAt: '2023-06-01T08:00:00Z',
    text: `Road note, May

4 May: robbers stopped a minibus near Tall Brak and took money and phones from the passengers. Nobody was harmed.

11 May: a mine exploded under a tractor in the eastern countryside of Raqqa, killing a farmer and injuring his son.

19 May: an armed group set up a checkpoint at the entrance of Jadid Akidat and kidnapped two traders. They were freed after a ransom was paid.

27 May: villagers blocked the highway at Tal Alo to demand water.`,
    expected: [
      { type: 'looting', place: 'Tall Brak', day: '2023-05-04' },
      { type: 'ied', place: 'eastern countryside of Raqqa', day: '2023-05-11', killed: 1, injured: 1 },
      { type: 'abduction', place: 'Jadid Akidat', day: '2023-05-19' },
      { type: 'demonstration', place: 'Tal Alo', day: '2023-05-27' },
    ],
  },
  {
    name: 'a monthly review with doubtful claims',
    publishedAt: '2021-12-04T09:00:00Z',
    text: `What we know of November

Gunmen believed to belong to IS cells attacked a checkpoint of the SDF in Rweished on the night of 12 November. Local pages said that four fighters were killed; the SDF confirmed two dead.

A suicide bomber was reported in al-Busayrah on 18 November, but the report could not be confirmed.

On 25 November, an attempted bombing of a police station in Raqqa was prevented and one man was arrested.

IS itself claimed 14 attacks in November, more than we could verify.`,
    expected: [
      { type: 'checkpoint-attack', place: 'Rweished', day: '2021-11-12' },
      { type: 'suicide-bomb', place: 'al-Busayrah', day: '2021-11-18', unconfirmed: true },
      { type: 'plot', place: 'Raqqa', day: '2021-11-25', kind: 'threat' },
    ],
  },
  {
    name: 'a monthly review from another country',
    publishedAt: '2023-02-01T09:00:00Z',
    text: `January in the lake region

Suspected insurgents ambushed an army patrol outside Damboa on 6 January. Three soldiers died and their vehicle was burnt.

On 14 January two aid workers were abducted in Monguno. Their organisation has asked for their release.

A market in Mafa was burned down on 20 January by unknown attackers. At least 12 people were killed.

The army says that it killed more than 80 insurgents in January.`,
    expected: [
      { type: 'ambush', place: 'Damboa', day: '2023-01-06', killed: 3 },
      { type: 'abduction', place: 'Monguno', day: '2023-01-14' },
      { type: 'attack-on-civilians', place: 'Mafa', day: '2023-01-20', killed: 12 },
    ],
  },
]
