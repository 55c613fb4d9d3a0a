import { Module, type DynamicModule, type Provider } from '@nestjs/common'
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core'
import { ScheduleModule } from '@nestjs/schedule'
import type { Database } from '@cordon/db'
import type { Logger } from 'pino'
import { AbsenceRunner } from './absence/absence.runner.js'
import { AbsenceTimers } from './absence/absence.timers.js'
import { AlertController } from './alert/alert.controller.js'
import { AlertDesk } from './alert/alert.desk.js'
import { AlertFollower } from './alert/alert.follower.js'
import { AlertService } from './alert/alert.service.js'
import { AlertTimers } from './alert/alert.timers.js'
import { TimerRunner } from './alert/timer.runner.js'
import { AlertFeedController } from './deliver/alert-feed.controller.js'
import { AuditCheck } from './audit/audit-check.js'
import { AuditReader } from './audit/audit-reader.js'
import { AuditController } from './audit/audit.controller.js'
import { AuditService } from './audit/audit.service.js'
import { Auditor } from './audit/auditor.js'
import { ContactController } from './deliver/contact.controller.js'
import { OutboundGuard } from './deliver/guard.js'
import { deliverProviders } from './deliver/providers.js'
import { Caller } from './duty/caller.js'
import { DutyController } from './duty/duty.controller.js'
import { DutyService } from './duty/duty.service.js'
import { FacilityController } from './facility/facility.controller.js'
import { FacilityService } from './facility/facility.service.js'
import { searching } from './history/searching.js'
import { lookingBack } from './review/looking-back.js'
import { importing } from './import/importing.js'
import { Coverage } from './feed/coverage.js'
import { FeedController } from './feed/feed.controller.js'
import { FeedService } from './feed/feed.service.js'
import { Fetcher } from './feed/fetch.js'
import { Gatherer } from './feed/gather.js'
import { Placer } from './feed/placer.js'
import { HealthKeeper } from './feed/health.keeper.js'
import { HealthRunner } from './feed/health.runner.js'
import { Intake } from './feed/intake.js'
import { Outages } from './feed/outages.js'
import { PollRunner } from './feed/poll.runner.js'
import { Poller } from './feed/poller.js'
import { Preview } from './feed/preview.js'
import { Push, Receiver } from './feed/push.js'
import { Quarantine } from './feed/quarantine.js'
import { RejectController } from './feed/reject.controller.js'
import { RejectService } from './feed/reject.service.js'
import { Taker } from './feed/taker.js'
import { Uniter } from './feed/unite.js'
import { IncidentController } from './incident/incident.controller.js'
import { FacetService } from './incident/facet.service.js'
import { IncidentService } from './incident/incident.service.js'
import { Searches } from './incident/search.js'
import { IngestService } from './ingest/ingest.service.js'
import { Door } from './live/door.js'
import { LiveFigures } from './live/figures.js'
import { FollowService } from './live/follow.service.js'
import { Followers } from './live/followers.js'
import { LiveGateway } from './live/gateway.js'
import { Hints } from './live/hints.js'
import { ChangeSignal } from './live/signal.js'
import { SnapshotController } from './live/snapshot.controller.js'
import { SnapshotService } from './live/snapshot.service.js'
import { ChangeTail } from './live/tail.js'
import { othersMaps } from './ogc/others-maps.js'
import { AnswerInterceptor } from './platform/answer.interceptor.js'
import { PlaceController } from './place/place.controller.js'
import { PlaceListService } from './place/place-list.service.js'
import { PointCheck } from './place/point-check.js'
import { PlaceService } from './place/place.service.js'
import { Clock } from './platform/clock.js'
import { ConfigToken, type Config } from './platform/config.js'
import { DATABASE } from './platform/database.js'
import { HealthController } from './platform/health.controller.js'
import { Housekeeping } from './platform/housekeeping.js'
import { Idempotency } from './platform/idempotency.js'
import { IdempotencyInterceptor } from './platform/idempotency.interceptor.js'
import { LogToken } from './platform/log.js'
import { Metrics } from './platform/metrics.js'
import { MetricsController } from './platform/metrics.controller.js'
import { OpenApiController } from './platform/openapi.controller.js'
import { ProblemFilter } from './platform/problem.filter.js'
import { PlaceFinder } from './report/place-finder.js'
import { ReadingController } from './report/reading.controller.js'
import { ReadingDesk } from './report/reading-desk.js'
import { ReadingService } from './report/reading.service.js'
import { ExplainService } from './rule/explain.service.js'
import { RuleRecordService } from './rule/rule-record.service.js'
import { PostponedRunner } from './postponed/postponed.runner.js'
import { PostponedTimers } from './postponed/postponed.timers.js'
import { RulePreviewController } from './preview/preview.controller.js'
import { RulePreviewService } from './preview/preview.service.js'
import { RuleController } from './rule/rule.controller.js'
import { RuleService } from './rule/rule.service.js'
import { SilenceController } from './silence/silence.controller.js'
import { SilencePreviewService } from './silence/silence-preview.service.js'
import { SilenceService } from './silence/silence.service.js'
import { LinkController } from './incident/link.controller.js'
import { LinkService } from './incident/link.service.js'
import { SameController } from './incident/same.controller.js'
import { SameService } from './incident/same.service.js'
import { ReportController } from './report/report.controller.js'
import { ReportService } from './report/report.service.js'
import { Regrader } from './source/regrader.js'
import { SourceService } from './source/source.service.js'
import { SourceController } from './source/source.controller.js'
import { HandoverService } from './shift/handover.service.js'
import { LogController } from './shift/log.controller.js'
import { LogService } from './shift/log.service.js'
import { ShiftController } from './shift/shift.controller.js'
import { ShiftService } from './shift/shift.service.js'
import { Sight } from './sight/sight.js'
import { sitreps } from './sitrep/sitreps.js'
import { StoryController } from './story/story.controller.js'
import { StoryService } from './story/story.service.js'
import { Teller } from './story/teller.js'
import { TheatreLoader } from './story/theatre.loader.js'
import { WatchLoader } from './story/watch-loader.js'
import { FeedMemoryRunner } from './upkeep/feed-memory.runner.js'
import { ForgetRunner } from './upkeep/forget.runner.js'
import { ViewController } from './view/view.controller.js'
import { ViewService } from './view/view.service.js'
import { zones } from './zone/zones.js'
import { entering } from './access/entering.js'

