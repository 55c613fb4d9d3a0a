import { createKeeper } from './kept.js'
import type { Surface } from './surface.js'

/** The map of this page: whichever view shows one borrows it, so that it is made once and not at each change of view. */
export const keptMap = createKeeper<Surface>()
