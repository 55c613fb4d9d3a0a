/** What Node offers of WebAssembly; its types come only with the browser's, which do not belong here. */
declare namespace WebAssembly {
  type Module = object
  interface Memory {
    readonly buffer: ArrayBuffer
  }
  interface MemoryDescriptor {
    initial: number
    maximum?: number
    shared?: boolean
  }
  const Memory: { new (descriptor: MemoryDescriptor): Memory }
  function compile(bytes: BufferSource): Promise<Module>
  type BufferSource = ArrayBufferView<ArrayBuffer> | ArrayBuffer
}
