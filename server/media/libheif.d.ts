/** libheif-js brings no declarations for its decoder; these are the parts that photo-decode.ts uses. */
declare module 'libheif-js/wasm-bundle.js' {
  export interface HeifImage {
    is_primary(): boolean
    /** With the orientation applied. */
    get_width(): number
    get_height(): number
    /** Fills `target.data` with RGBA; answers null when the picture cannot be decoded. */
    display(target: HeifPixels, answer: (shown: HeifPixels | null) => void): void
    free(): void
  }
  export interface HeifPixels {
    data: Uint8ClampedArray
    width: number
    height: number
  }
  const libheif: {
    HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] }
  }
  export default libheif
}
