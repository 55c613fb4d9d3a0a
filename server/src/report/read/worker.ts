import { parentPort } from 'node:worker_threads'
import { readReport } from '@cordon/alerts'
import { isReadOrder, type ReadAnswer, type ReadOrder } from './order.js'
import { readTime } from './when.js'

/** Reads texts in a thread of its own: a long one takes longer than the server may be busy with one thing. */
const port = parentPort
if (port === null) throw new Error('Texts are read in a worker thread only.')

function answer({ id, input }: ReadOrder): ReadAnswer {
  try {
    const { text, publishedAt, offsetMinutes } = input
    return { id, reading: readReport(text, { publishedMs: Date.parse(publishedAt), offsetMinutes, readTime }) }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}

port.on('message', (order: unknown) => {
  if (isReadOrder(order)) port.postMessage(answer(order))
})

/** Patterns are compiled when they are first used; that time is not the first text's. */
const sample =
  'Gunmen attacked a checkpoint near Aleppo, on the road from Aleppo to Homs, on Monday, police said. Two were killed.'
answer({ id: 0, input: { text: sample, publishedAt: '2020-01-01T00:00:00.000Z', offsetMinutes: 0 } })
port.postMessage('ready')
