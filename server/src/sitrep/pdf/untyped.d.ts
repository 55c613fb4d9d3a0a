declare module 'bidi-js' {
  interface Levels {
    readonly levels: Uint8Array
  }
  interface Bidi {
    getEmbeddingLevels(text: string, direction: 'ltr' | 'rtl'): Levels
    getReorderedIndices(text: string, levels: Levels): readonly number[]
    getMirroredCharacter(character: string): string | null
  }
  const bidiFactory: () => Bidi
  export { bidiFactory as default }
}
