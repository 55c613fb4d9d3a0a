import { describe, expect, it } from 'vitest'
import { readPlaceFile } from './place-file.js'

const hajin = { name: 'Hajin', point: [40.83, 34.69], otherNames: ['هجين', 'Hajeen'] }

describe('a file of places', () => {
  it.each([
    ['CSV', 'name,other_names,lat,lon\nHajin,هجين|Hajeen,34.69,40.83\n'],
    [
      'CSV with semicolons, decimal commas and a mark of its encoding',
      '\uFEFFName;Aliases;Latitude;Longitude\nHajin;هجين|Hajeen;34,69;40,83\n',
    ],
    [
      'GeoJSON',
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          {
            geometry: { type: 'Point', coordinates: [40.83, 34.69] },
            properties: { name: 'Hajin', otherNames: ['هجين', 'Hajeen'] },
          },
        ],
      }),
    ],
  ])('is read from %s', (...[, text]) => {
    expect(readPlaceFile(text)).toEqual([{ row: 1, place: expect.objectContaining(hajin) }])
  })

  it.each([
    ['no latitude', 'name,lat,lon\nHajin,,40.83\n', 'point'],
    ['no name', 'name,lat,lon\n,34.69,40.83\n', 'name'],
    ['latitude and longitude swapped', 'name,lat,lon\nHajin,140.83,34.69\n', 'point'],
    ['a kind that is none', 'name,kind,lat,lon\nHajin,moon,34.69,40.83\n', 'kind'],
  ])('says of a row with %s what is wrong', (...[, text, field]) => {
    expect(readPlaceFile(text)).toEqual([{ row: 1, reason: expect.stringContaining(field) }])
  })
})
