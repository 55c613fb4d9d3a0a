import { Module, type DynamicModule, type Provider } from '@nestjs/common'
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core'
import type { Database } from '@cordon/db'
import type { Logger } from 'pino'
import { AccessChanges } from './access/access-changes.js'
import { AccountController } from './access/account.controller.js'
import { AccountService } from './access/account.service.js'
import { Authenticator } from './access/authenticator.js'
import { Gate } from './access/gate.js'
import { Limits } from './access/limits.js'
import { SessionController } from './access/session.controller.js'
import { Sessions } from './access/sessions.js'
import { SignIn } from './access/sign-in.js'
import { TokenController } from './access/token.controller.js'
import { Tokens } from './access/tokens.js'
import { AnswerInterceptor } from './platform/answer.interceptor.js'
import { Clock } from './platform/clock.js'
import { ConfigToken, type Config } from './platform/config.js'
import { DATABASE } from './platform/database.js'
import { HealthController } from './platform/health.controller.js'
import { LogToken } from './platform/log.js'
import { Metrics } from './platform/metrics.js'
import { MetricsController } from './platform/metrics.controller.js'
import { OpenApiController } from './platform/openapi.controller.js'
import { ProblemFilter } from './platform/problem.filter.js'

/** What is opened before the application is put together. */
export interface Opened {
  readonly config: Config
  readonly database: Database
  readonly log: Logger
  readonly clock?: Clock
}

/** In the order of the flow: what comes in, what is watched, what is told, who may. */
const controllers = [
  SessionController,
  AccountController,
  TokenController,
  HealthController,
  MetricsController,
  OpenApiController,
]

const providers: Provider[] = [
  AccessChanges,
  AccountService,
  Sessions,
  SignIn,
  Tokens,
  Authenticator,
  Limits,
  Gate,
  Metrics,
  { provide: APP_FILTER, useClass: ProblemFilter },
  { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
]

/** The wiring, all of it. */
@Module({})
export class AppModule {
  static with({ config, database, log, clock }: Opened): DynamicModule {
    const opened: Provider[] = [
      { provide: ConfigToken, useValue: config },
      { provide: DATABASE, useValue: database },
      { provide: LogToken, useValue: log },
      { provide: Clock, useValue: clock ?? new Clock() },
    ]
    return { module: AppModule, controllers, providers: [...opened, ...providers] }
  }
}
