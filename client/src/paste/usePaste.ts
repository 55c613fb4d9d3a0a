import type { LeftOut, PlacedDraft } from '@cordon/alerts'
import { computed, effectScope, ref, shallowReactive, shallowRef } from 'vue'
import type { Answer, Failure } from '../api/http.js'
import { readText } from '../api/reading.js'
import { addReport, tellReport } from '../api/reports.js'
import type { IncidentFeature } from '@cordon/server/wire'
import {
  formOf,
  formProblem,
  incidentSaid,
  reportSaid,
  type DraftForm,
  type FormProblem,
  type Telling,
} from './draftForm.js'
import { useSession } from '../session/useSession.js'
import { readCoordinates } from '../ui/coordinates.js'
import { serverNow } from '../world/clock.js'
import { takeBack } from './takeBack.js'

/**
 * What became of a draft. A stored one has left the page; one that was taken back is kept as withdrawn, with the incident
 * that it founded refuted, and may be let stand again.
 */
export type Fate =
  { readonly is: 'open' | 'discarded' } | { readonly is: 'stored' | 'undone'; readonly incidentId: string }

/** A draft, its form and what became of it. */
export interface Card {
  readonly draft: PlacedDraft
  readonly form: DraftForm
  readonly fate: Fate
  /** The same words are stored once, however often they are sent. */
  readonly onceAs: string
}

export type Refused =
  { readonly why: 'field'; readonly field: FormProblem } | { readonly why: 'first'; readonly draft: number }

const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-')

/** The drafts of a text, one of them in hand. */
function useCards() {
  const telling = shallowRef<Telling | null>(null)
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
  /** The incident that a draft tells again; null where it tells its own, or one that is not stored yet. */
  function toldAgain({ sameAs }: DraftForm): string | null {
    if (sameAs === null) return null
    return sameAs.is === 'incident' ? sameAs.id : storedAs(sameAs.draft)
  }
  /** Why a draft cannot be confirmed yet; null where it can. */
  function refusal({ form }: Card): Refused | null {
    const field = formProblem(form, telling.value?.source ?? '')
    if (field !== null) return { why: 'field', field }
    return form.sameAs?.is === 'draft' && toldAgain(form) === null ? { why: 'first', draft: form.sameAs.draft } : null
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
  const open = computed(() => cards.value.filter((it) => it.fate.is === 'open'))
  return { telling, cards, at, card, open, put, correct, toldAgain, refusal, move, moveOn }
}

function useAsking() {
  const failure = shallowRef<Failure | null>(null)
  const busy = ref(false)
  /** Asks the server for one thing at a time; a failure is shown, and gives null. */
  async function ask<T>(work: () => Promise<Answer<T> | null>): Promise<T | null> {
    if (busy.value) return null
    busy.value = true
    const answer = await work()
    busy.value = false
    failure.value = answer === null || answer.ok ? null : answer.failure
    return answer?.ok === true ? answer.value : null
  }
  return { busy, failure, ask }
}

/** What is typed before it is read; `published` is empty until somebody says it. */
export interface Typed {
  text: string
  source: string
  published: string
  offsetMinutes: number
}

type Desk = ReturnType<typeof aDesk>
/** Each person's own, for as long as the page is open: whoever looks something up elsewhere finds it as it was. */
const desks = new Map<string, Desk>()

/** A text on its way into the watch: read, corrected, confirmed one by one. It outlives the view. */
export function usePaste(): Desk {
  const by = useSession().account.value?.id ?? ''
  const found = desks.get(by) ?? effectScope(true).run(aDesk) ?? aDesk()
  if (desks.size === 0) window.addEventListener('beforeunload', keepOpen)
  desks.set(by, found)
  return found
}

/** What is undecided is gone with the page: the browser asks. */
function keepOpen(event: BeforeUnloadEvent): void {
  if ([...desks.values()].some((desk) => desk.open.value.length > 0)) event.preventDefault()
}

function aDesk() {
  const { toldAgain, ...held } = useCards()
  const { telling } = held
  const typed = shallowReactive<Typed>({ text: '', source: '', published: '', offsetMinutes: 0 })
  /** When the text was read: what was stored before is in its drafts' suggestions. */
  const readAt = ref('')
  const leftOut = shallowRef<readonly LeftOut[]>([])
  const { busy, failure, ask } = useAsking()

  async function read(said: Telling & { readonly offsetMinutes: number }) {
    const found = await ask(() => readText(said))
    if (found === null) return
    telling.value = { text: said.text, source: said.source, publishedAt: said.publishedAt }
    held.cards.value = found.drafts.map(newCard)
    leftOut.value = found.leftOut
    held.at.value = 0
    readAt.value = new Date(serverNow()).toISOString()
    Object.assign(typed, { text: '', published: '' })
  }
  async function confirm(it: Card): Promise<IncidentFeature | null> {
    const over = telling.value
    if (over === null || held.refusal(it) !== null || it.fate.is !== 'open') return null
    const stored = await ask(() => send(it, over, toldAgain(it.form)))
    if (stored !== null) held.put(it.draft.draft, { fate: { is: 'stored', incidentId: stored.id } })
    return stored
  }
  /** Takes back what was confirmed, or lets it stand again. */
  async function undo({ draft, form, fate }: Card, reason: string): Promise<IncidentFeature | null> {
    const over = telling.value
    if (over === null || (fate.is !== 'stored' && fate.is !== 'undone')) return null
    const { incidentId } = fate
    const isBack = fate.is === 'stored'
    const said = reportSaid(form, draft, over)
    const changed = await ask(() => takeBack({ incidentId, said, isBack, reason }))
    if (changed !== null) held.put(draft.draft, { fate: { is: isBack ? 'undone' : 'stored', incidentId } })
    return changed
  }
  function again() {
    telling.value = null
    held.cards.value = []
  }
  return { ...held, leftOut, failure, busy, typed, readAt, read, confirm, undo, again }
}

function newCard(draft: PlacedDraft): Card {
  return { draft, form: formOf(draft), fate: { is: 'open' }, onceAs: newKey() }
}

/** Stores a draft as a report: of the incident that it tells again, or with the one that it founds. */
async function send(
  { form, draft, onceAs }: Card,
  over: Telling,
  same: string | null,
): Promise<Answer<IncidentFeature> | null> {
  const said = reportSaid(form, draft, over)
  if (same !== null) return addReport(same, said, onceAs)
  const where = readCoordinates(form.coordinates)
  return where.ok ? tellReport({ ...said, incident: incidentSaid(form, where.position) }, onceAs) : null
}
