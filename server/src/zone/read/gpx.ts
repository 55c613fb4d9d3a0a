import { shown } from '../../wire/index.js'
import { finding } from '@cordon/alerts'
import type { Geometry, Position } from 'geojson'
import { childrenOf, textOf, type Element } from '../../feed/read/xml.js'
import { every, part, wrong, type Found, type Part } from './found.js'

const kinds = ['wpt', 'rte', 'trk'] as const

/** What a GPX file holds in its order: waypoints, and routes and tracks, which are lines; each is counted among its kind. */
export function gpxShapes(root: Element): readonly Found[] {
  const counts = { wpt: 0, rte: 0, trk: 0 }
  return root.children.flatMap((element): readonly Found[] => {
    const kind = kinds.find((it) => it === element.name)
    if (kind === undefined) return []
    const of = `${kind} ${++counts[kind]}`
    const name = textOf(element, 'name')
    const geometry = readers[kind](element)
    return [
      geometry.ok ? { of, name, folders: [], geometry: geometry.it, own: {} } : { of, name, errors: [geometry.error] },
    ]
  })
}

const readers: Readonly<Record<(typeof kinds)[number], (element: Element) => Part<Geometry>>> = {
  wpt: (element) => {
    const position = positionOf(element, 'wpt')
    return position.ok ? part({ type: 'Point', coordinates: position.it }) : position
  },
  rte: (element) => {
    const line = lineOf(childrenOf(element, 'rtept'), 'rte/rtept')
    return line.ok ? part({ type: 'LineString', coordinates: line.it }) : line
  },
  trk: (element) => {
    const lines = every(
      childrenOf(element, 'trkseg')
        .map((segment, at) => lineOf(childrenOf(segment, 'trkpt'), `trk/trkseg[${at}]/trkpt`))
        // A receiver that lost its satellites leaves segments of a single point, or of none: they are no part of a line.
        .filter((line) => !line.ok || line.it.length > 1),
    )
    if (!lines.ok) return lines
    const [first, ...others] = lines.it
    if (first === undefined) return wrong('trk/trkseg', finding('file.segment', {}))
    return part(
      others.length === 0
        ? { type: 'LineString', coordinates: first }
        : { type: 'MultiLineString', coordinates: [...lines.it] },
    )
  },
}

function lineOf(points: readonly Element[], path: string): Part<Position[]> {
  const read = every(points.map((it, at) => positionOf(it, `${path}[${at}]`)))
  return read.ok ? part([...read.it]) : read
}

function positionOf({ attributes: { lat = '', lon = '' } }: Element, path: string): Part<Position> {
  const isNumber = (it: string) => it.trim() !== '' && Number.isFinite(Number(it))
  if (isNumber(lat) && isNumber(lon)) return part([Number(lon), Number(lat)])
  return wrong(path, finding('file.degrees', { got: shown(`lat=${lat} lon=${lon}`) }))
}
