/**
 * The obvious way to build it, to be measured against: Nest, TypeORM entities with relations, one ST_DWithin over all
 * zones with each zone's own radius and rules, one save a row. `NAIVE_INDEX=on` is the same with buffered zones under a
 * GiST index. An alert says which zone and how far, as ours does. It validates nothing, knows no sources, no revisions, no
 * trace and no change feed.
 */
import 'reflect-metadata'
import { Body, Controller, Inject, Module, Post } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { DataSource, EntitySchema, type EntitySchemaColumnOptions } from 'typeorm'

interface Incident {
  id: string
  type: string
  title: string
  severity: string
  occurredFrom: string
  point: object
  recordedAt: Date
}

interface Alert {
  id: string
  state: string
  incident: Incident
  zone: { id: string }
  distanceMetres: number
  raisedAt: Date
}

interface Delivery {
  id: string
  alert: Alert
  channel: string
  address: string
  state: string
  dueAt: Date
}

/** What a rule of a zone near by asks for, and how far away that zone is. */
interface Near {
  readonly id: string
  readonly metres: number
  readonly severity: string | null
  readonly type: string | null
  readonly nights: boolean
}

interface Posted {
  readonly properties: Pick<Incident, 'type' | 'title' | 'severity' | 'occurredFrom'>
  readonly geometry: { readonly coordinates: readonly [number, number] }
}

const id = { type: 'uuid', primary: true, generated: 'uuid' } satisfies EntitySchemaColumnOptions
const text = { type: 'text' } satisfies EntitySchemaColumnOptions
const number = { type: 'double precision' } satisfies EntitySchemaColumnOptions
const time = { type: 'timestamptz' } satisfies EntitySchemaColumnOptions
const point = { type: 'geography', spatialFeatureType: 'Point', srid: 4326 } satisfies EntitySchemaColumnOptions

const zones = new EntitySchema<{ id: string; name: string }>({
  name: 'naive_zone',
  synchronize: false,
  columns: { id, name: text },
})
const incidents = new EntitySchema<Incident>({
  name: 'naive_incident',
  columns: { id, type: text, title: text, severity: text, occurredFrom: time, point, recordedAt: time },
  indices: [{ columns: ['occurredFrom'] }, { columns: ['point'], spatial: true }],
})
const alerts = new EntitySchema<Alert>({
  name: 'naive_alert',
  columns: { id, state: text, distanceMetres: number, raisedAt: time },
  relations: {
    incident: { type: 'many-to-one', target: 'naive_incident', nullable: false },
    zone: { type: 'many-to-one', target: 'naive_zone', nullable: false },
  },
  indices: [{ columns: ['raisedAt'] }, { columns: ['incident', 'zone'], unique: true }],
})
const deliveries = new EntitySchema<Delivery>({
  name: 'naive_delivery',
  columns: { id, channel: text, address: text, state: text, dueAt: time },
  relations: { alert: { type: 'many-to-one', target: 'naive_alert', nullable: false } },
  indices: [{ columns: ['dueAt'] }],
})

const here = `ST_SetSRID(ST_MakePoint($1, $2), 4326)`
const all = `
  select z.id, greatest(0, ST_Distance(z.shape, ${here}::geography) - z.radius) as metres, r.severity, r.type, r.nights
  from naive_zone z join naive_rule r on r.zone_id = z.id`
const scan = `${all} where ST_DWithin(z.shape, ${here}::geography, z.radius)`
const probe = `${all} where ST_Intersects(z.buffered, ${here})`
const indexed = process.env['NAIVE_INDEX'] === 'on'

function fires({ severity, type, nights }: Near, incident: Posted['properties']): boolean {
  return (
    (severity === null || severity === incident.severity) &&
    (type === null || type === incident.type) &&
    (!nights || isNight(new Date()))
  )
}

function isNight(now: Date): boolean {
  const hour = Number(now.toLocaleTimeString('en', { timeZone: 'Asia/Damascus', hour: '2-digit', hourCycle: 'h23' }))
  return hour >= 18 || hour < 6
}

@Controller()
class IncidentController {
  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  @Post('/incidents')
  async create(@Body() { properties, geometry }: Posted) {
    const now = new Date()
    const place = { type: 'Point', coordinates: geometry.coordinates }
    const said = { ...properties, point: place, recordedAt: now }
    const incident = await this.source.getRepository(incidents).save(said)
    const near: Near[] = await this.source.query(indexed ? probe : scan, [...geometry.coordinates])
    for (const { id, metres } of near.filter((rule) => fires(rule, said))) {
      const raised = { state: 'new', incident, zone: { id }, distanceMetres: metres, raisedAt: now }
      const alert = await this.source.getRepository(alerts).save(raised)
      const owed = { alert, channel: 'page', address: 'room', state: 'due', dueAt: now }
      await this.source.getRepository(deliveries).save(owed)
    }
    return incident
  }
}

@Module({
  controllers: [IncidentController],
  providers: [{ provide: DataSource, useFactory: openSource }],
})
class NaiveModule {}

function openSource(): Promise<DataSource> {
  const url = process.env['DATABASE_URL'] ?? ''
  const entities = [zones, incidents, alerts, deliveries]
  return new DataSource({ type: 'postgres', url, entities, synchronize: true, poolSize: 10 }).initialize()
}

const app = await NestFactory.create<NestFastifyApplication>(NaiveModule, new FastifyAdapter(), { logger: false })
await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${await app.getUrl()}\n`)
