import { Module, type DynamicModule, type Provider } from '@nestjs/common'
import { ScheduleModule } from '@nestjs/schedule'
import type { Database } from '@cordon/db'
import type { Logger } from 'pino'
import { entering } from './access/entering.js'
import { alerts } from './alert/alerts.js'
import { auditing } from './audit/auditing.js'
import { telling } from './deliver/telling.js'
import { exporting } from './export/exporting.js'
import { feeds } from './feed/feeds.js'
import { grounds } from './ground/grounds.js'
import { searching } from './history/searching.js'
import { keeping } from './keep/keeping.js'
import { importing } from './import/importing.js'
import { incidents } from './incident/incidents.js'
import { following } from './live/following.js'
import { othersMaps } from './ogc/others-maps.js'
import { places } from './place/places.js'
import { Clock } from './platform/clock.js'
import { ConfigToken, type Config } from './platform/config.js'
import { DATABASE, HISTORY } from './platform/database.js'
import { LogToken } from './platform/log.js'
import type { Part } from './platform/part.js'
import { running } from './platform/running.js'
import { reading } from './report/reading.js'
import { lookingBack } from './review/looking-back.js'
import { rules } from './rule/rules.js'
import { shifts } from './shift/shifts.js'
import { sitreps } from './sitrep/sitreps.js'
import { stories } from './story/stories.js'
import { teams } from './team/teams.js'
import { zones } from './zone/zones.js'

/** What is opened before the application is put together. */
export interface Opened {
  readonly config: Config
  readonly database: Database
  readonly log: Logger
  readonly clock?: Clock
}

/** In the order of the flow: what comes in, what is watched, what is told, who looks back, who may. */
const parts: readonly Part[] = [
  feeds,
  reading,
  incidents,
  importing,
  stories,
  places,
  grounds,
  zones,
  rules,
  alerts,
  telling,
  shifts,
  following,
  searching,
  exporting,
  othersMaps,
  lookingBack,
  sitreps,
  auditing,
  keeping,
  entering,
  teams,
  running,
]

/** The wiring, all of it. */
@Module({})
export class AppModule {
  static with({ config, database, log, clock }: Opened): DynamicModule {
    const opened: Provider[] = [
      { provide: ConfigToken, useValue: config },
      { provide: DATABASE, useValue: database },
      { provide: HISTORY, useValue: database.history },
      { provide: LogToken, useValue: log },
      { provide: Clock, useValue: clock ?? new Clock() },
    ]
    const controllers = parts.flatMap((part) => part.controllers)
    const providers = parts.flatMap((part) => part.providers)
    return { module: AppModule, imports: [ScheduleModule.forRoot()], controllers, providers: [...opened, ...providers] }
  }
}
