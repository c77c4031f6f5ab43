import * as z from 'zod'

/** How a caption looks and where it stands. Lengths are shares, so that one style serves every size of picture. */

const colour = z.string().regex(/^#[0-9a-f]{6}$/i)
const opacity = z.number().min(0).max(1)

export const captionTreatment = z.discriminatedUnion('kind', [
  /** A line around every letter; `width` is what one sees of it on each side, as a share of the font size. */
  z.strictObject({
    kind: z.literal('outline'),
    colour: colour.default('#000000'),
    width: opacity.max(0.2).default(0.065),
  }),
  /** A rounded box behind every line. */
  z.strictObject({ kind: z.literal('box'), colour: colour.default('#000000'), opacity: opacity.default(0.8) }),
  /** A soft band over the whole width of the picture. */
  z.strictObject({ kind: z.literal('shade'), colour: colour.default('#000000'), opacity: opacity.default(0.6) }),
  z.strictObject({ kind: z.literal('none') }),
])
export type CaptionTreatment = z.infer<typeof captionTreatment>

/** `social` = the typeface that short-video apps write with, in semi-bold. */
export const captionFont = z.enum(['social'])
/** What the app covers with its own buttons and texts: `standard` as most phones show it, `strict` with room to spare. */
export const safeAreaName = z.enum(['standard', 'strict'])
export type SafeAreaName = z.infer<typeof safeAreaName>

/**
 * The defaults are the look of TikTok's own slideshow text: semi-bold, 5.1 % of the width (55 px of 1080), line height
 * 1.06, an outline of 3 to 4 px, about 18 % from the top.
 */
export const captionStyle = z.strictObject({
  font: captionFont.default('social'),
  /** Font size as a share of the picture's width. */
  size: z.number().min(0.02).max(0.2).default(0.051),
  /** How small a long text may become before it is said not to fit; never above `size`. */
  smallest: z.number().min(0.015).max(0.2).default(0.034),
  colour: colour.default('#ffffff'),
  treatment: captionTreatment.default(() => captionTreatment.parse({ kind: 'outline' })),
  /** `start` is the left of a left-to-right paragraph and the right of a right-to-left one. */
  align: z.enum(['start', 'center', 'end']).default('center'),
  /** Where in the safe box; `offset` is a share of its height, downwards. */
  vertical: z
    .strictObject({ anchor: z.enum(['top', 'middle', 'bottom']), offset: z.number().min(-1).max(1) })
    .default({ anchor: 'top', offset: 0.08 }),
  uppercase: z.boolean().default(false),
  safeArea: safeAreaName.default('standard'),
  /** For accounts whose app runs right to left: its buttons stand on the left. */
  mirrored: z.boolean().default(false),
  /** Between baselines, as a share of the font size; scripts that reach further get more. */
  lineHeight: z.number().min(0.9).max(2).default(1.06),
})
export type CaptionStyle = z.infer<typeof captionStyle>

/** Width and height of a picture in pixels. */
export interface Frame {
  width: number
  height: number
}
export interface Rectangle {
  left: number
  top: number
  right: number
  bottom: number
}

/** The picture that the numbers below speak of. */
export const screen = { width: 1080, height: 1920 } as const satisfies Frame

/**
 * Widths of the borders that the app may cover, on a screen of 1080 x 1920. TikTok publishes templates and no numbers;
 * `standard` is our own choice within the ranges that others measured (top 180-250, bottom 320-460, right 120-180);
 * `strict` is the box x 120..888, y 288..1248, which also keeps to the advice for advertisements.
 */
export const safeAreas = {
  standard: { left: 60, right: 180, top: 250, bottom: 450 },
  strict: { left: 120, right: 192, top: 288, bottom: 672 },
} as const satisfies Record<SafeAreaName, Rectangle>

/** Roughly where the app draws its own things on that screen, for the overlay of the editor; mirrored with the account. */
export const appFurniture = {
  tabs: { left: 200, top: 90, right: 880, bottom: 180 },
  buttons: { left: 930, top: 780, right: 1060, bottom: 1480 },
  words: { left: 40, top: 1500, right: 880, bottom: 1730 },
  bar: { left: 0, top: 1770, right: 1080, bottom: 1920 },
} as const satisfies Record<string, Rectangle>
