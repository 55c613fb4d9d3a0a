/** Ends with 0 while the server on this machine can take incidents in: for health checks of a container. */
const port = process.env.PORT || '3000'

try {
  const answer = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(4_000) })
  process.exit(answer.ok ? 0 : 1)
} catch {
  process.exit(1)
}
