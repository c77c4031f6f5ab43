import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { GlobalFonts, setTextRenderer } from '@napi-rs/canvas'
import { captionFaces, faceName, type CaptionFace } from '@greenroom/contract/caption-fonts.ts'
import { codePointsOf } from './font-coverage.ts'

/**
 * The files of the faces, WOFF and not WOFF2: out of the latter, the renderer chosen below leaves some letters blank (Q,
 * Ł, ц). Each is registered under a name of its own, because subsets of one family would hide each other.
 */
const files: Record<CaptionFace, string> = {
  latin: '@fontsource/tiktok-sans/files/tiktok-sans-latin-600-normal.woff',
  latinExtended: '@fontsource/tiktok-sans/files/tiktok-sans-latin-ext-600-normal.woff',
  vietnamese: '@fontsource/tiktok-sans/files/tiktok-sans-vietnamese-600-normal.woff',
  cyrillic: '@fontsource/tiktok-sans/files/tiktok-sans-cyrillic-600-normal.woff',
  cyrillicExtended: '@fontsource/tiktok-sans/files/tiktok-sans-cyrillic-ext-600-normal.woff',
  greek: '@fontsource/tiktok-sans/files/tiktok-sans-greek-600-normal.woff',
  arabic: '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff',
  hebrew: '@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-600-normal.woff',
  thai: '@fontsource/noto-sans-thai/files/noto-sans-thai-thai-600-normal.woff',
  devanagari: '@fontsource/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-600-normal.woff',
  // The one file with everything: the numbered subsets draw blanks.
  emoji: '@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff',
  japanese: '@fontsource/noto-sans-jp/files/noto-sans-jp-japanese-600-normal.woff',
  korean: '@fontsource/noto-sans-kr/files/noto-sans-kr-korean-600-normal.woff',
  chinese: '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-600-normal.woff',
  signArrows: '@fontsource/noto-sans-jp/files/noto-sans-jp-107-600-normal.woff',
  signMaths: '@fontsource/noto-sans-kr/files/noto-sans-kr-98-600-normal.woff',
  signMarks: '@fontsource/noto-sans-sc/files/noto-sans-sc-87-600-normal.woff',
  signShapes: '@fontsource/noto-sans-sc/files/noto-sans-sc-88-600-normal.woff',
  signLines: '@fontsource/noto-sans-sc/files/noto-sans-sc-89-600-normal.woff',
  signUnits: '@fontsource/noto-sans-kr/files/noto-sans-kr-99-600-normal.woff',
  signSquares: '@fontsource/noto-sans-kr/files/noto-sans-kr-108-600-normal.woff',
  signDiamonds: '@fontsource/noto-sans-kr/files/noto-sans-kr-105-600-normal.woff',
  signStars: '@fontsource/noto-sans-kr/files/noto-sans-kr-111-600-normal.woff',
  signOpenStars: '@fontsource/noto-sans-kr/files/noto-sans-kr-109-600-normal.woff',
  signDiscs: '@fontsource/noto-sans-sc/files/noto-sans-sc-105-600-normal.woff',
  signTriangles: '@fontsource/noto-sans-kr/files/noto-sans-kr-113-600-normal.woff',
  signThrees: '@fontsource/noto-sans-kr/files/noto-sans-kr-107-600-normal.woff',
  signFives: '@fontsource/noto-sans-kr/files/noto-sans-kr-104-600-normal.woff',
}
const pathOf = (face: CaptionFace): string => fileURLToPath(import.meta.resolve(files[face]))

let registered = false

/** Makes the faces known to this process, once. Blocks for about 0.2 s. */
export const registerCaptionFonts = (): void => {
  if (registered) return
  // Letters as a browser draws them here; the other renderer moves their edges to whole pixels.
  setTextRenderer('system')
  for (const face of captionFaces) {
    if (GlobalFonts.registerFromPath(pathOf(face), faceName(face)) === null)
      throw new Error(`The font file of the face "${face}" cannot be read.`)
  }
  registered = true
}

let covered: Set<number> | null = null

/** Which graphemes (each once, in order) hold a character that none of the faces has. */
export const uncovered = (all: readonly string[]): string[] => {
  covered ??= new Set(captionFaces.flatMap((face) => codePointsOf(readFileSync(pathOf(face)))))
  const has = covered
  return [...new Set(all)].filter((grapheme) =>
    Array.from(grapheme).some((one) => !unseen.test(one) && !has.has(one.codePointAt(0) ?? 0)),
  )
}
/** White space, joiners, selectors and marks of direction need no glyph. */
const unseen = /[\s\p{Default_Ignorable_Code_Point}\p{Cf}]/u
