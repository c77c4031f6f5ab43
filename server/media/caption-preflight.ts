import { captionStyle } from '@greenroom/contract/caption-style.ts'
import * as z from 'zod'
import { forkWorker } from '#kernel/process/worker.ts'

/** Captions and the pictures beneath them, which have the size of the frame and no captions of their own. */
export const captionsToCheck = z.strictObject({
  width: z.number().int(),
  height: z.number().int(),
  slides: z.array(z.strictObject({ path: z.string(), text: z.string(), style: captionStyle })),
})
export type CaptionsToCheck = z.infer<typeof captionsToCheck>

export const captionCheck = z.strictObject({
  /** It stands in the safe box at the smallest size that the style allows. */
  fits: z.boolean(),
  /** By how many pixels it reaches out of the safe box, at most; 0 when it is inside. */
  outside: z.number(),
  /** Of the worst twentieth of its letters against what lies beneath, 1 to 21; null when no letter was drawn. */
  contrast: z.number().nullable(),
  /** Characters that no typeface here has. */
  missing: z.array(z.string()),
})
export type CaptionCheck = z.infer<typeof captionCheck>

/** Draws captions as they are burned and measures them against their pictures, in a child. Faults as `forkWorker`. */
export const checkCaptions = async (
  wish: CaptionsToCheck,
  { signal, timeoutMs }: { signal?: AbortSignal | undefined; timeoutMs: number },
): Promise<CaptionCheck[]> =>
  z.array(captionCheck).parse(
    await forkWorker({
      modulePath: new URL('./caption-preflight-worker.ts', import.meta.url),
      message: wish,
      timeoutMs,
      maxMemoryMb: 800,
      signal,
    }),
  )
