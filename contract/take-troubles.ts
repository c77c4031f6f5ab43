import type { SceneTrouble } from './scenes.ts'

/**
 * Why a take has no result, in the words of a language: for the studio and for letters. Dutch has a file of its own, so that a
 * browser fetches the one language that it shows.
 */
export interface TroubleWords {
  /** By code; by code and input, `generations.invalid_input.end`, where the input says what to change. */
  readonly troubles: Readonly<Record<string, string>>
  readonly charged: Readonly<Record<SceneTrouble['charged'], string>>
}

/** The sentence for a trouble, the one about its input first; undefined for a code without words. */
export const troubleSentence = (
  { code, input }: Pick<SceneTrouble, 'code' | 'input'>,
  { troubles }: TroubleWords,
): string | undefined => (input === null ? undefined : troubles[`${code}.${input}`]) ?? troubles[code]

export const englishTroubles: TroubleWords = {
  troubles: {
    'generations.unknown':
      'Nobody knows whether the maker took this request. It is never sent again by itself; an admin looks it up.',
    'generations.canceled': 'Stopped before it was made.',
    'generations.auth': 'The maker did not accept the key of this house. An admin must check it.',
    'generations.insufficient_funds': 'The maker’s account has no money left. Add funds there, then try again.',
    'generations.rate_limited': 'The maker is busy with other work of this house. Try again in a minute.',
    'generations.invalid_input': 'The maker could not use what was sent.',
    'generations.invalid_input.prompt': 'The maker refused the prompt. Change its words.',
    'generations.invalid_input.start': 'The maker could not use the start frame. Choose another photo.',
    'generations.invalid_input.end': 'The maker could not use the end frame. Choose another photo, or none.',
    'generations.invalid_input.options': 'The maker refused this combination of settings. Choose another one.',
    'generations.moderated':
      'The maker’s content rules refused this. Change the prompt or the frames; the same request may also pass another time.',
    'generations.provider_down': 'The maker had a fault of its own. Try again.',
    'generations.expired': 'The maker did not finish in time. Try again.',
    'generations.failed': 'The maker could not make this take. Try again.',
  },
  charged: {
    no: 'Nothing was charged.',
    refunded: 'The price was refunded.',
    yes: 'The price was charged.',
    unknown: 'Whether it was charged is not known.',
  },
}
