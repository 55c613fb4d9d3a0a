import type { RecordMapping } from '@cordon/alerts'
import type { Chunk } from './chunks.js'
import type { Inspection } from './inspect.js'

/** What a thread is asked: to tell what a file holds, or to read its rows from one on. */
export type ReadOrder =
  | { readonly what: 'inspect'; readonly path: string }
  | {
      readonly what: 'rows'
      readonly path: string
      readonly mapping: RecordMapping | null
      readonly fromRow: number
      readonly now: string
    }

/** What a thread tells. Whoever hears a chunk asks for the next one by any message. */
export type ReadReport =
  | { readonly kind: 'inspection'; readonly inspection: Inspection }
  | { readonly kind: 'chunk'; readonly chunk: Chunk; readonly share: number }
  | { readonly kind: 'refused'; readonly message: string }

/** The order with which a thread was started by us. */
export function readOrder(data: unknown): ReadOrder {
  if (isOrder(data)) return data
  throw new Error('Expected an order to read a file.')
}

function isOrder(data: unknown): data is ReadOrder {
  return typeof data === 'object' && data !== null && 'what' in data && 'path' in data
}
