/** The first story, retold as an article of an outlet that does not exist. Published on Tuesday 9 November 2021, in the evening. */
export const firstStory = {
  publishedAt: '2021-11-09T19:30:00.000Z',
  source: 'Jazira Herald',
  text: `Cells strike SDF positions along the Euphrates after a prison plot is foiled

HASAKAH — Gunmen believed to belong to Islamic State (IS) cells attacked bases and positions of the Syrian Democratic Forces (SDF) across Deir ez-Zor governorate late Monday, in what looks like retaliation for the discovery of a plot against a prison, the Rojava Information Center (RIC) confirmed on Tuesday.

Earlier on Monday, the SDF said it had foiled a plan to free an estimated 5,000 IS members from the Sina’a prison in the city of Hasakah. One IS fighter was killed and at least four were arrested in the operation, according to the SDF. Dozens of firearms, rockets, explosive devices and a store of ammunition were recovered.

The prison stands at the southern edge of the city and was a technical school before the war. It has been on alert since the spring, when guards found a tunnel under one of its yards.

According to the RIC, the attackers struck an SDF headquarters in Busayrah (about 30 km southeast of Deir el-Zour) as well as SDF bases and positions at al-Shahil, al-Thiba and al-Zar. Unconfirmed reports speak of an attack on at least one more SDF checkpoint. A handful of SDF members were injured, the centre said, and two IS operatives were captured with help from US forces.

The US-led task force gave a different account. It spoke of an attack near Diban, about 60 km southeast of Deir el-Zour, by unidentified militants with unknown motives. It added that its troops had fired illumination rounds over the area at the request of the SDF, and that none of its own people took part in the fighting on the ground.

Residents of the river towns have grown used to such nights. The RIC counted 13 IS attacks in October, all of them in Deir ez-Zor. Most were small: a shot at a guard, a grenade over a wall, a threat pinned to a door.

The SDF holds more than 10,000 IS fighters, about 2,000 of them foreigners, in prisons across the north-east. Most of the buildings are former schools and hospitals that were never meant to hold anyone. Officials have asked foreign governments for years to take their nationals home, and warn that the cells outside have not given up on those inside.

“Each time we stop one, we learn of another,” a guard at the prison said. “They have time, and they know the streets better than we do.”

Shops in Busayrah opened late the next morning. By noon the bridge was open again and the market was full, a trader in the town said, though few people stayed out after dark.
`,
} as const
