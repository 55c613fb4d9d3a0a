import type { Language } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Selection } from '../floor/selection.js'
import { languages, speak } from '../i18n/i18n.js'
import { usePlaces } from '../places.js'
import { useSession } from '../session/useSession.js'
import { open } from '../shell/dialogs.js'
import { themes, useTheme } from '../theme/theme.js'
import { offeredKeys } from '../ui/useKeys.js'
import { useFindings } from '../ui/useFindings.js'
import { useWords } from '../ui/words.js'
import { isOpen } from '../world/world.js'
import { useWorld } from '../world/useWorld.js'
import { controlsIn, toldApart } from './controls.js'
import { apartTexts, type Entry } from './found.js'
import { onceEach, waysOf } from './ways.js'

/** Everything that the palette can do and lead to now: what keys do first, then places and settings, then things by name. */
export function useEntries(): () => readonly Entry[] {
  const [acts, settings, things] = [useActs(), useSettings(), useThings()]
  return () => {
    const named = [...acts(), ...settings()]
    return [...named, ...onPage(named), ...things()]
  }
}

const act = (id: string, text: string, run: () => void): Entry => ({ id, text, key: null, kind: 'act', run })

/** All else that stands on the page to be pressed or filled in; what is named already is not named twice. */
function onPage(named: readonly Entry[]): readonly Entry[] {
  const texts = new Set(named.map(({ text }) => text))
  const keys = new Set(named.map(({ key }) => key))
  const others = controlsIn(document).filter(({ name, key }) => !texts.has(name) && (key === null || !keys.has(key)))
  return toldApart(others).map(([text, { isField, use }], at) => ({
    ...act(`control ${at}`, text, use),
    kind: isField ? 'field' : 'button',
  }))
}

/** What keys do now, and the places of the page. */
function useActs(): () => readonly Entry[] {
  const { t } = useI18n()
  const router = useRouter()
  const places = usePlaces()
  const { may } = useSession()

  const otherWords = (also: string | null) => (also === null ? {} : { also: t(`palette.also.${also}`) })
  const way = (to: string) => () => void router.push(to)
  return () => {
    const keys = offeredKeys().filter(({ label }) => label !== 'keys.palette')
    const { keyed, ways } = onceEach(keys, waysOf(places.value, may))
    return [
      ...keyed.map(({ it: { key, label, run }, also }) => ({
        ...{ ...act(`key ${key}`, t(label), run), key },
        ...otherWords(also),
      })),
      ...ways.map(({ to, label, also }): Entry => ({
        ...{ ...act(to, t(label), way(to)), kind: 'place' },
        ...otherWords(also),
      })),
    ]
  }
}

function useSettings(): () => readonly Entry[] {
  const { t, locale } = useI18n()
  const { chosen } = useTheme()

  return () => {
    const other: Language = locale.value === 'ar' ? 'en' : 'ar'
    const named = (theme: (typeof themes)[number]) => `${t('theme.title')}: ${t(`theme.${theme}`)}`
    return [
      ...themes.map((theme) => act(`theme ${theme}`, named(theme), () => (chosen.value = theme))),
      act('language', languages[other].name, () => void speak(other)),
      act('password', t('password.menu'), () => open('password')),
      act('licences', t('licences.title'), () => open('licences')),
    ]
  }
}

/** What there is, by name: open alerts, facilities, zones and the incidents that the page knows. */
function useThings(): () => readonly Entry[] {
  const router = useRouter()
  const { world } = useWorld()
  const words = useWords()
  const { kept } = useFindings()

  function thing(kind: Selection['kind'], id: string, text: string): Entry {
    const run = () => void router.push({ path: '/floor', query: { sel: `${kind}:${id}` } })
    return { id: `${kind} ${id}`, text, key: null, kind, run }
  }
  return () => {
    if (world.value === null) return []
    const { alerts, facilities, zones, incidents } = world.value
    const open = [...alerts.values()].filter(isOpen)
    const texts = apartTexts(
      open,
      (it) => `${words.titleOf(it)} · ${it.zoneName}`,
      (it) => kept(it.ruleName),
    )
    return [
      ...open.map((it, at) => thing('alert', it.id, texts[at] ?? '')),
      ...[...facilities.values()].map(({ id, name }) => thing('facility', id, name)),
      ...[...zones.values()].flatMap(({ id, name, archived }) => (archived ? [] : [thing('zone', id, name)])),
      ...[...incidents.values()].map((it) => thing('incident', it.id, words.title(it))),
    ]
  }
}
