import { readFile } from 'node:fs/promises'

/** A compiled module with memory of its own, handed out from the bottom up and never given back. */
export interface WasmModule<Functions> {
  functions: Functions
  /** Bytes that are aligned to 16; the place is an address inside the module. */
  reserve(bytes: number): number
  /** The memory as it is now; views do not survive a `reserve`. */
  bytes(): Uint8Array
  floats(address: number, count: number): Float32Array
}

export const openWasm = async <Functions>(file: URL): Promise<WasmModule<Functions>> => {
  const { instance } = await WebAssembly.instantiate(await readFile(file), {})
  const { memory, heapBase } = instance.exports as unknown as { memory: WebAssembly.Memory; heapBase(): number }
  let top = heapBase()
  const reserve = (bytes: number): number => {
    const address = (top + 63) & ~63
    // Loops that take 16 bytes at a time may read a little past the end.
    top = address + bytes + 64
    const missing = top - memory.buffer.byteLength
    if (missing > 0) memory.grow(Math.ceil(missing / 65_536))
    return address
  }
  return {
    functions: instance.exports as unknown as Functions,
    reserve,
    bytes: () => new Uint8Array(memory.buffer),
    floats: (address, count) => new Float32Array(memory.buffer, address, count),
  }
}
