import { Controller, Inject } from '@nestjs/common'
import { Input, Route } from '../platform/route.js'
import { importRoutes } from '../wire/index.js'
import { StoryService } from './story.service.js'

@Controller()
export class StoryController {
  constructor(@Inject(StoryService) private readonly story: StoryService) {}

  @Route(importRoutes.story)
  begin(@Input() { body }: Input<typeof importRoutes.story>) {
    return this.story.begin(body.seconds)
  }

  @Route(importRoutes.storyState)
  state() {
    return this.story.now()
  }
}
