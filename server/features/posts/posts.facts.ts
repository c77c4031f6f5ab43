import type { MediaFacts } from '#providers/publisher-post.ts'

type VideoFacts = Extract<MediaFacts, { kind: 'video' }>

/** A few hundred bytes each. */
const mostKept = 500
const known = new WeakMap<object, Map<string, Promise<VideoFacts>>>()

/**
 * What a finished video is, read once. A form is checked at every pause in typing, and a look into a film is a process of
 * its own: films are known by their SHA-256, so that one that changed is another one. Checks that come together wait for the
 * same look; one that failed is tried anew. `house`: whose films they are.
 */
export const knownFacts = (
  house: object,
  sha256: string,
  look: () => Promise<VideoFacts>,
  most = mostKept,
): Promise<VideoFacts> => {
  const kept = known.get(house) ?? new Map<string, Promise<VideoFacts>>()
  known.set(house, kept)
  const facts = kept.get(sha256) ?? look()
  // The one that was asked for last stands at the end; the first one is forgotten.
  kept.delete(sha256)
  kept.set(sha256, facts)
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break
    kept.delete(oldest)
  }
  facts.catch(() => {
    if (kept.get(sha256) === facts) kept.delete(sha256)
  })
  return facts
}
