import { formatUtc } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { isolated } from '../ui/isolated.js'
import { useTrendWords } from '../trend/useTrendWords.js'
import { useWords } from '../ui/words.js'
import { formatDay } from '../world/when.js'
import { useWorld } from '../world/useWorld.js'
import { askedText, searchParts, type SearchPart, type SearchTongue } from './searchWords.js'

/** What a search asks for, as the reader would say it. */
export function useSearchWords() {
  const { t, locale } = useI18n()
  const words = useWords()
  const { weekday } = useTrendWords()
  const { world } = useWorld()
  const day: SearchTongue['day'] = (at) => formatDay(at, locale.value)
  const tongue: SearchTongue = {
    ...{ t, day, type: words.type, weekday: (of) => weekday(of, 'long') },
    moment: (at) => `${day(at)} ${formatUtc(at)}`,
    zone: (id) => world.value?.zones.get(id)?.name ?? null,
  }
  const parts = (search: Readonly<Record<string, string>>) => searchParts(search, tongue)
  return {
    /** One field of it. */
    asked: (name: Parameters<typeof askedText>[0], value: string) => askedText(name, value, tongue),
    parts,
    part: partText,
    /** All of it in one line; empty where it asks for nothing. */
    line: (search: Readonly<Record<string, string>>) => parts(search).map(partText).join(' · '),
  }
}

/** Whatever language it is in, it does not turn the line around it. */
function partText({ name, text }: SearchPart): string {
  return `${name}: ${isolated(text)}`
}
