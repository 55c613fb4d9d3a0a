/** More points than this on the map are drawn in clusters, and their discs left to those that matter now. */
export const clusterAbove = 300
