import type { Part } from '../platform/part.js'
import { Collections } from './collections.js'
import { Items } from './items.js'
import { OgcItemsController } from './items.controller.js'
import { OgcController } from './ogc.controller.js'

/** What other people's maps read of us. */
export const othersMaps = {
  controllers: [OgcController, OgcItemsController],
  providers: [Collections, Items],
} satisfies Part
