import { faceName, facesOf, faceWeight, type CaptionFace } from '@greenroom/contract/caption-fonts.ts'
import emoji from '@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff2?url'
import arabic from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2?url'
import devanagari from '@fontsource/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-600-normal.woff2?url'
import hebrew from '@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-600-normal.woff2?url'
import japanese from '@fontsource/noto-sans-jp/files/noto-sans-jp-japanese-600-normal.woff2?url'
import korean from '@fontsource/noto-sans-kr/files/noto-sans-kr-korean-600-normal.woff2?url'
import chinese from '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-600-normal.woff2?url'
import signArrows from '@fontsource/noto-sans-jp/files/noto-sans-jp-107-600-normal.woff2?url'
import signFives from '@fontsource/noto-sans-kr/files/noto-sans-kr-104-600-normal.woff2?url'
import signDiamonds from '@fontsource/noto-sans-kr/files/noto-sans-kr-105-600-normal.woff2?url'
import signThrees from '@fontsource/noto-sans-kr/files/noto-sans-kr-107-600-normal.woff2?url'
import signSquares from '@fontsource/noto-sans-kr/files/noto-sans-kr-108-600-normal.woff2?url'
import signOpenStars from '@fontsource/noto-sans-kr/files/noto-sans-kr-109-600-normal.woff2?url'
import signStars from '@fontsource/noto-sans-kr/files/noto-sans-kr-111-600-normal.woff2?url'
import signTriangles from '@fontsource/noto-sans-kr/files/noto-sans-kr-113-600-normal.woff2?url'
import signMaths from '@fontsource/noto-sans-kr/files/noto-sans-kr-98-600-normal.woff2?url'
import signUnits from '@fontsource/noto-sans-kr/files/noto-sans-kr-99-600-normal.woff2?url'
import signDiscs from '@fontsource/noto-sans-sc/files/noto-sans-sc-105-600-normal.woff2?url'
import signMeasures from '@fontsource/noto-sans-sc/files/noto-sans-sc-85-600-normal.woff2?url'
import signMarks from '@fontsource/noto-sans-sc/files/noto-sans-sc-87-600-normal.woff2?url'
import signShapes from '@fontsource/noto-sans-sc/files/noto-sans-sc-88-600-normal.woff2?url'
import signLines from '@fontsource/noto-sans-sc/files/noto-sans-sc-89-600-normal.woff2?url'
import thai from '@fontsource/noto-sans-thai/files/noto-sans-thai-thai-600-normal.woff2?url'
import cyrillicExtended from '@fontsource/tiktok-sans/files/tiktok-sans-cyrillic-ext-600-normal.woff2?url'
import cyrillic from '@fontsource/tiktok-sans/files/tiktok-sans-cyrillic-600-normal.woff2?url'
import greek from '@fontsource/tiktok-sans/files/tiktok-sans-greek-600-normal.woff2?url'
import latinExtended from '@fontsource/tiktok-sans/files/tiktok-sans-latin-ext-600-normal.woff2?url'
import latin from '@fontsource/tiktok-sans/files/tiktok-sans-latin-600-normal.woff2?url'
import vietnamese from '@fontsource/tiktok-sans/files/tiktok-sans-vietnamese-600-normal.woff2?url'

/** The same faces as the server's. Only addresses travel with the page; a file comes when a text needs it. */
const files: Record<CaptionFace, string> = {
  latin,
  latinExtended,
  vietnamese,
  cyrillic,
  cyrillicExtended,
  greek,
  arabic,
  hebrew,
  thai,
  devanagari,
  emoji,
  japanese,
  korean,
  chinese,
  signArrows,
  signMaths,
  signMarks,
  signShapes,
  signLines,
  signUnits,
  signSquares,
  signDiamonds,
  signStars,
  signOpenStars,
  signDiscs,
  signTriangles,
  signThrees,
  signFives,
  signMeasures,
}

const loading = new Map<CaptionFace, Promise<unknown>>()

/**
 * Brings the faces that a text needs, each once (90 KB for European scripts, 0.6 to 1.2 MB for an East Asian one, 5.8 MB
 * for emoji). Rejects when a file does not come; the next call asks again.
 */
export const loadCaptionFaces = async (text: string): Promise<void> => {
  await Promise.all(facesOf(text).map(loadFace))
}

const loadFace = (face: CaptionFace): Promise<unknown> => {
  const known = loading.get(face)
  if (known !== undefined) return known
  // The weight is said so that the emoji, drawn in one weight only, are not thickened.
  const font = new FontFace(faceName(face), `url(${files[face]})`, { weight: String(faceWeight) })
  const loaded = font.load().then(
    () => document.fonts.add(font),
    (error: unknown) => {
      loading.delete(face)
      throw error
    },
  )
  loading.set(face, loaded)
  return loaded
}
