import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { problemBody } from './problem-reply.js'

/** Where the client's build lies, from the sources as from the build of this file. */
const built = fileURLToPath(new URL('../../../client/dist/', import.meta.url))

const reserved = /^\/(?:api|tiles|live|socket\.io|ogc|metrics)(?:\/|$)/

/** Serves the page, its files and its map; every path of the page is the page itself. */
export async function installPage(instance: FastifyInstance, folder = built): Promise<void> {
  const exists = existsSync(folder)
  if (exists) await instance.register(fastifyStatic, { root: folder, serve: false, cacheControl: false, setHeaders })
  instance.get('/*', { config: { page: true } }, (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    if (reserved.test(path)) return reply.callNotFound()
    if (!exists) {
      return reply.send(problemBody(reply, { code: 'not-found', detail: 'The page is not built: npm run build.' }))
    }
    return reply.sendFile(fileOf(path))
  })
}

/** A path whose last part has an ending is a file, every other one is a view of the page. */
function fileOf(path: string): string {
  return /\.[\w-]+$/.test(path) ? decoded(path) : 'index.html'
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** The build puts a hash into the names of what lies in assets, so that it never changes under its name. */
function setHeaders(reply: { setHeader: (name: string, value: string) => void }, path: string): void {
  const hashed = path.includes('/assets/')
  reply.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
}
