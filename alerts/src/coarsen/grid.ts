import type { Position } from 'geojson'
import { defaultUncertaintyMetres } from '../match/defaults.js'
import { locationPrecisions, type Incident, type LocationPrecision } from '../model.js'

/**
 * Cells that cover the world, none longer or wider than the size that was asked for: rows of equal height, each cut
 * into as many columns as its middle latitude needs. At the poles four cells meet; the date line is an edge of cells.
 */
export interface CoarseGrid {
  readonly rows: number
  readonly rowDegrees: number
  /**
   * No point of a cell lies farther from its centre. Half the diagonal of a square is 0.708 of its side, that of the
   * cells beside a pole 0.738 of their height; the rest is for rounding.
   */
  readonly halfDiagonalMetres: number
}

/** A degree of latitude is nowhere longer (WGS 84: 111,694 m at the poles), nor is one of longitude at the equator. */
const longestDegreeMetres = 111_700
/** Keeps a row whose columns come out whole from getting one more by the last digit of a cosine. */
const slack = 1e-6
/** Centres are told to a ten-thousandth of a degree: they are the cell's, and no more exact than that. */
const perDegree = 10_000
/** A disc reaches the corners of its cell and half as far again, so that even what is known exactly is not told so. */
const leastSteps = 3

/** The grid of cells of about `cellKm`, in whole kilometres. */
export function coarseGrid(cellKm: number): CoarseGrid {
  const rows = Math.ceil((180 * longestDegreeMetres) / (cellKm * 1_000))
  return { rows, rowDegrees: 180 / rows, halfDiagonalMetres: cellKm * 750 }
}

/** How many cells lie side by side in the row of a latitude. */
export function columnsAt({ rowDegrees }: CoarseGrid, middle: number): number {
  return Math.max(1, Math.ceil((360 * Math.cos((middle * Math.PI) / 180)) / rowDegrees - slack))
}

/** The latitude in the middle of the row in which a latitude lies; 90 itself belongs to the last row. */
export function rowMiddle({ rows, rowDegrees }: CoarseGrid, latitude: number): number {
  return -90 + (Math.min(rows - 1, Math.floor((latitude + 90) / rowDegrees)) + 0.5) * rowDegrees
}

/** The centre of the cell in which a position lies, longitude first. */
export function cellCentre([lon = 0, lat = 0]: Position, grid: CoarseGrid): readonly [number, number] {
  const middle = rowMiddle(grid, lat)
  const columns = columnsAt(grid, middle)
  const width = 360 / columns
  // 180° is the meridian of -180°; the last digit of a quotient must not lead beyond the last column either.
  const column = Math.floor(((lon === 180 ? -180 : lon) + 180) / width) % columns
  return [rounded(-180 + (column + 0.5) * width), rounded(middle)]
}

function rounded(degrees: number): number {
  return Math.floor(degrees * perDegree + 0.5) / perDegree
}

/** A disc as it is told to those who are to know no more than the cell. */
export type Disc = Pick<Incident, 'point' | 'uncertaintyMetres' | 'locationPrecision'>

/**
 * The disc round the cell's centre that covers wherever the first one may be. Its radius grows in steps of half of half
 * a diagonal, so that it says next to nothing of how well the place is known; a disc that was told so before stays as
 * it is.
 */
export function coarseDisc({ point, uncertaintyMetres, locationPrecision }: Disc, grid: CoarseGrid): Disc {
  const [lon, lat] = cellCentre(point.coordinates, grid)
  const isCentre = point.coordinates[0] === lon && point.coordinates[1] === lat
  const radius = isCentre && isStep(uncertaintyMetres, grid) ? uncertaintyMetres : coarseRadius(uncertaintyMetres, grid)
  return {
    point: { type: 'Point', coordinates: [lon, lat] },
    uncertaintyMetres: radius,
    locationPrecision: coarsest(locationPrecision, precisionOf(radius)),
  }
}

/** The next step above half a diagonal and what was uncertain before. */
function coarseRadius(uncertaintyMetres: number, { halfDiagonalMetres }: CoarseGrid): number {
  const step = halfDiagonalMetres / 2
  return Math.max(leastSteps, Math.ceil((uncertaintyMetres + halfDiagonalMetres) / step)) * step
}

function isStep(metres: number, { halfDiagonalMetres }: CoarseGrid): boolean {
  const step = halfDiagonalMetres / 2
  return metres >= leastSteps * step && metres % step === 0
}

/** The precision that a radius of more than a village comes to. */
function precisionOf(metres: number): LocationPrecision {
  const wide = locationPrecisions.slice(locationPrecisions.indexOf('area'))
  return wide.find((it) => defaultUncertaintyMetres(it) >= metres) ?? 'country'
}

function coarsest(a: LocationPrecision, b: LocationPrecision): LocationPrecision {
  return locationPrecisions.indexOf(a) >= locationPrecisions.indexOf(b) ? a : b
}
