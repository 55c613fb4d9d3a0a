import { hash, verify } from '@node-rs/argon2'
import { newSecret } from './secret.js'

/** OWASP's first choice for argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Passwords that are computed at once; each takes 19 MiB and most of a core. */
const atOnce = 2

const waiting: (() => void)[] = []
let running = 0

/** What is stored of a password. */
export function hashPassword(password: string): Promise<string> {
  return oneOfFew(() => hash(normal(password), cost))
}

/**
 * Whether a password is the stored one. Without a stored one (the name is unknown) it takes as long and is false, so
 * that time does not tell which names exist.
 */
export async function checkPassword(password: string, stored: string | null): Promise<boolean> {
  const against = stored ?? (await standIn())
  const matches = await oneOfFew(() => verify(against, normal(password)))
  return stored !== null && matches
}

let standInHash: Promise<string> | null = null

/** Computed before the first question, so that not even the first wrong name takes longer. */
export function standIn(): Promise<string> {
  standInHash ??= hashPassword(newSecret())
  return standInHash
}

/** The same characters typed on another keyboard are the same password. */
function normal(password: string): string {
  return password.normalize('NFKC')
}

async function oneOfFew<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}
