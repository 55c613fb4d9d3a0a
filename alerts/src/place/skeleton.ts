/**
 * The consonants of a name in classes that transliterations exchange, so that every way to write a name in Latin letters,
 * and the Arabic one, come to the same few letters. Vowels and half vowels are left out: و is w, u or o, ي is y, i or e.
 */
const arabic: Readonly<Record<string, string>> = {
  ...{ ب: 'b', ت: 't', ث: 'd', ج: 'j', ح: 'h', خ: 'h', د: 'd', ذ: 'd', ر: 'r', ز: 'z', س: 's', ش: 'x', ص: 's' },
  ...{ ض: 'd', ط: 't', ظ: 'd', غ: 'g', ف: 'f', ق: 'k', ك: 'k', ل: 'l', م: 'm', ن: 'n', ه: 'h', چ: 'x' },
}

const latin: Readonly<Record<string, string>> = {
  ...{ b: 'b', c: 'k', d: 'd', f: 'f', g: 'g', h: 'h', j: 'j', k: 'k', l: 'l', m: 'm', n: 'n', p: 'b', q: 'k' },
  ...{ r: 'r', s: 's', t: 't', v: 'f', x: 'h', z: 'z' },
}

const digraphs: Readonly<Record<string, string>> = { sh: 'x', ch: 'x', kh: 'h', gh: 'g', dh: 'd', th: 'd', ph: 'f' }

/** The skeleton of a folded name; empty where it has no consonant. */
export function skeleton(folded: string): string {
  const bare = folded.replace(/[aeiou]h$|[هة]$/u, '')
  let bones = ''
  for (let at = 0; at < bare.length; at += 1) {
    const pair = digraphs[bare.slice(at, at + 2)]
    if (pair !== undefined) at += 1
    const bone = pair ?? classOf(bare.charAt(at))
    if (!bones.endsWith(bone)) bones += bone
  }
  return bones
}

function classOf(letter: string): string {
  const found = latin[letter] ?? arabic[letter]
  if (found !== undefined) return found
  return /[aeiouwyاويع]/u.test(letter) ? '' : letter
}
