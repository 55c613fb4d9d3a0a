import type { OgcLink } from '../wire/index.js'

/** Whether features, or something that tells of them, stand at the end of a link. */
export const mediaTypes = {
  json: 'application/json',
  features: 'application/geo+json',
  schema: 'application/schema+json',
  openapi: 'application/vnd.oai.openapi+json;version=3.0',
  html: 'text/html',
} as const

/** What a link is: how it bears on the document in which it stands, and what is found at its end. */
interface Linking {
  readonly rel: string
  readonly type: keyof typeof mediaTypes
  readonly title?: string
}

/** Links from one address that was asked: absolute, since such clients put them nowhere but into a request. */
export class Links {
  private readonly root: string

  /** `origin` is the address under which we are known; null: as we were asked. */
  constructor(
    private readonly address: URL,
    private readonly origin: string | null,
  ) {
    this.root = `${origin ?? address.origin}/ogc`
  }

  /** The address of our part of the standard, below which its paths stand. */
  get base(): string {
    return this.root
  }

  self(type: Linking['type']): OgcLink {
    return this.at(this.own(), { rel: 'self', type, title: 'This document' })
  }

  /** The same question from where this page ends. */
  next(cursor: string): OgcLink {
    const url = new URL(this.own())
    url.searchParams.set('cursor', cursor)
    return this.at(url.href, { rel: 'next', type: 'features', title: 'The next page' })
  }

  to(path: string, linking: Linking): OgcLink {
    return this.at(this.root + path, linking)
  }

  private own(): string {
    return (this.origin ?? this.address.origin) + this.address.pathname + this.address.search
  }

  private at(href: string, { rel, type, title }: Linking): OgcLink {
    return { href, rel, type: mediaTypes[type], ...(title === undefined ? {} : { title }) }
  }
}
