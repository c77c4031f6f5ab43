import * as z from 'zod'

const written = z.object({
  overlay: z.string(),
  caption: z.string(),
  hashtags: z.array(z.string()),
  alt_text: z.string(),
  language: z.string(),
  confidence: z.number(),
  unsure: z.array(z.string()),
})
/** What the model wrote, in the shape the schema asked for: nobody but us checks that it did. */
export const captions = z.object({
  slides: z.record(z.string(), written),
  post: z.object({ title: z.string(), caption: z.string(), hashtags: z.array(z.string()) }).optional(),
})
export type Captions = z.infer<typeof captions>
