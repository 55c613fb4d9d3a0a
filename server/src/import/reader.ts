import { say } from '@cordon/alerts'
import { Worker } from 'node:worker_threads'
import { endOf, readerMb } from '../feed/read/thread-end.js'
import type { ReadOrder, ReadReport } from './order.js'

/** A file that could not be read: the thread that read it ended. */
export class ReadFault extends Error {
  override readonly name = 'ReadFault'
}

/** The built file, also when this runs from the sources: a thread cannot run those. */
const entry = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/import/read-worker.js' : './read-worker.js',
  import.meta.url,
)

/** Reads a file in a thread of its own, so that the event loop is never held; the thread ends with the generator. */
export async function* readInThread(order: ReadOrder): AsyncGenerator<ReadReport> {
  // A file that would take more memory than this ends its thread, not the server.
  const worker = new Worker(entry, {
    workerData: order,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: readerMb },
  })
  try {
    for (;;) {
      const report = await nextOf(worker)
      if (report === null) return
      yield report
      if (report.kind !== 'chunk' || report.chunk.finished) return
      worker.postMessage('next')
    }
  } finally {
    await worker.terminate()
  }
}

function nextOf(worker: Worker): Promise<ReadReport | null> {
  return new Promise((resolve, reject) => {
    const heard = (report: ReadReport) => settle(() => resolve(report))
    const failed = (error: unknown) =>
      settle(() => reject(new ReadFault(say('read.fileFault', { fault: endOf(error) }))))
    const ended = () => settle(() => resolve(null))
    const settle = (end: () => void) => {
      worker.off('message', heard).off('error', failed).off('exit', ended)
      end()
    }
    worker.on('message', heard).on('error', failed).on('exit', ended)
  })
}
