import type { LeftOut, PlacedDraft } from '@cordon/alerts'
import { computed, ref, shallowRef } from 'vue'
import { addReport, createIncident } from '../api/incidents.js'
import type { Answer, Failure } from '../api/http.js'
import { readText } from '../api/reading.js'
import type { IncidentFeature } from '@cordon/server/wire'
import { formOf, formProblem, incidentSaid, reportSaid, type DraftForm, type Telling } from './draftForm.js'
import { readCoordinates } from '../ui/coordinates.js'

/** What became of a draft. Only a stored one has left the page. */
export type Fate = { readonly is: 'open' | 'discarded' } | { readonly is: 'stored'; readonly incidentId: string }

/** A draft, its form and what became of it. */
export interface Card {
  readonly draft: PlacedDraft
  readonly form: DraftForm
  readonly fate: Fate
  /** The same words are stored once, however often they are sent. */
  readonly onceAs: string
}

export type Refused =
  { readonly why: 'field'; readonly field: string } | { readonly why: 'first'; readonly draft: number }

const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-')

/** The drafts of a text, one of them in hand. */
function useCards() {
  const cards = ref<readonly Card[]>([])
  const at = ref(0)
  const card = computed(() => cards.value[at.value] ?? null)

  function put(number: number, change: Partial<Card>) {
    cards.value = cards.value.map((it) => (it.draft.draft === number ? { ...it, ...change } : it))
  }
  function correct(number: number, change: Partial<DraftForm>) {
    const found = cards.value.find((it) => it.draft.draft === number)
    if (found) put(number, { form: { ...found.form, ...change }, onceAs: newKey() })
  }
  function storedAs(number: number): string | null {
    const fate = cards.value.find((it) => it.draft.draft === number)?.fate
    return fate?.is === 'stored' ? fate.incidentId : null
  }
  /** Why a draft cannot be confirmed yet; null where it can. */
  function refusal({ form }: Card): Refused | null {
    const field = formProblem(form)
    if (field !== null) return { why: 'field', field }
    return form.sameAs !== null && storedAs(form.sameAs) === null ? { why: 'first', draft: form.sameAs } : null
  }
  function move(by: number) {
    at.value = Math.max(0, Math.min(cards.value.length - 1, at.value + by))
  }
  /** To the next draft that is still open, those after this one first. */
  function moveOn() {
    const after = [...cards.value.keys()].map((it) => (it + at.value + 1) % cards.value.length)
    const next = after.find((it) => cards.value[it]?.fate.is === 'open')
    if (next !== undefined) at.value = next
  }
  return { cards, at, card, put, correct, storedAs, refusal, move, moveOn }
}

/** A text on its way into the watch: read, corrected, confirmed one by one. */
export function usePaste() {
  const { storedAs, ...held } = useCards()
  const telling = shallowRef<Telling | null>(null)
  const leftOut = shallowRef<readonly LeftOut[]>([])
  const failure = shallowRef<Failure | null>(null)
  const busy = ref(false)

  async function read(said: Telling & { readonly offsetMinutes: number }) {
    busy.value = true
    const answer = await readText(said)
    busy.value = false
    failure.value = answer.ok ? null : answer.failure
    if (!answer.ok) return
    telling.value = { text: said.text, source: said.source, publishedAt: said.publishedAt }
    held.cards.value = answer.value.drafts.map(newCard)
    leftOut.value = answer.value.leftOut
    held.at.value = 0
  }
  async function confirm(it: Card): Promise<IncidentFeature | null> {
    if (busy.value || telling.value === null || held.refusal(it) !== null || it.fate.is !== 'open') return null
    busy.value = true
    const same = it.form.sameAs === null ? null : storedAs(it.form.sameAs)
    const answer = await send(it, telling.value, same)
    busy.value = false
    failure.value = answer === null || answer.ok ? null : answer.failure
    if (answer === null || !answer.ok) return null
    held.put(it.draft.draft, { fate: { is: 'stored', incidentId: answer.value.id } })
    return answer.value
  }
  function again() {
    telling.value = null
    held.cards.value = []
  }
  return { ...held, telling, leftOut, failure, busy, read, confirm, again }
}

function newCard(draft: PlacedDraft): Card {
  return { draft, form: formOf(draft), fate: { is: 'open' }, onceAs: newKey() }
}

/** Stores a draft as an incident, or as a report of the one that it tells again. */
async function send(
  { form, draft, onceAs }: Card,
  over: Telling,
  same: string | null,
): Promise<Answer<IncidentFeature> | null> {
  if (same !== null) return addReport(same, reportSaid(form, draft, over), onceAs)
  const where = readCoordinates(form.coordinates)
  return where.ok ? createIncident(where.position, incidentSaid(form, draft, over), onceAs) : null
}
