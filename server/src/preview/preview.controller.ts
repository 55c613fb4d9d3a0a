import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { Input, Route, Who } from '../platform/route.js'
import { previewRoutes } from '../wire/index.js'
import { RulePreviewService } from './preview.service.js'

@Controller()
export class RulePreviewController {
  constructor(@Inject(RulePreviewService) private readonly previews: RulePreviewService) {}

  @Route(previewRoutes.preview)
  async preview(@Input() { body }: Input<typeof previewRoutes.preview>, @Who() who: Principal) {
    return this.previews.preview(body, who)
  }
}
