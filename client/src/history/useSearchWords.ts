import { askedText, formatUtc, searchParts, type SearchPart, type SearchTongue } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { isolated } from '../ui/isolated.js'
import { useTrendWords } from '../trend/useTrendWords.js'
import { useWords } from '../ui/words.js'
import { formatDay } from '../world/when.js'
import { sourceName } from './sourceNames.js'
import { useWorld } from '../world/useWorld.js'

/** What a search asks for, as the reader would say it; `named` is what was called something by its id when it was asked. */
export function useSearchWords(named: () => Readonly<Record<string, string>> | undefined = () => undefined) {
  const { t, locale } = useI18n()
  const words = useWords()
  const { weekday } = useTrendWords()
  const { world } = useWorld()
  const day: SearchTongue['day'] = (at) => formatDay(at, locale.value)
  const tongue = (): SearchTongue => ({
    comma: t('comma'),
    ...{ day, type: words.type, weekday: (of) => weekday(of, 'long') },
    field: (of) => t(`history.${of}`),
    severity: (of) => t(`severity.${of}`),
    kind: (of) => t(`kind.${of}`),
    status: (of) => t(`status.${of}`),
    precision: (of) => t(`timePrecisionChoice.${of}`),
    exercise: (of) => t(`exerciseChoice.${of}`),
    moment: (at) => `${day(at)} ${formatUtc(at)}`,
    zone: (id) => named()?.[id] ?? world.value?.zones.get(id)?.name ?? null,
    source: (id) => named()?.[id] ?? sourceName(id),
  })
  const parts = (search: Readonly<Record<string, string>>) => searchParts(search, tongue())
  return {
    /** One field of it. */
    asked: (name: Parameters<typeof askedText>[0], value: string) => askedText(name, value, tongue()),
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
