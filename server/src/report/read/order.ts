import type { Reading } from '@cordon/alerts'
import type { ReadingInput } from '../../wire/index.js'

/** A text on its way to the thread that reads, and what comes back. */
export interface ReadOrder {
  readonly id: number
  readonly input: ReadingInput
}
export type ReadAnswer =
  { readonly id: number; readonly reading: Reading } | { readonly id: number; readonly error: string }

export function isReadOrder(it: unknown): it is ReadOrder {
  return typeof it === 'object' && it !== null && 'id' in it && 'input' in it
}

export function isReadAnswer(it: unknown): it is ReadAnswer {
  return typeof it === 'object' && it !== null && 'id' in it && ('reading' in it || 'error' in it)
}
