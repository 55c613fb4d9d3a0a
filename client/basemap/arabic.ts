/** Words for "governorate", "district", "town" … that some spellings begin with. */
const generic = /^(محافظة|قضاء|مدينة|ناحية|مركز|قرية|شهر) /

/** Arabic consonants as the Latin spellings of the region write them; the weak letters count as vowels. */
const consonants: Readonly<Record<string, string>> = Object.fromEntries(
  'ب=b ت=t ث=t ج=j ح=h خ=k د=d ذ=d ر=r ز=z س=s ش=s ص=s ض=d ط=t ظ=z غ=g ف=f ق=q ك=k ل=l م=m ن=n ه=h ة=h'
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(2)]),
)

/**
 * Of a town's spellings the one in plain Arabic letters that sounds most like `name`; of equals the one with the
 * article and with tāʾ marbūṭa. Null where none is in Arabic letters.
 */
export function arabicNameOf(name: string, spellings: readonly string[]): string | null {
  const plain = spellings.filter((other) => /^[\u0621-\u063a\u0641-\u064a ]+$/.test(other))
  const candidates = [...new Set(plain.map((other) => other.replace(generic, '').trim()))]
  const sound = latinSkeleton(name)
  const score = (other: string) =>
    alike(sound, arabicSkeleton(other)) + (other.startsWith('ال') ? 0.02 : 0) + (other.endsWith('ه') ? -0.01 : 0)
  return candidates.sort((a, b) => score(b) - score(a))[0] ?? null
}

function latinSkeleton(name: string): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z -]/g, '')
  const bare = plain.replace(/^(al|el|ar|as|ash|at|ath|ad|adh|an|az|es|et)[ -]/, '')
  const single = bare
    .replace(/sh|ch/g, 's')
    .replace(/kh/g, 'k')
    .replace(/th/g, 't')
    .replace(/dh/g, 'd')
    .replace(/gh/g, 'g')
  return single
    .replace(/c/g, 'k')
    .replace(/p/g, 'b')
    .replace(/v/g, 'f')
    .replace(/[^bcdfghjklmnqrstz]/g, '')
    .replace(/(.)\1/g, '$1')
}

function arabicSkeleton(name: string): string {
  return Array.from(name.replace(/^ال/, ''), (letter) => consonants[letter] ?? '').join('')
}

/** One minus the edit distance, as a share of the longer skeleton; q and k count as one. */
function alike(a: string, b: string): number {
  const [x, y] = [a.replace(/q/g, 'k').replace(/g/g, 'j'), b.replace(/q/g, 'k').replace(/g/g, 'j')]
  return 1 - editDistance(x, y) / Math.max(1, x.length, y.length)
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1]
    for (const [j, other] of Array.from(b).entries())
      next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    row = next
  }
  return row[b.length] ?? 0
}
