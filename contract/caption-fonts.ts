/**
 * The faces that captions are written with, in the order in which a letter is looked for. Browser and server register
 * the same files under these names and ask with the same list, so that neither falls back to a font of its machine.
 */
export const captionFaces = [
  'latin',
  'latinExtended',
  'vietnamese',
  'cyrillic',
  'cyrillicExtended',
  'greek',
  'arabic',
  'hebrew',
  'thai',
  'devanagari',
  'emoji',
  'japanese',
  'korean',
  'chinese',
  // Stars, arrows, ticks, circled numbers: a few each from the small parts into which the East Asian faces are cut.
  'signArrows',
  'signMaths',
  'signMarks',
  'signShapes',
  'signLines',
  'signUnits',
  'signSquares',
  'signDiamonds',
  'signStars',
  'signOpenStars',
  'signDiscs',
  'signTriangles',
  'signThrees',
  'signFives',
  'signMeasures',
] as const
export type CaptionFace = (typeof captionFaces)[number]

/** No spaces and no name that a machine may have installed. */
export const faceName = (face: CaptionFace): string => `Caption-${face}`
export const faceWeight = 600

const european: readonly CaptionFace[] = [
  'latin',
  'latinExtended',
  'vietnamese',
  'cyrillic',
  'cyrillicExtended',
  'greek',
]
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
const hangul = /\p{Script=Hangul}/u
const han = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u
const sign = /(?!\p{Emoji})[\u2030\u203b\u2100-\u27bf\u2b00-\u2bff\u3300-\u33ff]/u
const signs = captionFaces.filter((face) => face.startsWith('sign'))
/** Digits and signs such as © are letters unless a selector asks for the picture. */
const emoji = /\p{Emoji_Presentation}|(?![#*0-9©®™])\p{Emoji}|\ufe0f|\u20e3/u

/**
 * The faces that a text needs, in order. What it does not need is not in the list, so that a browser need not load
 * megabytes, and so that no later face can take a letter in one engine only. Characters that Chinese, Japanese and
 * Korean share take the form of the language that the rest of the text gives away.
 */
export const facesOf = (text: string): CaptionFace[] => [
  ...european,
  ...(/[\p{Script=Arabic}\u060c\u061b\u061f\u0660-\u0669]/u.test(text) ? (['arabic'] as const) : []),
  ...(/\p{Script=Hebrew}/u.test(text) ? (['hebrew'] as const) : []),
  ...(/[\p{Script=Thai}\u0e3f]/u.test(text) ? (['thai'] as const) : []),
  ...(/[\p{Script=Devanagari}\u0964\u0965]/u.test(text) ? (['devanagari'] as const) : []),
  ...(emoji.test(text) ? (['emoji'] as const) : []),
  ...eastAsian(text),
  ...(sign.test(text) ? signs : []),
]

const eastAsian = (text: string): CaptionFace[] => {
  if (kana.test(text)) return hangul.test(text) ? ['japanese', 'korean', 'chinese'] : ['japanese', 'chinese']
  if (hangul.test(text)) return han.test(text) ? ['korean', 'chinese', 'japanese'] : ['korean']
  return han.test(text) ? ['chinese', 'japanese'] : []
}
