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
    const name = encodeURIComponent(basename(this.own.file))
    const { statusCode, headers, stream } = await send(withWeakMark(asked.raw), `/${name}`, options)
    if (statusCode === 416) {
      const bytes = /\/(\d+)$/.exec(headers['Content-Range'] ?? '')?.[1] ?? '0'
      return deny('no-such-range', finding('denied.fileRange', { bytes }))
    }
    // Whoever looks at a map asks for the same bytes again and again.
    const kept = { ...headers, ...strongMark(headers.ETag), 'cache-control': 'private, max-age=3600' }
    if (statusCode === 304) return reply(null, { status: 304, headers: kept })
    if (statusCode === 200 || statusCode === 206) {
      return reply(new StreamableFile(stream), { status: statusCode, headers: kept })
    }
    // It may have been taken away since.
    return fail('not-found')
  }
}

/**
 * A file that is replaced by another is known by its mark, so that no page reads tiles of the new one where the old one had
 * them. Who reads ranges goes by strong marks alone; ours stand for size and millisecond, and `mv` changes both.
 */
function strongMark(mark: string | undefined): { readonly ETag?: string } {
  return mark === undefined ? {} : { ETag: mark.replace(/^W\//, '') }
}

/** The file is sent by one who knows weak marks alone. */
function withWeakMark(asked: FastifyRequest['raw']): FastifyRequest['raw'] {
  const mark = asked.headers['if-range']
  if (typeof mark === 'string' && mark.startsWith('"')) asked.headers['if-range'] = `W/${mark}`
  return asked
}
