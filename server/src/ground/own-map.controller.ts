import { finding } from '@cordon/alerts'
import send from '@fastify/send'
import { Controller, Inject, StreamableFile } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { basename, dirname } from 'node:path'
import { reply } from '../platform/reply.js'
import { deny, fail } from '../platform/result.js'
import { Ranged, Route } from '../platform/route.js'
import { ownMapRoutes as routes } from '../wire/index.js'
import { OwnMap } from './own-map.js'

/** Gives the operator's own map to those who may read what is drawn on it. */
@Controller()
export class OwnMapController {
  constructor(@Inject(OwnMap) private readonly own: OwnMap) {}

  @Route(routes.file)
  async file(@Ranged() asked: FastifyRequest) {
    if (this.own.file === null) return fail('not-found')
    const options = {
      root: dirname(this.own.file),
      dotfiles: 'allow',
      cacheControl: false,
      contentType: false,
    } as const
    const { statusCode, headers, stream } = await send(asked.raw, `/${basename(this.own.file)}`, options)
    // It may have been taken away since.
    if (statusCode === 404) return fail('not-found')
    if (statusCode === 416) {
      const bytes = /\/(\d+)$/.exec(headers['Content-Range'] ?? '')?.[1] ?? '0'
      return deny('no-such-range', finding('denied.fileRange', { bytes }))
    }
    // Whoever looks at a map asks for the same bytes again and again.
    const kept = { ...headers, 'cache-control': 'private, max-age=3600' }
    if (statusCode === 304) return reply(null, { status: 304, headers: kept })
    return reply(new StreamableFile(stream), { status: statusCode === 206 ? 206 : 200, headers: kept })
  }
}
