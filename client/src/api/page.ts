/** One page of a list, and where the next one starts. */
export interface ItemPage<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/** One page of features, and where the next one starts. */
export interface FeaturePage<T> {
  readonly type: 'FeatureCollection'
  readonly features: readonly T[]
  readonly next: string | null
}
