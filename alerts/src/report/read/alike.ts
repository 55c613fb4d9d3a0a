import { incidentTypes } from '../../model.js'
import type { Draft, DraftTime, Likeness } from './words.js'
import { instantMs, latestMs } from '../../time.js'

/** How sure it is that two drafts lie at one place, from 0 to 1; null where nothing but their names is known. */
export type Nearness = (a: Draft, b: Draft) => number | null

const least = 0.5

/** Every draft with the earlier ones that it may tell again, best first. Only a person joins them. */
export function withLikeness(drafts: readonly Draft[], nearness: Nearness = () => null): readonly Draft[] {
  return drafts.map((draft, at) => {
    const mayBe = drafts.slice(0, at).flatMap((earlier) => likeness(draft, earlier, nearness) ?? [])
    return { ...draft, mayBe: mayBe.toSorted((a, b) => b.score - a.score).slice(0, 3) }
  })
}

function likeness(draft: Draft, earlier: Draft, nearness: Nearness): Likeness | null {
  if (draft.kind.value !== earlier.kind.value || draft.place === null || earlier.place === null) return null
  if (sharesSentence(draft, earlier) || !overlap(draft.time.value, earlier.time.value)) return null
  const near = nearness(draft, earlier) ?? nameLikeness(draft.place.value.name, earlier.place.value.name)
  if (near < least || family(draft) !== family(earlier)) return null
  const sameType = draft.type.value === earlier.type.value
  const reasons = [
    { reason: 'place' as const, words: `${draft.place.value.name} ~ ${earlier.place.value.name}` },
    { reason: 'time' as const, words: draft.time.value.occurredFrom.slice(0, 10) },
    ...(sameType ? [{ reason: 'type' as const, words: draft.type.value }] : []),
    ...(draft.actorCertainty === earlier.actorCertainty ? [] : [attributionDiffers(draft, earlier)]),
  ]
  return { draft: earlier.draft, score: Math.round((0.6 * near + 0.2 + (sameType ? 0.2 : 0.1)) * 100) / 100, reasons }
}

function attributionDiffers(a: Draft, b: Draft) {
  const words = (it: Draft) => it.actors[0]?.value ?? it.actorCertainty
  return { reason: 'attribution-differs' as const, words: `${words(a)} / ${words(b)}` }
}

function sharesSentence(a: Draft, b: Draft): boolean {
  return a.told[0]?.start === b.told[0]?.start
}

function overlap(a: DraftTime, b: DraftTime): boolean {
  return instantMs(a.occurredFrom) <= latestMs(b) && instantMs(b.occurredFrom) <= latestMs(a)
}

/** An attack may be told as a clash, a bomb or a murder; it is not told as a protest. */
function family(draft: Draft): string {
  const { class: upper } = incidentTypes[draft.type.value]
  return upper === 'explosion' || upper === 'violence-against-civilians' ? 'battle' : upper
}

/** How alike two spellings are: the mean of the edit likeness of their consonants and of their folded letters. */
export function nameLikeness(a: string, b: string): number {
  return (editLikeness(skeleton(a), skeleton(b)) + editLikeness(folded(a), folded(b))) / 2
}

export function folded(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/^(?:al|el|as|ash|ad|at|az|an|ar|ed|es|er|ez|eth)[- ]/, '').replace(/[^\p{L}\p{N}]/gu, '')
}

function skeleton(name: string): string {
  const sounds = folded(name).replace(/th|dh/g, 'd').replace(/kh/g, 'h').replace(/gh|q/g, 'g').replace(/sh/g, 's')
  return sounds.replace(/[aeiouyw]/g, '').replace(/(.)\1/g, '$1')
}

function editLikeness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length)
  return longest === 0 ? 0 : 1 - edits(a, b) / longest
}

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1]
    for (const [j, other] of Array.from(b).entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)))
    row = next
  }
  return row.at(-1) ?? 0
}
