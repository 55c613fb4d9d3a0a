import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { ok } from '../platform/result.js'
import { Input, Route, Who } from '../platform/route.js'
import { incidentFeature, silenceRoutes } from '../wire/index.js'
import { SilencePreviewService } from './silence-preview.service.js'
import { SilenceService } from './silence.service.js'

@Controller()
export class SilenceController {
  constructor(
    @Inject(SilenceService) private readonly silences: SilenceService,
    @Inject(SilencePreviewService) private readonly previews: SilencePreviewService,
  ) {}

  @Route(silenceRoutes.list)
  async list(@Who() who: Principal) {
    return { items: await this.silences.list(who), next: null }
  }

  @Route(silenceRoutes.begin)
  async begin(@Input() { params, body }: Input<typeof silenceRoutes.begin>, @Who() who: Principal) {
    return this.silences.begin(params.id, body, who)
  }

  @Route(silenceRoutes.preview)
  async preview(@Input() { params, body }: Input<typeof silenceRoutes.preview>, @Who() who: Principal) {
    return this.previews.preview(params.id, body, who)
  }

  @Route(silenceRoutes.end)
  async end(@Input() { params }: Input<typeof silenceRoutes.end>, @Who() who: Principal) {
    return this.silences.end(params.id, who)
  }

  @Route(silenceRoutes.incidents)
  async incidents(@Input() { params }: Input<typeof silenceRoutes.incidents>, @Who() who: Principal) {
    const found = await this.silences.incidents(params.id, who)
    return found.ok ? ok({ type: 'FeatureCollection', features: found.value.map(incidentFeature) } as const) : found
  }
}
