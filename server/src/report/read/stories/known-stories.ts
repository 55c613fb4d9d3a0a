import type { Story } from './story.js'

/** Stories that the rules were written with. Outlets and events are made up; places are real. */
export const knownStories: readonly Story[] = [
  {
    name: 'a daily security report by governorate',
    publishedAt: '2022-03-15T06:00:00Z',
    text: `Daily security report, 14 March 2022

Deir ez-Zor governorate
- An IED targeted an SDF vehicle near Hajin, injuring two fighters.
- Unidentified gunmen on a motorcycle shot dead a former council member in the town of al-Shuhayl.
- Residents of Gharanij held a protest against the lack of bread.

Hasakah governorate
- The Internal Security Forces arrested three suspected IS members in al-Hol camp.
- Turkish-backed factions shelled the village of Umm al-Kayf with mortars; no casualties were reported.`,
    expected: [
      { type: 'ied', place: 'Hajin', day: '2022-03-14', injured: 2 },
      { type: 'assassination', place: 'al-Shuhayl', day: '2022-03-14', killed: 1 },
      { type: 'demonstration', place: 'Gharanij', day: '2022-03-14' },
      { type: 'arrest', place: 'al-Hol camp', day: '2022-03-14' },
      { type: 'shelling', place: 'Umm al-Kayf', day: '2022-03-14', killed: 0 },
    ],
  },
  {
    name: 'a monthly report with counts',
    publishedAt: '2022-05-02T09:00:00Z',
    text: `April in review

The monitoring centre recorded 21 IS attacks in April, down from 27 in March. Sixteen people were killed in them and nine were injured over the month.

The gravest came on 10 April, when a car bomb exploded at a market in Raqqa, killing at least seven civilians and wounding dozens. IS claimed responsibility for the attack.

On 18 April gunmen ambushed a tanker convoy on the road from Hasakah to Deir ez-Zor. Two drivers were killed.

Security forces carried out 14 raids during the month and detained 61 people.`,
    expected: [
      { type: 'vehicle-bomb', place: 'Raqqa', day: '2022-04-10', killed: 7 },
      { type: 'ambush', place: 'road from Hasakah to Deir ez-Zor', day: '2022-04-18', killed: 2 },
    ],
  },
  {
    name: 'a field message',
    publishedAt: '2021-11-09T06:10:00Z',
    text: '0530Z IED vs SDF veh on Hasakah–Shaddadi rd, 2 x WIA, unconf.',
    expected: [{ type: 'ied', place: 'Hasakah–Shaddadi rd', day: '2021-11-09', injured: 2, unconfirmed: true }],
  },
  {
    name: 'several field messages in one',
    publishedAt: '2022-01-21T12:00:00Z',
    text: `0715Z SAF heard vic Ghwayran prison, Hasakah
0740Z VBIED at main gate Sina'a prison, 5 x KIA
0900Z demo in Qamishli, approx 200 pax, peaceful`,
    expected: [
      { type: 'armed-clash', place: 'Ghwayran prison', day: '2022-01-21' },
      { type: 'vehicle-bomb', place: "Sina'a prison", day: '2022-01-21', killed: 5 },
      { type: 'demonstration', place: 'Qamishli', day: '2022-01-21' },
    ],
  },
  {
    name: 'a statement of a force about a foiled attack and a raid',
    publishedAt: '2022-09-20T16:00:00Z',
    text: `Statement

Our forces thwarted an attempt to smuggle explosives into al-Hol camp on Sunday. Two persons were arrested at the scene and a quantity of ammunition was seized.

In a separate operation on Monday night, our units raided a house in the town of Tal Hamis and captured a cell leader. Nobody was hurt.

Our forces hold thousands of detainees in difficult conditions and call on the world to help.`,
    expected: [
      { type: 'plot', place: 'al-Hol camp', day: '2022-09-18', kind: 'threat' },
      { type: 'arrest', place: 'Tal Hamis', day: '2022-09-19' },
    ],
  },
  {
    name: 'sources that contradict each other',
    publishedAt: '2022-06-08T18:00:00Z',
    text: `Drone strike kills commander near Ain Issa

A drone strike hit a vehicle near Ain Issa on Wednesday morning, killing a local commander and his driver, local sources said. A spokesman for the force denied that a commander was among the dead.

Hours later artillery fire landed in the village of Zirgan. The hospital in Tal Tamr said it had received four wounded. The report could not be independently verified.

Residents said the shelling has been routine since 2019.`,
    expected: [
      { type: 'drone', place: 'Ain Issa', day: '2022-06-08', killed: 2 },
      { type: 'shelling', place: 'Zirgan', day: '2022-06-08', unconfirmed: true },
    ],
  },
  {
    name: 'a warning that is to come',
    publishedAt: '2023-02-01T08:00:00Z',
    text: `Advisory for staff

Local authorities warned of possible attacks on NGO offices in Qamishli within the next few days. Movements to the office are suspended.

Last week unknown persons threw a hand grenade at a warehouse in Qamishli. No casualties were reported.

Analysts say that attacks could increase in spring.`,
    expected: [
      { type: 'plot', place: 'Qamishli', kind: 'threat' },
      { type: 'grenade', place: 'Qamishli', killed: 0 },
    ],
  },
  // From here on: written after the first rules, which read 9 of 15 whole; then mended by what they missed.
  {
    name: 'an agency item on a market bombing',
    publishedAt: '2020-07-26T15:00:00Z',
    text: `At least eight killed as blast hits market in Ras al-Ayn

At least eight people, among them two children, were killed on Sunday when a motorcycle rigged with explosives blew up in a vegetable market in Ras al-Ayn, a war monitor said. Nineteen others were wounded, some of them critically.

No group has claimed the bombing. Ankara blamed Kurdish fighters, who rejected the charge.

It was the third such attack in the town since June.`,
    expected: [{ type: 'vehicle-bomb', place: 'Ras al-Ayn', day: '2020-07-26', killed: 8, injured: 19 }],
  },
  {
    name: 'a weekly bulletin in prose',
    publishedAt: '2022-08-14T10:00:00Z',
    text: `Weekly bulletin, 7 to 13 August

On 8 August, a roadside bomb went off as a patrol passed near the village of Abu Khashab; one soldier died. The next day two men on a motorbike opened fire on a checkpoint at the entrance of Busayrah and fled. Three guards were wounded.

In Raqqa, dozens of teachers demonstrated outside the education office on 10 August over unpaid salaries.

On 12 August a woman was found dead in al-Hol camp. It was the fifth murder in the camp this month.

Coalition aircraft were seen over the Omar oil field throughout the week.`,
    expected: [
      { type: 'ied', place: 'Abu Khashab', day: '2022-08-08', killed: 1 },
      { type: 'checkpoint-attack', place: 'Busayrah', day: '2022-08-09', injured: 3 },
      { type: 'demonstration', place: 'Raqqa', day: '2022-08-10' },
      { type: 'attack-on-civilians', place: 'al-Hol camp', day: '2022-08-12', killed: 1 },
    ],
  },
  {
    name: 'short messages of a convoy',
    publishedAt: '2023-05-03T18:00:00Z',
    text: `1120Z convoy reports RPG and small arms fire 3 km south of Markada, no casualties.
1305Z UXO found beside M4 near Tal Tamr, engineers called.
1415Z RTA between Qamishli and Amuda, 1 KIA 4 WIA.`,
    expected: [
      { type: 'armed-clash', place: '3 km south of Markada', day: '2023-05-03', killed: 0 },
      { type: 'ied', place: 'Tal Tamr', day: '2023-05-03' },
      { type: 'accident', place: 'between Qamishli and Amuda', day: '2023-05-03', killed: 1, injured: 4 },
    ],
  },
  {
    name: 'an item from elsewhere in the world',
    publishedAt: '2024-03-19T20:00:00Z',
    text: `Gunmen abducted eleven villagers in Katsina state late on Monday, residents told a local radio station. The attackers arrived in the village of Kusa on motorcycles, burned several houses and shot a farmer dead.

Police confirmed the attack but gave no figures. In neighbouring Zamfara, soldiers freed 12 hostages on Tuesday after a firefight near Anka in which two soldiers were wounded.

More than 300 people have been kidnapped in the region since January.`,
    expected: [
      { type: 'abduction', place: 'Kusa', day: '2024-03-18' },
      { type: 'armed-clash', place: 'Anka', day: '2024-03-19', injured: 2 },
    ],
  },
  {
    name: 'a prison attack told with doubts',
    publishedAt: '2022-01-21T08:00:00Z',
    text: `Fighters attacked the Sina'a prison in Hasakah on Thursday evening after two car bombs exploded at its gate and at a fuel depot nearby. Inmates rioted inside and an unknown number escaped, the SDF said.

Between 20 and 30 people were reported killed. Unconfirmed reports say that gunmen also attacked a checkpoint in the district of Zuhour.

The prison holds about 3,500 inmates.`,
    expected: [
      { type: 'vehicle-bomb', place: "Sina'a prison", day: '2022-01-20' },
      { type: 'prison-break', place: null, day: '2022-01-20' },
      { type: 'checkpoint-attack', place: 'Zuhour', unconfirmed: true },
    ],
  },
  {
    name: 'a statement with a list of places',
    publishedAt: '2023-10-06T17:00:00Z',
    text: `Warplanes struck power stations in Qamishli, Amuda and Derik on Thursday, the administration said in a statement. Six workers were killed and four injured.

It called on the guarantor states to act. Electricity was cut in most of the region.

A day earlier the ministry in Ankara had announced that all infrastructure would be a target.`,
    expected: [
      { type: 'air-strike', place: 'Qamishli', day: '2023-10-05' },
      { type: 'air-strike', place: 'Amuda', day: '2023-10-05' },
      { type: 'air-strike', place: 'Derik', day: '2023-10-05' },
    ],
  },
]
