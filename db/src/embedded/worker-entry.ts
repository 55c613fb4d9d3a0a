/** The file a worker thread is started on: the built one, or one translated now when this runs from the sources. */
export const workerEntry = async (): Promise<URL> => {
  if (!import.meta.url.endsWith('.ts')) return new URL('./worker.js', import.meta.url)
  const { translate } = await import('./translate.js')
  return translate('worker')
}
