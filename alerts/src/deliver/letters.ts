import { grouped } from '../review/grouped.js'

/** What is due to one address. */
export interface Due {
  readonly id: string
  /** What it was sent with before, and has to be sent with again: it bears that key. */
  readonly letterId: string | null
  /** What it tells: whatever tells the same is one message to people, such as an incident that met several rules. */
  readonly subject: string
  /** Whether it is told by itself however much is due, as a report with its document is. */
  readonly isAlone: boolean
}

/** What is told in one message, under one key over all tries. */
export interface Letter<T extends Due> {
  readonly key: string
  readonly of: readonly T[]
  /** Whether its deliveries have to be marked as told in it before it is sent: else its key might tell more another time. */
  readonly isNew: boolean
}

/** Above so many messages at once people are told by a digest. */
export const mostAlone = 5

/**
 * Puts what is due to one address into messages: to people each subject by itself, or in a flood all in one; to programs
 * each delivery. What was in one message stays in it, so that a repeat is known by its key.
 */
export function lettersOf<T extends Due>(
  due: readonly T[],
  { toPeople }: { readonly toPeople: boolean },
): readonly Letter<T>[] {
  const begun = new Map<string, T[]>()
  const fresh: T[] = []
  for (const it of due) {
    if (it.letterId === null) fresh.push(it)
    else begun.set(it.letterId, [...(begun.get(it.letterId) ?? []), it])
  }
  const again = [...begun].map(([key, of]) => ({ key, of, isNew: false }))
  const together = toPeople ? forPeople(fresh) : fresh.map((it) => [it])
  return [...again, ...together.flatMap((of) => letterOf(of, toPeople))]
}

/** What of it is told together to people. */
function forPeople<T extends Due>(fresh: readonly T[]): readonly (readonly T[])[] {
  const others = fresh.filter(({ isAlone }) => !isAlone)
  const subjects = grouped(others, ({ subject }) => subject)
  const alone = fresh.filter(({ isAlone }) => isAlone).map((it) => [it])
  return [...(subjects.length > mostAlone ? [others] : subjects), ...alone]
}

function letterOf<T extends Due>(of: readonly T[], toPeople: boolean): readonly Letter<T>[] {
  const [first] = of
  return first === undefined ? [] : [{ key: first.id, of, isNew: toPeople && !first.isAlone }]
}

/** After a digest an address is left alone for a while, so that what follows comes in one message as well. */
const restMs = 20_000

/** How long an address has to be left alone after a message. */
export function restAfterMs({ of }: Letter<Due>): number {
  return new Set(of.map(({ subject }) => subject)).size > 1 ? restMs : 0
}
