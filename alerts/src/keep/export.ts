/** What a file that is prepared is written as. */
export const exportFormats = ['csv', 'geojson', 'kml', 'fgb'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What becomes of it: it is written, somebody has paused it, it could not be written on, it is whole. */
export const exportStates = ['running', 'paused', 'failed', 'ready'] as const
export type ExportState = (typeof exportStates)[number]

/** Why a file could not be written on. */
export const exportFaults = ['disk-full', 'not-written', 'unexpected'] as const
export type ExportFault = (typeof exportFaults)[number]
