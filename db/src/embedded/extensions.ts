/** The extensions that every cluster has, in the order they are created. */
export const EXTENSIONS = ['postgis', 'btree_gist', 'pgcrypto', 'pg_trgm'] as const
