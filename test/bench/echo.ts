/** The least that an HTTP server can be: what a round trip over loopback costs at least. */
import { createServer } from 'node:http'

const server = createServer((request, response) => request.resume().on('end', () => response.end('{}')))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  process.stdout.write(`http://127.0.0.1:${address.port}\n`)
})
process.on('SIGTERM', () => process.exit(0))
