import { faultAt, type Finding } from '@cordon/alerts'
import type { Geometry } from 'geojson'
import type { FieldError } from '../../wire/index.js'

/** What a file may say of a zone beyond its shape, under the names that our own export gives it; not yet looked at. */
export const ownFields = ['radiusMetres', 'widthMetres', 'reachMetres', 'rings'] as const
export type OwnFields = Readonly<Partial<Record<(typeof ownFields)[number], unknown>>>

/** A shape of a file that may become a zone. */
export interface FoundShape {
  /** Which of the file's features it is, from 1: `Placemark 3`, `Feature 2`. */
  readonly of: string
  /** The folders that it lies in, from the outermost on. */
  readonly folders: readonly string[]
  /** Null where the file gives it none. */
  readonly name: string | null
  /** Which of those without a name in its innermost folder it is, from 1, where the format has folders. */
  readonly inFolder?: number
  readonly geometry: Geometry
  readonly own: OwnFields
}

/** A feature that is no shape, and why: the place in the feature, the value and what was expected. */
export interface Unshaped {
  readonly of: string
  readonly name: string | null
  readonly errors: readonly FieldError[]
}

export type Found = FoundShape | Unshaped

/** A part of a feature that was read, or what is wrong with it. */
export type Part<T> = { readonly ok: true; readonly it: T } | { readonly ok: false; readonly error: FieldError }

export function part<T>(it: T): Part<T> {
  return { ok: true, it }
}

/** What is wrong with a part. */
export function wrong(path: string, finding: Finding): Part<never> {
  return { ok: false, error: faultAt(path, finding) }
}

/** All parts, or the first that is wrong. */
export function every<T>(parts: readonly Part<T>[]): Part<readonly T[]> {
  const fault = parts.find((it) => !it.ok)
  return fault?.ok === false ? fault : part(parts.flatMap((it) => (it.ok ? [it.it] : [])))
}
