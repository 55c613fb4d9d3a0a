let drawable: boolean | undefined

/** Whether this browser can draw the map at all; asked once, since to ask takes a context of the few that there are. */
export function canDraw(): boolean {
  if (drawable !== undefined) return drawable
  const context = document.createElement('canvas').getContext('webgl2')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return (drawable = context !== null)
}
