/**
 * The names of what the environment may say, in the one place that both know: `npm start` asks before it installs
 * anything, and the server before it does anything else (`server/src/platform/config.ts`, where each has its form).
 */
export const settingNames = [
  'PORT',
  'HOST',
  'DATABASE_URL',
  'CORDON_STANDBY_URL',
  'CORDON_DATA',
  'CORDON_ADMIN',
  'CORDON_DEMO',
  'CORDON_ORIGIN',
  'CORDON_TRUST_PROXY',
  'CORDON_LOG',
  'CORDON_GAZETTEER',
  'CORDON_MAP',
  'CORDON_FEED_HOSTS',
  'CORDON_WEBHOOK_HOSTS',
  'CORDON_SMTP_URL',
  'CORDON_MAIL_FROM',
  'CORDON_SECRET_KEYS',
  'CORDON_COARSE_KM',
  'CORDON_RATE',
]

/** Settings of the command line, which the server leaves alone. */
const others = ['CORDON_URL', 'CORDON_TOKEN']

/** A line for each name of ours that is none: which one is nearest, and which there are. */
export function unknownSettings(env) {
  const known = [...settingNames, ...others]
  return Object.keys(env)
    .filter((key) => key.startsWith('CORDON_') && !key.startsWith('CORDON_TEST_') && !known.includes(key))
    .map((key) => `${key} is not a setting.${meant(key, known)} Known are ${known.join(', ')}.`)
}

function meant(key, known) {
  const [nearest] = known
    .map((name) => ({ name, edits: editsOf(bare(key), bare(name)), whole: editsBetween(bare(key), bare(name)) }))
    .sort(byEdits)
  return nearest.edits <= Math.max(2, bare(key).length / 3) ? ` Is ${nearest.name} meant?` : ''
}

const bare = (name) => name.replace(/^CORDON_/, '')
/** Of several that it may begin, the one that is nearest as a whole. */
const byEdits = (a, b) => a.edits - b.edits || a.whole - b.whole

/** What is cut short is near to what it begins. */
const editsOf = (key, name) => (name.startsWith(key) ? Math.min(1, name.length - key.length) : editsBetween(key, name))

/** How many letters have to be put in, left out or changed to make one of the other (Levenshtein). */
function editsBetween(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1]
    for (let at = 1; at <= other.length; at++) {
      const changed = row[at - 1] + (other[at - 1] === letter ? 0 : 1)
      next.push(Math.min(changed, row[at] + 1, next[at - 1] + 1))
    }
    row = next
  }
  return row[other.length]
}
