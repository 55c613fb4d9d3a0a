import type { Story } from './story.js'

/**
 * Stories that were written after the rules, to see how far these carry. First read, 6 of 12 came out whole, in every
 * field, and nothing else with them; two faults that they showed were mended then (places after "hit", a leading space).
 */
export const unseenStories: readonly Story[] = [
  {
    name: 'an agency item on a checkpoint and a reprisal',
    publishedAt: '2021-07-05T17:00:00Z',
    text: `Five soldiers killed in Homs desert ambush

Five soldiers were killed and eleven wounded on Saturday night when IS fighters ambushed a bus carrying troops east of Palmyra, a monitoring group said. Warplanes later bombed caves in the area.

In a separate incident, a landmine killed a shepherd near Sukhna on Sunday.

IS has stepped up its attacks in the desert this year.`,
    expected: [
      { type: 'ambush', place: 'east of Palmyra', day: '2021-07-03', killed: 5, injured: 11 },
      { type: 'ied', place: 'Sukhna', day: '2021-07-04', killed: 1 },
    ],
  },
  {
    name: 'a monthly security note for aid workers',
    publishedAt: '2022-12-01T09:00:00Z',
    text: `Security note, November

On 3 November the driver of an aid agency was kidnapped on the road between Raqqa and Tabqa. He was released two days later.

Armed men broke into a warehouse in Manbij on 9 November and stole medical supplies.

On 20 November air strikes hit Kobani and Tal Rifaat, killing at least eleven people.

There were nine incidents that involved aid workers in November, against six in October.`,
    expected: [
      { type: 'abduction', place: 'road between Raqqa and Tabqa', day: '2022-11-03' },
      { type: 'looting', place: 'Manbij', day: '2022-11-09' },
      { type: 'air-strike', place: 'Kobani', day: '2022-11-20' },
      { type: 'air-strike', place: 'Tal Rifaat', day: '2022-11-20' },
    ],
  },
  {
    name: 'messages of a patrol',
    publishedAt: '2023-08-28T20:00:00Z',
    text: `1630Z clashes ongoing in Busayrah between SDF and tribal fighters, 3 KIA.
1710Z mortar rounds landed nr Omar field, nil cas.
1845Z road blocked by residents at Izba, burning tyres.`,
    expected: [
      { type: 'armed-clash', place: 'Busayrah', day: '2023-08-28', killed: 3 },
      { type: 'shelling', place: 'Omar field', day: '2023-08-28', killed: 0 },
      { type: 'violent-demonstration', place: 'Izba', day: '2023-08-28' },
    ],
  },
  {
    name: 'a statement about a suicide attack abroad',
    publishedAt: '2023-01-30T18:00:00Z',
    text: `A suicide bomber blew himself up in a mosque in Peshawar during noon prayers on Monday, killing at least 59 people and wounding more than 150, officials said. Most of the victims were police officers.

A commander of the Taliban claimed responsibility; the group's spokesman denied it.

The city has seen many such attacks over the past two decades.`,
    expected: [{ type: 'suicide-bomb', place: 'Peshawar', day: '2023-01-30', killed: 59, injured: 151 }],
  },
  {
    name: 'a camp bulletin',
    publishedAt: '2022-09-12T12:00:00Z',
    text: `A tent fire in Roj camp on Friday injured a mother and two children. The cause was a gas stove, the administration said.

Guards at al-Hol camp foiled an escape attempt by six women on Saturday. Two smugglers were arrested.

The camp houses some 55,000 people, most of them children.`,
    expected: [
      { type: 'accident', place: 'Roj camp', day: '2022-09-09', injured: 3 },
      { type: 'plot', place: 'al-Hol camp', day: '2022-09-10', kind: 'threat' },
    ],
  },
]
