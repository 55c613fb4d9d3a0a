import { say } from '@cordon/alerts'
import ipaddr from 'ipaddr.js'
import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'

/** Resolves a name to all its addresses. */
type Resolve = (name: string, done: (error: Error | null, addresses: readonly LookupAddress[]) => void) => void

/** An address inside the network, which nobody outside may make this server talk to. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden'
}

const system: Resolve = (name, done) => systemLookup(name, { all: true }, (error, addresses) => done(error, addresses))

/**
 * Decides where this server may open connections to: public addresses, and those that the operator has named. It is asked
 * with the address that is connected to, after the name was resolved, so that a name cannot mean one thing when it is
 * checked and another when it is used.
 */
export class OutboundGuard {
  private readonly names: ReadonlySet<string>
  private readonly ranges: readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[]

  /** `allowed` are names, addresses and ranges (CIDR) inside the network; `setting` is where an operator names them. */
  constructor(
    allowed: readonly string[],
    private readonly resolve: Resolve = system,
    private readonly setting: 'CORDON_FEED_HOSTS' | 'CORDON_WEBHOOK_HOSTS' = 'CORDON_FEED_HOSTS',
  ) {
    this.names = new Set(
      allowed.filter((it) => !ipaddr.isValid(it) && !ipaddr.isValidCIDR(it)).map((it) => it.toLowerCase()),
    )
    this.ranges = allowed.flatMap((it) => {
      if (ipaddr.isValidCIDR(it)) return [ipaddr.parseCIDR(it)]
      return ipaddr.isValid(it) ? [ipaddr.parseCIDR(`${it}/${it.includes(':') ? 128 : 32}`)] : []
    })
  }

  /** Why an address may not be asked for, as far as it can be known before its name is resolved; null where it may. */
  refusal(url: URL): string | null {
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      return say('refused.expected', { expected: 'http or https', got: url.protocol })
    if (url.username !== '' || url.password !== '') return say('refused.userName', {})
    const host = hostOf(url)
    return ipaddr.isValid(host) && !this.mayConnect(host, host) ? this.words(host) : null
  }

  /** Whether the operator has named the host of an address. */
  isNamed(url: URL): boolean {
    const host = hostOf(url)
    return this.names.has(host.toLowerCase()) || (ipaddr.isValid(host) && this.isInRanges(ipaddr.process(host)))
  }

  /** For sockets: resolves a name and refuses unless every address it has may be connected to. */
  readonly lookup: LookupFunction = (name, options, done) => {
    this.resolve(name, (error, found) => {
      if (error !== null) return done(error, '', 0)
      const forbidden = found.find(({ address }) => !this.mayConnect(name, address))
      const [first] = found
      if (forbidden !== undefined) return done(new Forbidden(this.words(name, forbidden.address)), '', 0)
      if (first === undefined) return done(new Error(`${name} has no address`), '', 0)
      if (options.all === true) return done(null, [...found])
      done(null, first.address, first.family)
    })
  }

  private words(name: string, address = name): string {
    return say('refused.inside', {
      host: name === address ? name : `${name} (${address})`,
      setting: this.setting,
    })
  }

  private mayConnect(name: string, address: string): boolean {
    if (this.names.has(name.toLowerCase())) return true
    const parsed = meant(ipaddr.process(address))
    return parsed.range() === 'unicast' || this.isInRanges(parsed)
  }

  private isInRanges(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
    return this.ranges.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits))
  }
}

/** Without the brackets of an IPv6 address. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/**
 * The address that is meant: an IPv4 address within `::/96` (RFC 4291, 2.5.5.1) is that IPv4 address. Those within 6to4,
 * NAT64, Teredo and the translated forms are refused as they are, whatever they hold.
 */
function meant(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (!(address instanceof ipaddr.IPv6) || address.range() !== 'unicast') return address
  const bytes = address.toByteArray()
  return bytes.slice(0, 12).every((byte) => byte === 0) ? new ipaddr.IPv4(bytes.slice(12)) : address
}
