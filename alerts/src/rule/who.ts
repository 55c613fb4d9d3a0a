import { maySameActor } from '../grade/actor.js'
import { foldedWords } from '../place/fold.js'
import { finding } from '../tell/finding.js'
import { pass, stageWhere, stop, type Judgeable } from './stage.js'

/** How many tell it independently of each other; what was stored before they were counted has one. */
export const origins = stageWhere(
  'origins',
  (rule) => rule.minOrigins,
  (leastCount, { incident }) => {
    const values = { originsCount: incident.origins ?? 1, leastCount }
    const isEnough = values.originsCount >= leastCount
    return isEnough ? pass(finding('rule.originsEnough', values)) : stop(finding('rule.originsFew', values))
  },
)

/** Who is named as its author. Names are compared generously: a rule that misses a spelling fails unseen. */
export const actors = stageWhere(
  'actors',
  (rule) => rule.actors,
  (askedActors, { incident }) => {
    const meant = incident.actors.filter((it) => askedActors.some((asked) => maySameActor(it, asked)))
    if (meant.length > 0) return pass(finding('rule.actorAsked', { actors: meant }))
    return stop(finding('rule.actorOther', { actors: incident.actors, askedActors }))
  },
)

/** What it says, in any spelling of letters; a word is found where one begins with it, so that "bomb" finds "bombing". */
export const words = stageWhere(
  'words',
  (rule) => rule.words,
  (askedWords, { incident }) => {
    const said = textsOf(incident).map(foldedWords)
    const word = askedWords.find((asked) => said.some((text) => says(text, foldedWords(asked))))
    if (word !== undefined) return pass(finding('rule.wordFound', { word }))
    return stop(finding('rule.wordMissing', { askedWords }))
  },
)

function textsOf({ title, summary, place, tags, actors, targets }: Judgeable): readonly string[] {
  return [title, summary ?? '', place ?? '', ...tags, ...actors, ...targets]
}

/** Whether the words stand in a text one after the other, the last of them perhaps as the beginning of one. */
function says(text: readonly string[], asked: readonly string[]): boolean {
  if (asked.length === 0) return false
  return text.some((_, from) => asked.every((word, at) => isWord(text[from + at], word, at === asked.length - 1)))
}

function isWord(said: string | undefined, asked: string, isLast: boolean): boolean {
  return said !== undefined && (isLast ? said.startsWith(asked) : said === asked)
}
