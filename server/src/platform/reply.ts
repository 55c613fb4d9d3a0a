/** What an answer may say beside its body. */
export interface ReplyOptions {
  readonly status?: 200 | 201 | 204 | 206 | 304
  readonly etag?: string
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A body with the status and headers that it needs. */
export class Reply {
  constructor(
    readonly body: unknown,
    readonly options: ReplyOptions,
  ) {}
}

/** For controllers: a body with another status than the contract's first, an entity tag or headers. */
export function reply(body: unknown, options: ReplyOptions): Reply {
  return new Reply(body, options)
}
