/** Node has WebAssembly, but its declarations do not; the browser's would bring the whole page along. The parts we use: */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array)
    static customSections(module: Module, name: string): ArrayBuffer[]
  }
  interface Memory {
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
  interface Instance {
    readonly exports: Record<string, unknown>
  }
  function instantiate(bytes: Uint8Array, imports: object): Promise<{ module: Module; instance: Instance }>
}
