import { parentPort } from 'node:worker_threads'
import { accept, timesOfTexts, type CalendarOrder } from './order.js'

const port = parentPort
if (port === null) throw new Error('Calendars that may take long are read in a worker thread only.')

const isOrder = (it: unknown): it is CalendarOrder => typeof it === 'object' && it !== null && 'what' in it

port.on('message', (word: unknown) => {
  if (!isOrder(word)) return
  port.postMessage(word.what === 'accept' ? accept(word.text, word.nowMs) : timesOfTexts(word.texts, word.window))
})
