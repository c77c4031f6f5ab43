import type { PublisherCode, publisherValues, ValuesOf } from '@greenroom/contract/notices.ts'
import type { CreatorInfo, PostDraft, PostProblem, PostTexts } from '../publisher-post.ts'

/** Lengths in UTF-16 units, which is JavaScript's own `length`. "Direct Post", "Photo Post" references. */
const textLimits = { videoTitle: 2200, photoTitle: 90, photoDescription: 4000 }
export const maxPhotos = 35
/** "Privacy level" of the references: seen by the person who posts, and by nobody else. */
export const onlyMe = 'SELF_ONLY'
const everyone = 'PUBLIC_TO_EVERYONE'

/**
 * "Get started" of the Content Posting API: requests a minute for one user's token. `read` stands for user/info,
 * video/list and video/query.
 */
export const perMinute = { creator: 20, init: 6, status: 30, read: 600 } as const
/** "Direct Post" and "Upload" notes: pending shares of one account within 24 hours. */
export const inboxPerDay = 5
/** "Media Transfer Guide": an upload URL is valid for one hour. */
export const uploadUrlSeconds = 3600

export const scopeFor = (delivery: PostDraft['delivery']): string =>
  delivery === 'direct' ? 'video.publish' : 'video.upload'

/** What stands in the sentences of a problem. */
export type Values<Code extends PublisherCode> = ValuesOf<typeof publisherValues, Code>

/** A problem that stops the post. `values`: what stands in its sentence and its fix. */
export const stop = <Code extends PublisherCode>(
  field: PostProblem['field'],
  code: Code,
  values: Values<Code>,
  sentence: string,
  fix: string,
): PostProblem => ({ field, level: 'stop', code: `tiktok.${code}`, sentence, fix, values })

export const warn = <Code extends PublisherCode>(
  field: PostProblem['field'],
  code: Code,
  values: Values<Code>,
  sentence: string,
  fix: string,
): PostProblem => ({ ...stop(field, code, values, sentence, fix), level: 'warn' })

/** What speaks against the words and choices. `creator` null: what depends on the account is left out. */
export const draftProblems = (draft: PostDraft, creator: CreatorInfo | null, audited: boolean): PostProblem[] => [
  ...lengthProblems(draft),
  // The person chooses the rest in the app.
  ...(draft.delivery === 'inbox' ? [] : [...privacyProblems(draft, creator, audited), ...commercialProblems(draft)]),
  ...(draft.delivery === 'inbox' || creator === null ? [] : disabledProblems(draft, creator)),
]

const lengthProblems = ({ kind, delivery, title, description }: PostDraft): PostProblem[] => {
  const tooLong = (field: 'title' | 'description', given: string, most: number): PostProblem[] =>
    given.length <= most
      ? []
      : [
          stop(
            field,
            `${field}_too_long`,
            { length: given.length, most, over: given.length - most },
            `The ${field} counts ${given.length} characters; TikTok takes ${most} (an emoji counts as two or more).`,
            `Shorten the ${field} by ${given.length - most}.`,
          ),
        ]
  if (kind === 'photos')
    return [
      ...tooLong('title', title, textLimits.photoTitle),
      ...tooLong('description', description, textLimits.photoDescription),
    ]
  // An inbox video takes no words along.
  return delivery === 'inbox' ? [] : tooLong('title', title, textLimits.videoTitle)
}

/** "Content Sharing Guidelines": no default; the options of creator_info only; branded content is never private. */
const privacyProblems = (draft: PostDraft, creator: CreatorInfo | null, audited: boolean): PostProblem[] => {
  const { privacy } = draft
  if (privacy === null)
    return [stop('privacy', 'no_privacy', {}, 'Nobody has chosen who may see the post.', 'Choose who may see it.')]
  const found: PostProblem[] = []
  if (creator !== null && !creator.privacyOptions.includes(privacy))
    found.push(
      stop(
        'privacy',
        'privacy_not_offered',
        {},
        'This account does not offer the chosen visibility.',
        'Choose another one.',
      ),
    )
  if (draft.commercial && draft.brandedContent && privacy === onlyMe)
    found.push(
      stop(
        'privacy',
        'branded_private',
        {},
        'Branded content visibility cannot be set to private.',
        'Let more people see the post, or take "Branded content" off.',
      ),
    )
  if (audited) return found
  if (privacy !== onlyMe)
    found.push(
      stop(
        'privacy',
        'unaudited_public',
        {},
        'TikTok has not audited this app yet, so it takes only posts that their owner alone can see.',
        'Choose "Only me"; the visibility can be changed in the app afterwards.',
      ),
    )
  if (creator?.privacyOptions.includes(everyone) === true)
    found.push(
      warn(
        'account',
        'unaudited_account',
        {},
        'TikTok has not audited this app yet, so the account itself must be private too.',
        'Set the account to private in the TikTok app before the post goes out.',
      ),
    )
  return found
}

const commercialProblems = ({ commercial, ownBrand, brandedContent }: PostDraft): PostProblem[] =>
  commercial && !ownBrand && !brandedContent
    ? [
        stop(
          'commercial',
          'commercial_undecided',
          {},
          'The post is said to promote something, but not what.',
          'You need to indicate if your content promotes yourself, a third party, or both.',
        ),
      ]
    : []

const disabledProblems = (draft: PostDraft, creator: CreatorInfo): PostProblem[] => {
  const off = (field: 'comments' | 'duet' | 'stitch', wanted: boolean, disabled: boolean): PostProblem[] =>
    wanted && disabled
      ? [
          stop(
            field,
            `${field}_disabled`,
            {},
            `This account has switched ${field} off in TikTok.`,
            `Leave ${field} off, or allow it in the settings of the TikTok app.`,
          ),
        ]
      : []
  return [
    ...off('comments', draft.allowComments, creator.commentDisabled),
    ...(draft.kind === 'photos'
      ? []
      : [
          ...off('duet', draft.allowDuet, creator.duetDisabled),
          ...off('stitch', draft.allowStitch, creator.stitchDisabled),
        ]),
  ]
}

const music = {
  text: 'Music Usage Confirmation',
  url: 'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en',
}
const branded = { text: 'Branded Content Policy', url: 'https://www.tiktok.com/legal/page/global/bc-policy/en' }

/** "Content Sharing Guidelines": the words are TikTok's own and are looked for at its audit. */
export const postTexts = ({ commercial, ownBrand, brandedContent }: PostDraft): PostTexts => {
  const paid = commercial && brandedContent
  const label = paid ? 'Paid partnership' : commercial && ownBrand ? 'Promotional content' : null
  return {
    label: label === null ? null : `Your photo/video will be labeled as '${label}'`,
    consent: paid
      ? `By posting, you agree to TikTok's ${branded.text} and ${music.text}`
      : `By posting, you agree to TikTok's ${music.text}`,
    consentLinks: paid ? [branded, music] : [music],
    processing: 'After posting, it may take a few minutes for the content to process and be visible on your profile.',
  }
}
