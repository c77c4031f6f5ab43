import type { SlideGroup } from '@greenroom/contract/slideshows.ts'

// The contract's own limits stand in a module of shapes, which would bring all of zod into the page.
const limits = { hashtag: 60, hashtags: 5 }

interface Pages {
  readonly pages: readonly { readonly groups: SlideGroup[]; readonly more: boolean }[]
}

/** Pages of groups, newest first, with one put in its place; one that is not known goes to the top. */
export function withGroup<P extends Pages>(known: P, group: SlideGroup): P {
  const isKnown = known.pages.some(({ groups }) => groups.some(({ id }) => id === group.id))
  return {
    ...known,
    pages: known.pages.map((page, place) => ({
      ...page,
      groups: isKnown
        ? page.groups.map((one) => (one.id === group.id ? group : one))
        : place === 0
          ? [group, ...page.groups]
          : page.groups,
    })),
  }
}

/** Progress only grows: what arrives late must not set it back. */
export const withProgress = (groups: readonly SlideGroup[], groupId: string, progress: number): SlideGroup[] =>
  groups.map((group) =>
    group.id === groupId && isMaking(group) && (group.progress ?? 0) < progress
      ? { ...group, state: 'rendering', progress }
      : group,
  )

export const isMaking = ({ state }: Pick<SlideGroup, 'state'>): boolean =>
  state === 'waiting' || state === 'writing' || state === 'rendering'

/** Hashtags as people type them; null when one of them cannot be one, or when there are too many. */
export function hashtagsFrom(text: string): string[] | null {
  const tags = text.split(/[\s,]+/).flatMap((word) => {
    const tag = word.replace(/^#+/, '')
    return tag === '' ? [] : [tag]
  })
  const good = tags.every((tag) => tag.length <= limits.hashtag && /^[\p{L}\p{M}\p{N}_]+$/u.test(tag))
  return good && tags.length <= limits.hashtags ? [...new Set(tags)] : null
}

const musicTypes: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  flac: 'audio/flac',
}

/** What a sound file is by its name: systems have several words for the same, or none. */
export function musicType(name: string, said: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return musicTypes[ending] ?? said
}
