import type { Story } from './story.js'

/**
 * Short notices with datelines, killings and sightings, with what they must give written down before they were
 * read: 7 of 10 came out whole. Of the rest, "for an hour" was taken for an hour from now and sheep for people; that is
 * mended.
 */
export const briefStories: readonly Story[] = [
  {
    name: 'a morning of notices',
    publishedAt: '2022-03-10T08:00:00Z',
    text: `DEIR EZ-ZOR, March 10 (Agency) – Unknown gunmen killed two members of the internal security forces near the town of al-Suwar on Tuesday evening, a local source said.

In Hajin, a landmine left over from earlier battles killed a shepherd and a dozen of his sheep on Wednesday.

A reconnaissance drone circled over the camp at al-Hol for an hour on Wednesday night, residents said. Nobody was hurt.

The administration said schools in the area would open again on Sunday.`,
    expected: [
      { type: 'armed-clash', place: 'al-Suwar', day: '2022-03-08', killed: 2 },
      { type: 'ied', place: 'Hajin', day: '2022-03-09', killed: 1 },
      { type: 'other', place: 'al-Hol', day: '2022-03-09' },
    ],
  },
  {
    name: 'three lines from the north',
    publishedAt: '2023-11-20T18:00:00Z',
    text: `QAMISHLI — A drone struck a vehicle on the road between Amuda and Qamishli on Monday morning, killing three people, among them a woman.

Earlier, shells fell on the outskirts of Zarkan, without casualties.

In Manbij, a man was shot dead outside his home on Sunday by two men on a motorcycle. No group has claimed responsibility for the killing.`,
    expected: [
      { type: 'drone', place: 'road between Amuda and Qamishli', day: '2023-11-20', killed: 3 },
      { type: 'shelling', place: 'outskirts of Zarkan', day: '2023-11-20', killed: 0 },
      { type: 'assassination', place: 'Manbij', day: '2023-11-19', killed: 1 },
    ],
  },
  {
    name: 'a statement on a night',
    publishedAt: '2021-12-05T10:00:00Z',
    text: `Statement of the press office

Our forces repelled an attack by IS cells on a checkpoint in the village of al-Jurdi late on Friday. Four of the attackers were killed and one fighter of ours was wounded.

During the same night a bomb planted on the road to al-Busayrah was defused.

We call on residents to report anything suspicious.`,
    expected: [
      { type: 'checkpoint-attack', place: 'al-Jurdi', day: '2021-12-03', killed: 4, injured: 1 },
      { type: 'ied', place: 'al-Busayrah', day: '2021-12-03' },
    ],
  },
  {
    name: 'a weekend in the badia',
    publishedAt: '2024-02-12T12:00:00Z',
    text: `Eleven people collecting truffles were killed on Saturday when gunmen opened fire on their car in the desert of Rusafa, monitors reported. Three others are missing.

On Sunday, two soldiers died when their vehicle hit a mine near al-Sukhnah.

Rights groups say more than 60 truffle hunters have been killed since January.`,
    expected: [
      { type: 'attack-on-civilians', place: 'Rusafa', day: '2024-02-10', killed: 11 },
      { type: 'ied', place: 'al-Sukhnah', day: '2024-02-11', killed: 2 },
    ],
  },
]
