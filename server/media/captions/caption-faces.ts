import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { GlobalFonts, setTextRenderer } from '@napi-rs/canvas'
import { faceName, type CaptionFace } from '@greenroom/contract/caption-fonts.ts'
import { codePointsOf } from './font-coverage.ts'

/**
 * The files of the faces, WOFF and not WOFF2: out of the latter, the renderer chosen below leaves some letters blank (Q,
 * Ł, ц). Each is registered under a name of its own, because subsets of one family would hide each other.
 */
const files: Record<CaptionFace, string> = {
  latin: import.meta.resolve('@fontsource/tiktok-sans/files/tiktok-sans-latin-600-normal.woff'),
  latinExtended: import.meta.resolve('@fontsource/tiktok-sans/files/tiktok-sans-latin-ext-600-normal.woff'),
  vietnamese: import.meta.resolve('@fontsource/tiktok-sans/files/tiktok-sans-vietnamese-600-normal.woff'),
  cyrillic: import.meta.resolve('@fontsource/tiktok-sans/files/tiktok-sans-cyrillic-600-normal.woff'),
  cyrillicExtended: import.meta.resolve('@fontsource/tiktok-sans/files/tiktok-sans-cyrillic-ext-600-normal.woff'),
  greek: import.meta.resolve('@fontsource/tiktok-sans/files/tiktok-sans-greek-600-normal.woff'),
  arabic: import.meta.resolve('@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff'),
  hebrew: import.meta.resolve('@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-600-normal.woff'),
  thai: import.meta.resolve('@fontsource/noto-sans-thai/files/noto-sans-thai-thai-600-normal.woff'),
  devanagari: import.meta
    .resolve('@fontsource/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-600-normal.woff'),
  // The one file with everything: the numbered subsets draw blanks.
  emoji: import.meta.resolve('@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff'),
  japanese: import.meta.resolve('@fontsource/noto-sans-jp/files/noto-sans-jp-japanese-600-normal.woff'),
  korean: import.meta.resolve('@fontsource/noto-sans-kr/files/noto-sans-kr-korean-600-normal.woff'),
  chinese: import.meta.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-600-normal.woff'),
  signArrows: import.meta.resolve('@fontsource/noto-sans-jp/files/noto-sans-jp-107-600-normal.woff'),
  signMaths: import.meta.resolve('@fontsource/noto-sans-kr/files/noto-sans-kr-98-600-normal.woff'),
  signMarks: import.meta.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-87-600-normal.woff'),
  signShapes: import.meta.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-88-600-normal.woff'),
  signLines: import.meta.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-89-600-normal.woff'),
  signUnits: import.meta.resolve('@fontsource/noto-sans-kr/files/noto-sans-kr-99-600-normal.woff'),
  signSquares: import.meta.resolve('@fontsource/noto-sans-kr/files/noto-sans-kr-108-600-normal.woff'),
  signDiamonds: import.meta.resolve('@fontsource/noto-sans-kr/files/noto-sans-kr-105-600-normal.woff'),
  signStars: import.meta.resolve('@fontsource/noto-sans-kr/files/noto-sans-kr-111-600-normal.woff'),
  signOpenStars: import.meta.resolve('@fontsource/noto-sans-kr/files/noto-sans-kr-109-600-normal.woff'),
  signDiscs: import.meta.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-105-600-normal.woff'),
  signTriangles: import.meta.resolve('@fontsource/noto-sans-kr/files/noto-sans-kr-113-600-normal.woff'),
  signThrees: import.meta.resolve('@fontsource/noto-sans-kr/files/noto-sans-kr-107-600-normal.woff'),
  signFives: import.meta.resolve('@fontsource/noto-sans-kr/files/noto-sans-kr-104-600-normal.woff'),
  signMeasures: import.meta.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-85-600-normal.woff'),
}
const coverage = new Map<CaptionFace, ReadonlySet<number>>()

/**
 * Makes the faces of a text known to this process, each once, as they are needed: all of them would take 0.3 s and 100 MB.
 * Throws when a file is not there.
 */
export const registerFaces = (faces: readonly CaptionFace[]): void => {
  if (coverage.size === 0) {
    // Letters as a browser draws them here; the other renderer moves their edges to whole pixels.
    setTextRenderer('system')
  }
  for (const face of faces) {
    if (coverage.has(face)) continue
    const file = fileURLToPath(files[face])
    if (GlobalFonts.registerFromPath(file, faceName(face)) === null)
      throw new Error(`The font file of the face "${face}" cannot be read.`)
    coverage.set(face, new Set(codePointsOf(readFileSync(file))))
  }
}

/** Which graphemes (each once, in order) hold a character that none of these faces has. They must be registered. */
export const uncovered = (all: readonly string[], faces: readonly CaptionFace[]): string[] => {
  const has = (point: number) => faces.some((face) => coverage.get(face)?.has(point))
  return [...new Set(all)].filter((grapheme) =>
    Array.from(grapheme).some((one) => !unseen.test(one) && !has(one.codePointAt(0) ?? 0)),
  )
}
/** White space, joiners, selectors and marks of direction need no glyph. */
const unseen = /[\s\p{Default_Ignorable_Code_Point}\p{Cf}]/u
