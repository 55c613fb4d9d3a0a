import type { PlacedReading } from '@cordon/alerts'
import type { readingRoutes } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'

const read: RouteOf<typeof readingRoutes.read> = { method: 'POST', path: '/api/reports/read' }

/** Reads a text into drafts; nothing is stored. */
export function readText({
  text,
  publishedAt,
  offsetMinutes,
}: {
  readonly text: string
  readonly publishedAt: string
  readonly offsetMinutes: number
}): Promise<Answer<PlacedReading>> {
  return call(read, { body: { text, publishedAt, offsetMinutes } })
}
