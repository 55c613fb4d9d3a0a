import { z } from 'zod'
import { contract } from './route.js'

export const healthOut = z
  .object({
    status: z.enum(['ok', 'unavailable']),
    database: z.enum(['embedded', 'server']),
    version: z.string(),
    /** Head of the change feed; null while the database is away. */
    seq: z.int().nullable(),
    startedAt: z.string(),
  })
  .meta({ id: 'Health' })
export type HealthOut = z.output<typeof healthOut>

export const platformRoutes = {
  health: contract({
    method: 'GET',
    path: '/api/health',
    tag: 'platform',
    summary: 'Whether the server can ingest; 503 otherwise',
    permission: 'open',
    answers: [{ status: 200, schema: healthOut, description: 'It can' }],
  }),
  openapi: contract({
    method: 'GET',
    path: '/api/openapi.json',
    tag: 'platform',
    summary: 'This document',
    permission: 'open',
    answers: [{ status: 200, schema: z.record(z.string(), z.unknown()), description: 'OpenAPI 3.1' }],
  }),
  metrics: contract({
    method: 'GET',
    path: '/metrics',
    tag: 'platform',
    summary: 'Prometheus text; open on the machine itself, elsewhere for whoever may read',
    permission: 'open',
    answers: [{ status: 200, type: 'text/plain', description: 'Prometheus exposition format' }],
  }),
}
