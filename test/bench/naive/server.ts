/**
 * The obvious way to build it, to be measured against: Nest, TypeORM repositories, one ST_DWithin over all zones with
 * each zone's own radius, one save a row. `NAIVE_INDEX=on` is the same with buffered zones under a GiST index.
 * It validates nothing, knows no sources, no revisions and no change feed.
 */
import 'reflect-metadata'
import { Body, Controller, Inject, Module, Post } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { DataSource, EntitySchema } from 'typeorm'

interface Incident {
  id: string
  title: string
  longitude: number
  latitude: number
}

interface Alert {
  id: string
  incidentId: string
  zoneId: string
}

interface Delivery {
  id: string
  alertId: string
  state: string
}

interface Posted {
  readonly properties: { readonly title: string }
  readonly geometry: { readonly coordinates: readonly [number, number] }
}

const id = { type: 'uuid', primary: true, generated: 'uuid' } as const
const text = { type: 'text' } as const
const number = { type: 'double precision' } as const

const incidents = new EntitySchema<Incident>({
  name: 'naive_incident',
  columns: { id, title: text, longitude: number, latitude: number },
})
const alerts = new EntitySchema<Alert>({
  name: 'naive_alert',
  columns: { id, incidentId: { type: 'uuid' }, zoneId: { type: 'uuid' } },
})
const deliveries = new EntitySchema<Delivery>({
  name: 'naive_delivery',
  columns: { id, alertId: { type: 'uuid' }, state: text },
})

const scan = `select id from naive_zone where ST_DWithin(centre, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography, radius)`
const probe = `select id from naive_zone where ST_Intersects(buffered, ST_SetSRID(ST_MakePoint($1, $2), 4326))`
const indexed = process.env['NAIVE_INDEX'] === 'on'

@Controller()
class IncidentController {
  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  @Post('/incidents')
  async create(@Body() { properties, geometry }: Posted) {
    const [longitude, latitude] = geometry.coordinates
    const saved = await this.source.getRepository(incidents).save({ title: properties.title, longitude, latitude })
    const zones: { readonly id: string }[] = await this.source.query(indexed ? probe : scan, [longitude, latitude])
    for (const zone of zones) {
      const alert = await this.source.getRepository(alerts).save({ incidentId: saved.id, zoneId: zone.id })
      await this.source.getRepository(deliveries).save({ alertId: alert.id, state: 'due' })
    }
    return saved
  }
}

@Module({
  controllers: [IncidentController],
  providers: [{ provide: DataSource, useFactory: openSource }],
})
class NaiveModule {}

function openSource(): Promise<DataSource> {
  const url = process.env['DATABASE_URL'] ?? ''
  const entities = [incidents, alerts, deliveries]
  return new DataSource({ type: 'postgres', url, entities, synchronize: true, poolSize: 10 }).initialize()
}

const app = await NestFactory.create<NestFastifyApplication>(NaiveModule, new FastifyAdapter(), { logger: false })
await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${await app.getUrl()}\n`)
