import type { Contract } from '../wire/route.js'

/** The methods that contracts offer at a path, `HEAD` beside `GET`; empty where there is nothing. */
export function offeredMethods(contracts: readonly Contract[], path: string): readonly string[] {
  const here = contracts.filter((contract) => matches(contract.path, path)).map(({ method }) => method)
  return here.includes('GET') ? [...here, 'HEAD'] : here
}

/** Whether a path with `:name` parameters covers a path. */
function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  if (wanted.length !== given.length) return false
  return wanted.every((part, at) => (part.startsWith(':') ? given[at] !== '' : part === given[at]))
}
