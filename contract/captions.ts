import * as z from 'zod'
import { refusal } from './fields.ts'

/** The longest texts, in UTF-16 units as the places count that show them: `text.length`. */
export const captionLimits = {
  /** The line on the picture. */
  overlay: 90,
  /** The sentences that belong to one slide. */
  caption: 500,
  /** What a screen reader says of the slide. */
  altText: 250,
  postTitle: 90,
  /** Together with its hashtags it fits under a video, which takes 2200 (a photo post takes 4000). */
  postCaption: 1800,
  hashtag: 60,
  hashtags: 5,
} as const

/** A BCP-47 tag in its canonical spelling: language, script, region, e.g. `nl`, `pt-BR`, `zh-Hant-TW`. */
export const captionLanguage = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/)

export const captionTone = z.enum(['plain', 'friendly', 'playful', 'inspiring', 'professional', 'dramatic'])
export type CaptionTone = z.infer<typeof captionTone>

export const captionLength = z.enum(['short', 'medium', 'long'])
export type CaptionLength = z.infer<typeof captionLength>

/** A line that people type: trimmed, on one line, without characters that cannot be seen. */
const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .refine(
      (text) => !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text),
      refusal('A character in it cannot be seen. Take it out.', { code: 'shape.invisible' }),
    )

/** How the captions of a session should be. An empty object is a good wish. */
export const captionWishes = z.strictObject({
  language: captionLanguage.default('en'),
  tone: captionTone.default('friendly'),
  length: captionLength.default('medium'),
  /** The most hashtags of a slide and of the post; 0 for none. */
  hashtags: z.number().int().min(0).max(captionLimits.hashtags).default(3),
  /** What it is about, in one line; empty when nothing was said. */
  topic: line(200).default(''),
  /** Names and brands that stay as they are spelled here, whatever the language. */
  keepWords: z.array(line(40).min(1)).max(20).default([]),
})
export type CaptionWishes = z.infer<typeof captionWishes>

/** Who wrote a caption: a model, a template that saw nothing, or a person, whose words are kept. */
export const captionSource = z.enum(['ai', 'template', 'person'])
export type CaptionSource = z.infer<typeof captionSource>

/** Without the `#`: letters, digits and underscores of any script, no spaces. */
export const hashtag = z
  .string()
  .max(captionLimits.hashtag)
  .refine(
    (text) => /^[\p{L}\p{M}\p{N}_]+$/u.test(text),
    refusal('A hashtag holds letters, digits and _ only.', { code: 'captions.hashtag' }),
  )
const hashtags = z.array(hashtag).max(captionLimits.hashtags)

/** What was written for one slide. Empty texts mean that nothing honest could be said. */
export const slideCaption = z.strictObject({
  overlay: z.string().max(captionLimits.overlay),
  caption: z.string().max(captionLimits.caption),
  hashtags,
  altText: z.string().max(captionLimits.altText),
  language: captionLanguage,
  /** 0 to 1, the writer's own word for it; 0 from a writer that does not look. */
  confidence: z.number().min(0).max(1),
  /** What the writer was not sure of, for the person who checks it. */
  unsure: z.array(z.string().max(200)).max(5),
})
export type SlideCaption = z.infer<typeof slideCaption>

/** The text of a whole group, under which it is posted. */
export const postCaption = z.strictObject({
  title: z.string().max(captionLimits.postTitle),
  caption: z.string().max(captionLimits.postCaption),
  hashtags,
})
export type PostCaption = z.infer<typeof postCaption>
