import type { Part } from '../platform/part.js'
import { TeamController } from './team.controller.js'
import { TeamService } from './team.service.js'

/** People who see zones together. */
export const teams = { controllers: [TeamController], providers: [TeamService] } satisfies Part
