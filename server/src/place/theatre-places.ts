import { placeKinds, type Place, type PlaceUnit } from '@cordon/alerts'
import { theatreFile } from '@cordon/db'
import { z } from 'zod'
import { position } from '../wire/index.js'

const entry = z.strictObject({
  id: z.string(),
  name: z.string(),
  otherNames: z.array(z.string()),
  kind: z.enum(placeKinds),
  admin1: z.string(),
  admin2: z.string().nullable(),
  point: position,
  uncertaintyMetres: z.number(),
  source: z.string(),
})

const unit = z.strictObject({
  country: z.string(),
  code: z.string(),
  name: z.string(),
  otherNames: z.array(z.string()),
})

/** A governorate whose GeoNames code is known. */
export type CodedUnit = PlaceUnit & { readonly code: string }

/** The villages, towns and sites of the first theatre that we keep ourselves. */
export async function theatrePlaces(): Promise<readonly Place[]> {
  return z
    .array(entry)
    .parse(await theatreFile('places'))
    .map(({ point, ...rest }) => ({
      ...rest,
      country: 'SY',
      point: { type: 'Point', coordinates: point },
      population: null,
    }))
}

/** The governorates that we know by name; elsewhere the seat of a unit lends it its name. */
export async function codedUnits(): Promise<readonly CodedUnit[]> {
  return z.array(unit).parse(await theatreFile('admin1'))
}
