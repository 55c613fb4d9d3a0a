interface Drawing {
  readonly can: boolean
  readonly bySoftware: boolean
}

let drawing: Drawing | undefined

/** What those call themselves that draw on the processor, in place of a graphics card. */
const software = /swiftshader|llvmpipe|softpipe|software|basic render/i

/** Asked once, since to ask takes a context of the few that there are. */
function asked(): Drawing {
  const context = document.createElement('canvas').getContext('webgl2')
  if (context === null) return { can: false, bySoftware: false }
  const info = context.getExtension('WEBGL_debug_renderer_info')
  const name: unknown = context.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER)
  context.getExtension('WEBGL_lose_context')?.loseContext()
  return { can: true, bySoftware: software.test(String(name)) }
}

/** Whether this browser can draw the map at all. */
export function canDraw(): boolean {
  return (drawing ??= asked()).can
}

/** Whether it draws without a graphics card, some hundred times as slowly. */
export function drawsBySoftware(): boolean {
  return (drawing ??= asked()).bySoftware
}
