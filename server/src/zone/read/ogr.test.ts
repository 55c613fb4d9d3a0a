import { skipUnless } from '@cordon/test/skip'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { parted, readZoneFile } from './zone-file.js'

const folder = mkdtempSync(join(tmpdir(), 'zones-'))
afterAll(() => rmSync(folder, { recursive: true }))

const areas = [
  {
    name: 'Camp & well',
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [40, 35],
          [41, 35],
          [41, 36],
          [40, 36],
          [40, 35],
        ],
        [
          [40.4, 35.4],
          [40.4, 35.6],
          [40.6, 35.6],
          [40.6, 35.4],
          [40.4, 35.4],
        ],
      ],
    },
  },
  {
    name: 'مخيم',
    geometry: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [42, 35],
            [43, 35],
            [43, 36],
            [42, 35],
          ],
        ],
        [
          [
            [44, 35],
            [45, 35],
            [45, 36],
            [44, 35],
          ],
        ],
      ],
    },
  },
]
const lines = [
  {
    name: 'Road',
    geometry: {
      type: 'LineString',
      coordinates: [
        [40.1, 35.1],
        [40.2, 35.2],
        [40.3, 35.1],
      ],
    },
  },
  {
    name: 'Two roads',
    geometry: {
      type: 'MultiLineString',
      coordinates: [
        [
          [40, 34],
          [40.5, 34],
        ],
        [
          [41, 34],
          [41.5, 34],
        ],
      ],
    },
  },
]
const points = [{ name: 'Post', geometry: { type: 'Point', coordinates: [40.42716, 35.15618] } }]

/** Shapes written by GDAL in a format of its own making, as bytes of the file. */
function written(shapes: readonly { name: string; geometry: unknown }[], format: string, ending: string): Buffer {
  const [from, to] = [join(folder, 'in.geojson'), join(folder, `out-${format}.${ending}`)]
  const features = shapes.map(({ name, geometry }) => ({ type: 'Feature', properties: { name }, geometry }))
  writeFileSync(from, JSON.stringify({ type: 'FeatureCollection', features }))
  rmSync(to, { force: true })
  execFileSync('ogr2ogr', ['-f', format, to, from], { stdio: 'pipe' })
  return readFileSync(to)
}

describe('what GDAL writes', () => {
  beforeEach((test) =>
    skipUnless(test, spawnSync('ogr2ogr', ['--version']).status === 0, 'ogr2ogr is absent (gdal-bin)'),
  )

  it.each([
    ['GeoJSON', 'geojson', [...points, ...lines, ...areas]],
    ['GeoJSONSeq', 'geojsonl', [...points, ...lines, ...areas]],
    ['KML', 'kml', [...points, ...lines, ...areas]],
    ['LIBKML', 'kml', [...points, ...lines, ...areas]],
    ['LIBKML', 'kmz', [...points, ...lines, ...areas]],
    ['GPX', 'gpx', points],
    ['GPX', 'gpx', lines.slice(0, 1)],
    ['GPX', 'gpx', lines.slice(1)],
  ] as const)('as %s in .%s is read back as the same shapes', async (format, ending, shapes) => {
    const read = await readZoneFile(written(shapes, format, ending))
    if (!read.ok) throw new Error(read.message)
    const { shapes: taken, refused } = parted(read.found)
    expect(refused).toEqual([])
    expect(taken.map(({ name, geometry }) => ({ name, geometry }))).toEqual(shapes)
  })
})
