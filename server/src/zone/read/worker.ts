import { parentPort } from 'node:worker_threads'
import { readZoneFile } from './zone-file.js'

const port = parentPort
if (port === null) throw new Error('Large files of zones are read in a worker thread only.')

port.on('message', (bytes: unknown) => {
  if (bytes instanceof Uint8Array) void readZoneFile(bytes).then((file) => port.postMessage(file))
})
