import { shown } from '../../wire/index.js'
import { faultAt, finding } from '@cordon/alerts'
import type { Geometry, Position } from 'geojson'
import { childrenOf, textOf, type Element } from '../../feed/read/xml.js'
import { every, ownFields, part, wrong, type Found, type OwnFields, type Part } from './found.js'

/** What holds other features. */
const containers = ['kml', 'Document', 'Folder']
/** Pictures have no outline that somebody drew. */
const pictures = ['GroundOverlay', 'PhotoOverlay', 'ScreenOverlay']
const geometries = ['Point', 'LineString', 'LinearRing', 'Polygon', 'MultiGeometry', 'Track', 'MultiTrack', 'Model']

/** What KML documents that came together hold: their placemarks in order, and what cannot be a zone. `documents` are their paths in an archive. */
export function kmlShapes(roots: readonly Element[], documents: readonly string[] = []): readonly Found[] {
  const features = roots.flatMap((root) => featuresIn(root, { folders: [], path: '' }))
  const nameless = new Map<string, number>()
  return features.flatMap(({ element, within: { folders, path } }, at): readonly Found[] => {
    const of = `${element.name} ${at + 1}`
    const name = nameOf(element)
    const inFolder = (nameless.get(path) ?? 0) + 1
    if (name === null) nameless.set(path, inFolder)
    if (element.name === 'NetworkLink') return linked(element, documents) ? [] : [{ of, name, errors: [link(element)] }]
    if (element.name !== 'Placemark') return [{ of, name, errors: [picture(element)] }]
    const geometry = geometryOf(element)
    return [
      geometry.ok
        ? { of, folders, name, inFolder, geometry: geometry.it, own: ownOf(element) }
        : { of, name, errors: [geometry.error] },
    ]
  })
}

function nameOf(element: Element): string | null {
  const name = textOf(element, 'name')
  return name === null || name.trim() === '' ? null : name
}

/** The folders that something lies in, the outermost first, and the same as one text, made once for each folder. */
interface Within {
  readonly folders: readonly string[]
  readonly path: string
}

interface Feature {
  readonly element: Element
  readonly within: Within
}

function featuresIn(element: Element, within: Within): readonly Feature[] {
  if (!containers.includes(element.name)) return []
  const name = element.name === 'Folder' ? nameOf(element) : null
  const inner = name === null ? within : innerOf(within, name.slice(0, mostName))
  return element.children.flatMap((it) => {
    const isFeature = it.name === 'Placemark' || it.name === 'NetworkLink' || pictures.includes(it.name)
    return isFeature ? [{ element: it, within: inner }] : featuresIn(it, inner)
  })
}

/** No zone's name is longer. */
const mostName = 200

function innerOf({ folders }: Within, name: string): Within {
  const inner = [...folders, name]
  return { folders: inner, path: JSON.stringify(inner) }
}

function hrefOf(element: Element): string {
  const [at] = [...childrenOf(element, 'Link'), ...childrenOf(element, 'Url')]
  return at === undefined ? '' : (textOf(at, 'href') ?? '')
}

/** Whether a link leads to a document that is here. */
function linked(element: Element, documents: readonly string[]): boolean {
  return documents.some((name) => name === hrefOf(element) || name.endsWith(`/${hrefOf(element)}`))
}

function link(element: Element) {
  return faultAt('NetworkLink/Link/href', finding('file.link', { link: hrefOf(element) }))
}

function picture({ name }: Element) {
  return faultAt(name, finding('file.picture', { element: name }))
}

function geometryOf(placemark: Element): Part<Geometry> {
  const [first, ...others] = placemark.children.filter(({ name }) => geometries.includes(name))
  if (others.length > 0) return wrong('Placemark', finding('file.oneGeometry', { count: others.length + 1 }))
  if (first !== undefined) return shapeOf(first, 'Placemark')
  return wrong('Placemark', finding('file.noShape', {}))
}

