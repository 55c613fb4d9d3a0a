import type { Part } from '../platform/part.js'
import { StoryController } from './story.controller.js'
import { StoryService } from './story.service.js'
import { Teller } from './teller.js'
import { TheatreLoader } from './theatre.loader.js'
import { WatchLoader } from './watch-loader.js'

/** The first theatre, and stories that are played. */
export const stories = {
  controllers: [StoryController],
  providers: [Teller, StoryService, WatchLoader, TheatreLoader],
} satisfies Part
