import type { SaidChange } from '../ui/saidChange.js'

/** Something that a version says, in the reader's words, null where it says nothing; and what tells it apart, where those do not. */
export type Said = readonly [label: string, text: string | null, is?: string]

/** A version of a zone, or of one of its rules, that somebody made. */
export interface Version {
  readonly of: 'zone' | 'rule'
  readonly id: string
  readonly version: number
  readonly name: string
  readonly at: string
  readonly by: string | null
  /** What it raised. */
  readonly alerts: number
  readonly says: readonly Said[]
}

/** A version with what it changed; null where the one before it is not told. */
export interface Step extends Version {
  readonly changes: readonly SaidChange[] | null
}

/** Versions of several things as one story, the latest first, each against the one before it of the same thing. */
export function stepsOf(versions: readonly Version[]): readonly Step[] {
  const byKey = new Map(versions.map((it) => [`${it.id} ${it.version}`, it]))
  return versions
    .toSorted((a, b) => (a.at === b.at ? b.version - a.version : a.at < b.at ? 1 : -1))
    .map((it) => {
      const before = byKey.get(`${it.id} ${it.version - 1}`)
      return { ...it, changes: before === undefined ? null : changesOf(before.says, it.says) }
    })
}

function changesOf(before: readonly Said[], after: readonly Said[]): readonly SaidChange[] {
  const was = new Map(before.map((it) => [it[0], it]))
  return after
    .filter(([label, text, is]) => {
      const old = was.get(label)
      return text !== (old?.[1] ?? null) || is !== old?.[2]
    })
    .map(([label, to]) => ({ label, from: was.get(label)?.[1] ?? null, to }))
}