/** What is opened before the application is put together. */
export interface Opened {
  readonly config: Config
  readonly database: Database
  readonly log: Logger
  readonly clock?: Clock
}

/** In the order of the flow: what comes in, what is watched, what is told, who may. */
const controllers = [
  SourceController,
  ReadingController,
  FeedController,
  RejectController,
  IncidentController,
  SameController,
  LinkController,
  ReportController,
  ...importing.controllers,
  StoryController,
  PlaceController,
  FacilityController,
  ...zones.controllers,
  RuleController,
  RulePreviewController,
  SilenceController,
  AlertController,
  ViewController,
  ContactController,
  AlertFeedController,
  DutyController,
  LogController,
  ShiftController,
  SnapshotController,
  ...searching.controllers,
  ...othersMaps.controllers,
  ...lookingBack.controllers,
  ...sitreps.controllers,
  AuditController,
  ...entering.controllers,
  HealthController,
  MetricsController,
  OpenApiController,
]

const providers: Provider[] = [
  PlaceFinder,
  ReadingDesk,
  ReadingService,
  {
    provide: Fetcher,
    inject: [ConfigToken],
    useFactory: ({ feedHosts }: Config) => new Fetcher(new OutboundGuard(feedHosts)),
  },
  Gatherer,
  Placer,
  Taker,
  Uniter,
  Quarantine,
  Intake,
  Poller,
  PollRunner,
  Outages,
  HealthKeeper,
  HealthRunner,
  AbsenceTimers,
  AbsenceRunner,
  PostponedTimers,
  PostponedRunner,
  Coverage,
  FeedService,
  RejectService,
  Preview,
  Receiver,
  Push,
  IngestService,
  Searches,
  FacetService,
  ...lookingBack.providers,
  ...sitreps.providers,
  IncidentService,
  SameService,
  LinkService,
  ReportService,
  Regrader,
  SourceService,
  ...importing.providers,
  PlaceService,
  PointCheck,
  PlaceListService,
  FacilityService,
  ...zones.providers,
  ...othersMaps.providers,
  ...searching.providers,
  RuleService,
  RulePreviewService,
  SilenceService,
  SilencePreviewService,
  ExplainService,
  RuleRecordService,
  AlertService,
  ViewService,
  AlertDesk,
  AlertTimers,
  AlertFollower,
  Caller,
  DutyService,
  LogService,
  ShiftService,
  HandoverService,
  Teller,
  StoryService,
  WatchLoader,
  TheatreLoader,
  ChangeSignal,
  SnapshotService,
  Hints,
  ChangeTail,
  LiveFigures,
  Followers,
  FollowService,
  Door,
  LiveGateway,
  ...deliverProviders,
  AuditService,
  AuditReader,
  AuditCheck,
  Auditor,
  TimerRunner,
  ForgetRunner,
  FeedMemoryRunner,
  ...entering.providers,
  Sight,
  Metrics,
  Idempotency,
  Housekeeping,
  { provide: APP_FILTER, useClass: ProblemFilter },
  // The outer one sees what the inner one tells.
  { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
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
    return { module: AppModule, imports: [ScheduleModule.forRoot()], controllers, providers: [...opened, ...providers] }
  }
}