function shapeOf(element: Element, above: string): Part<Geometry> {
  const path = `${above}/${element.name}`
  switch (element.name) {
    case 'Point':
      return pointOf(element, path)
    case 'LineString':
    case 'LinearRing':
      return mapped(coordinatesOf(element, path), (coordinates) => ({ type: 'LineString', coordinates }))
    case 'Track':
      return mapped(trackOf(element, path), (coordinates) => ({ type: 'LineString', coordinates }))
    case 'Polygon':
      return polygonOf(element, path)
    case 'MultiGeometry':
    case 'MultiTrack':
      return collectionOf(element, path)
    default:
      return wrong(path, finding('file.otherShape', { element: element.name }))
  }
}

function pointOf(element: Element, path: string): Part<Geometry> {
  const read = coordinatesOf(element, path)
  if (!read.ok) return read
  const [first, ...others] = read.it
  if (first !== undefined && others.length === 0) return part({ type: 'Point', coordinates: first })
  const got = shown(textOf(element, 'coordinates') ?? '')
  return wrong(`${path}/coordinates`, finding('file.onePosition', { got }))
}

function polygonOf(element: Element, path: string): Part<Geometry> {
  const rings = (['outerBoundaryIs', 'innerBoundaryIs'] as const).flatMap((side) =>
    childrenOf(element, side).flatMap((boundary) =>
      childrenOf(boundary, 'LinearRing').map((ring) => coordinatesOf(ring, `${path}/${side}/LinearRing`)),
    ),
  )
  const outer = childrenOf(element, 'outerBoundaryIs').map((it) => childrenOf(it, 'LinearRing').length)
  if (outer.length !== 1 || outer[0] !== 1) return wrong(path, finding('file.outer', {}))
  return mapped(every(rings), (coordinates) => ({ type: 'Polygon', coordinates: [...coordinates] }))
}

function collectionOf(element: Element, path: string): Part<Geometry> {
  const inner = element.children.filter(({ name }) => geometries.includes(name))
  if (inner.length === 0) return wrong(path, finding('file.emptyGroup', {}))
  return mapped(every(inner.map((it) => shapeOf(it, path))), (it) => ({
    type: 'GeometryCollection',
    geometries: [...it],
  }))
}

function mapped<T, U>(read: Part<T>, to: (it: T) => U): Part<U> {
  return read.ok ? part(to(read.it)) : read
}

/** Positions as KML writes them: `longitude,latitude[,altitude]`, parted by white space. */
function coordinatesOf(element: Element, above: string): Part<Position[]> {
  const texts = (textOf(element, 'coordinates') ?? '').split(/\s+/).filter((it) => it !== '')
  return positionsOf(texts, { path: `${above}/coordinates`, parted: ',' })
}

/** Positions of a gx:Track: an element each, parted by spaces. */
function trackOf(element: Element, path: string): Part<Position[]> {
  const texts = childrenOf(element, 'coord').map(({ text }) => text)
  return positionsOf(texts, { path: `${path}/coord`, parted: /\s+/ })
}

function positionsOf(
  texts: readonly string[],
  { path, parted }: { readonly path: string; readonly parted: string | RegExp },
): Part<Position[]> {
  const read = texts.map((text, at): Part<Position> => {
    const numbers = text.split(parted).map((it) => (it.trim() === '' ? NaN : Number(it)))
    const isPosition = (numbers.length === 2 || numbers.length === 3) && numbers.every(Number.isFinite)
    return isPosition
      ? part(numbers.slice(0, 2))
      : wrong(`${path}[${at}]`, finding('file.position', { got: shown(text) }))
  })
  return mapped(every(read), (it) => [...it])
}

/** What extended data say in our own words. */
function ownOf(placemark: Element): OwnFields {
  const all = childrenOf(placemark, 'ExtendedData').flatMap(({ children }) => [
    ...children
      .filter(({ name }) => name === 'Data')
      .map((it) => [it.attributes['name'], textOf(it, 'value')] as const),
    ...children
      .filter(({ name }) => name === 'SchemaData')
      .flatMap((it) => childrenOf(it, 'SimpleData'))
      .map((it) => [it.attributes['name'], it.text] as const),
  ])
  return Object.fromEntries(
    all.flatMap(([name, text]) => {
      const field = ownFields.find((it) => it === name)
      return field === undefined || text === null || text === '' ? [] : [[field, valueOf(text)]]
    }),
  )
}

function valueOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return text
  }
}
