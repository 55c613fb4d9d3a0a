/**
 * Letters of Latin script, for use inside square brackets of a pattern. `\p{L}` would do, but patterns of names repeat
 * it so often that compiling them takes seconds.
 */
export const letter = 'A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ'
/** Capitals; beyond Latin-1 capitals and small letters alternate, and a name may begin with either. */
export const capital = 'A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ'
export const small = 'a-zß-öø-ÿ'
