import type { Story } from './story.js'

/** Stories that taught the rules bodies that are found, harm told in words, and days that count from others. Events are made up. */
export const campStories: readonly Story[] = [
  {
    name: 'a month with murders in a camp',
    publishedAt: '2022-11-03T09:00:00Z',
    text: `October 2022: cells in north and east Syria

In October the centre documented 19 attacks attributed to sleeper cells, four fewer than in September. Twelve people were killed and several were wounded. IS claimed eleven of them.

On 3 October, two gunmen on a motorcycle opened fire on a checkpoint of the Internal Security Forces (Asayish) at the western entrance of al-Busayrah, killing one member and wounding two.

On the night of 7 October an IED hit a military vehicle of the SDF on the road between Hajin and Abu Hamam. The SDF said several casualties resulted. According to the camp administration, the body of an Iraqi refugee was found in section four of al-Hol camp on 9 October. She had been shot in the head.

A week later a second body was discovered in the same camp.

The SDF, with the support of the International Coalition, arrested a cell leader in al-Shuhayl on 15 October. Two of his companions were killed in the exchange of fire.

In the camps, four murders were recorded, against six in September. The security forces carried out nine raids and detained 27 suspects.`,
    expected: [
      { type: 'checkpoint-attack', place: 'al-Busayrah', day: '2022-10-03', killed: 1, injured: 2 },
      { type: 'ied', place: 'road between Hajin and Abu Hamam', day: '2022-10-07' },
      { type: 'attack-on-civilians', place: 'al-Hol camp', day: '2022-10-09', killed: 1 },
      { type: 'attack-on-civilians', place: null, day: '2022-10-16', killed: 1 },
      { type: 'arrest', place: 'al-Shuhayl', day: '2022-10-15', killed: 2 },
    ],
  },
  {
    name: 'a month told by governorate',
    publishedAt: '2023-02-02T09:00:00Z',
    text: `There were 13 attacks in January, of which 8 were claimed. Nine people died and fourteen were injured.

Deir ez-Zor: On 11 January unknown assailants killed the co-chair of the civil council of al-Kasrah in front of his house. On 22 January a hand grenade was thrown at the house of a teacher in Gharanij; there were no casualties.

Hasakah: Several people suffered injuries when a mine left behind by IS went off near al-Shaddadi on 17 January. The SDF said that it had killed an emir in a raid south of al-Dashisha the day after.

The camp administration said the body of a woman was found in a sewage pit of al-Hol on 25 January. According to the SDF, seven suspects were arrested the next day in a security campaign in the camp.`,
    expected: [
      { type: 'attack-on-civilians', place: 'al-Kasrah', day: '2023-01-11', killed: 1 },
      { type: 'grenade', place: 'Gharanij', day: '2023-01-22', killed: 0 },
      { type: 'ied', place: 'al-Shaddadi', day: '2023-01-17', injured: 3 },
      { type: 'arrest', place: 'south of al-Dashisha', day: '2023-01-18', killed: 1 },
      { type: 'attack-on-civilians', place: null, day: '2023-01-25', killed: 1 },
      { type: 'arrest', place: null, day: '2023-01-26' },
    ],
  },
  {
    name: 'a riot of which two sources tell',
    publishedAt: '2022-03-29T12:00:00Z',
    text: `QAMISHLI, 29 March — Clashes broke out at the al-Hol camp overnight between guards and suspected IS members, the camp administration said on Tuesday. Several casualties were reported. A child and a woman were killed and at least ten others were wounded, according to a medical source.`,
    expected: [{ type: 'armed-clash', place: 'al-Hol camp', day: '2022-03-28', killed: 2, injured: 10 }],
  },
  {
    name: 'a message of a liaison officer',
    publishedAt: '2022-05-10T05:00:00Z',
    text: 'At 0215 local, approx 3 km N of Markadah, PKM fire on ISF CP. 1 KIA 3 WIA. Attackers withdrew E. Not verified.',
    expected: [
      {
        ...{ type: 'checkpoint-attack', place: 'approx 3 km N of Markadah', day: '2022-05-10' },
        ...{ killed: 1, injured: 3, unconfirmed: true },
      },
    ],
  },
  {
    name: 'bodies that were found after an abduction',
    publishedAt: '2022-06-20T10:00:00Z',
    text: `The bodies of two brothers were found in an irrigation canal near al-Sabha on Friday, local sources said. They had been abducted from their home in Jadid Bakkarah four days earlier.

A body bearing traces of torture was found on the outskirts of al-Hawayij, eastern Deir ez-Zor, on Saturday morning.`,
    expected: [
      { type: 'attack-on-civilians', place: 'al-Sabha', day: '2022-06-17', killed: 2 },
      { type: 'abduction', place: 'Jadid Bakkarah', day: '2022-06-13' },
      { type: 'attack-on-civilians', place: 'outskirts of al-Hawayij', day: '2022-06-18', killed: 1 },
    ],
  },
]
