import type { Feed } from '@cordon/alerts'
import type { FeedDetail, FeedPreview, FeedReject, feedRoutes, FeedSaid, IncidentFeature } from '@cordon/server/wire'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Feeds = typeof feedRoutes
const list: RouteOf<Feeds['list']> = { method: 'GET', path: '/api/feeds' }
const create: RouteOf<Feeds['create']> = { method: 'POST', path: '/api/feeds' }
const preview: RouteOf<Feeds['preview']> = { method: 'POST', path: '/api/feeds/preview' }
const one: RouteOf<Feeds['one']> = { method: 'GET', path: '/api/feeds/:id' }
const change: RouteOf<Feeds['change']> = { method: 'PATCH', path: '/api/feeds/:id' }
const remove: RouteOf<Feeds['remove']> = { method: 'DELETE', path: '/api/feeds/:id' }
const poll: RouteOf<Feeds['poll']> = { method: 'POST', path: '/api/feeds/:id/poll' }
const rejected: RouteOf<Feeds['rejected']> = { method: 'GET', path: '/api/feeds/:id/rejected' }
const replay: RouteOf<Feeds['replay']> = { method: 'POST', path: '/api/feeds/:id/rejected/:reject/replay' }
const dismissAll: RouteOf<Feeds['dismissAll']> = { method: 'DELETE', path: '/api/feeds/:id/rejected' }
const dismiss: RouteOf<Feeds['dismiss']> = { method: 'DELETE', path: '/api/feeds/:id/rejected/:reject' }

export function listFeeds(): Promise<Answer<ItemPage<Feed>>> {
  return call(list)
}

export function createFeed(feed: FeedSaid): Promise<Answer<Feed>> {
  return call(create, { body: feed })
}

/** What a feed would bring in; nothing is stored. */
export function previewFeed(
  feed: FeedSaid,
  at: { readonly payload: string | null; readonly kept: boolean },
): Promise<Answer<FeedPreview>> {
  return call(preview, { body: { feed, ...at } })
}

/** One feed as it is set up, with its whole address and its secret. */
export function readFeed(id: string): Promise<Answer<FeedDetail>> {
  return call(one, { params: { id } })
}

/** Changes what is given; `etag` names the revision that was edited, so that nothing of somebody else’s is undone. */
export function changeFeed(id: string, feed: Partial<FeedSaid>, etag: string | null = null): Promise<Answer<Feed>> {
  return call(change, { params: { id }, body: feed, etag })
}

export function removeFeed(id: string): Promise<Answer<undefined>> {
  return call(remove, { params: { id } })
}

/** Lets a feed be asked at once. */
export function pollFeed(id: string): Promise<Answer<undefined>> {
  return call(poll, { params: { id } })
}

/** Each item comes with its text whole, so that a page of them is short. */
const rejectedAtOnce = 25

export function rejectedOf(id: string, cursor: string | null): Promise<Answer<ItemPage<FeedReject>>> {
  return call(rejected, { params: { id }, query: { limit: rejectedAtOnce, cursor } })
}

/** Takes a rejected item in after all, as it was repaired. */
export function replayReject(id: string, reject: string, feature: unknown): Promise<Answer<IncidentFeature>> {
  return call(replay, { params: { id, reject }, body: feature })
}

export function dismissReject(id: string, reject: string): Promise<Answer<undefined>> {
  return call(dismiss, { params: { id, reject } })
}

/** Lets go of all that came until a moment; what came since stays. */
export function dismissRejects(id: string, until: string): Promise<Answer<{ readonly dismissed: number }>> {
  return call(dismissAll, { params: { id }, query: { until } })
}
