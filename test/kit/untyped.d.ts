/** What the tests use of packages that carry no types. */

declare module 'vt-pbf' {
  export function fromGeojsonVt(
    layers: Readonly<Record<string, { readonly features: readonly unknown[] }>>,
    options: { readonly version: 1 | 2; readonly extent: number },
  ): Uint8Array
}
