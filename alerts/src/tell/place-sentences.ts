/** What a text and the map say against each other, in English; each blank is a value of the finding. Tags keep it. */
export const checkSentences = {
  'place.distance': 'The text says {statedMetres} from {anchor}; {place} is {measuredMetres} from it.',
  'place.direction': 'The text says {direction} of {anchor}; {place} lies {measuredDegrees} of it.',
  'place.unitFits': 'Nothing that is known speaks against {unit}.',
  'place.unitElsewhere':
    'The text says {unit}; the nearest known place, {place}, lies in {placeUnit}, and the nearest of {unit} is {awayMetres} away.',
  'place.unitElsewhereUnnamed':
    'The text says {unit}; the nearest known place, {place}, lies in another governorate, and the nearest of {unit} is {awayMetres} away.',
  'place.unitUnknown': 'The gazetteer knows no governorate called "{unit}".',
  'place.unitsDiffer': 'The text says {unit}, the report says {reported}.',
  'place.notInUnit': '{place} is not in the governorate stated.',
} as const

/** What the house makes of words for a place. */
export const placeSentences = {
  'place.is': '"{text}" is {place}.',
  'place.unknown': 'The gazetteer knows no place called like "{text}".',
  'place.notTwo': '"{text}" names no two places.',
  'place.mayBe': '"{text}" may be {options}.',
  'place.outsideUnit': '"{text}" is like {place}, which lies outside the governorate stated.',
  'place.faint': '"{text}" is only {likePercent} % like {place}.',
  'place.moreLikeOutside':
    '"{text}" is more like {other}, which lies outside the governorate stated, than like {place}.',
  'place.short': '"{text}" is too short a name to be taken for {place} unasked.',

  'place.like': '"{name}" is {likePercent} % like it.',
  'place.liesElsewhere': 'It lies in {unit}, which is not the one stated.',
  'place.liesUnknown': 'It lies in a governorate that is not known, which is not the one stated.',
  'place.liesAsStated': 'It lies in {unit} as stated.',
  'place.away': 'It lies {awayMetres} from where the report is about.',
  'place.awayTooFar': 'It lies {awayMetres} from where the report is about, too far.',
  'place.unitOf': '"{text}" names a governorate of which {count} places are known.',

  'place.at': '{place}; within about {withinMetres}.',
  'place.near': 'Near {place}; within about {withinMetres}.',
  'place.outskirts': 'The outskirts of {place}; within about {withinMetres}.',
  'place.outskirtsTo':
    'The {direction}ern outskirts of {place}, at a distance not stated; within about {withinMetres}.',
  'place.countryside': 'The countryside of {place}; within about {withinMetres}.',
  'place.countrysideTo':
    'The {direction}ern countryside of {place}, at a distance not stated; within about {withinMetres}.',
  'place.towards': 'To the {direction} of {place}, at a distance not stated; within about {withinMetres}.',
  'place.sector':
    '{nearMetres} to {farMetres} {direction} of {place}, {spread}° to each side; within about {withinMetres}.',
  'place.ring': '{nearMetres} to {farMetres} from {place}, in a direction not stated; within about {withinMetres}.',
  'place.between': 'Between {place} and {other}, {apartMetres} apart; within about {withinMetres}.',
  'place.road': 'On a road between {place} and {other}, {apartMetres} apart; within about {withinMetres}.',
  'place.unit': 'Somewhere in {unit} governorate; within about {withinMetres}.',
} as const
