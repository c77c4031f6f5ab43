import type { SceneTrouble } from './scenes.ts'

/** Why a take has no result, in the words of a language: for the studio and for letters. */
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

export const dutchTroubles: TroubleWords = {
  troubles: {
    'generations.unknown':
      'Het is niet bekend of de maker dit verzoek heeft aangenomen. Het wordt nooit vanzelf opnieuw verstuurd; een beheerder zoekt het uit.',
    'generations.canceled': 'Gestopt voordat hij gemaakt was.',
    'generations.auth': 'De maker accepteerde de sleutel van dit huis niet. Een beheerder moet die nakijken.',
    'generations.insufficient_funds':
      'Er staat geen geld meer op de rekening bij de maker. Vul die aan en probeer het opnieuw.',
    'generations.rate_limited': 'De maker is bezig met ander werk van dit huis. Probeer het over een minuut opnieuw.',
    'generations.invalid_input': 'De maker kon niet gebruiken wat er gestuurd werd.',
    'generations.invalid_input.prompt': 'De maker weigerde de prompt. Wijzig de woorden.',
    'generations.invalid_input.start': 'De maker kon het beginbeeld niet gebruiken. Kies een andere foto.',
    'generations.invalid_input.end': 'De maker kon het eindbeeld niet gebruiken. Kies een andere foto, of geen.',
    'generations.invalid_input.options': 'De maker weigerde deze combinatie van instellingen. Kies een andere.',
    'generations.moderated':
      'De inhoudsregels van de maker weigerden dit. Wijzig de prompt of de beelden; hetzelfde verzoek kan een andere keer ook lukken.',
    'generations.provider_down': 'De maker had zelf een storing. Probeer het opnieuw.',
    'generations.expired': 'De maker was niet op tijd klaar. Probeer het opnieuw.',
    'generations.failed': 'De maker kon deze take niet maken. Probeer het opnieuw.',
  },
  charged: {
    no: 'Er is niets in rekening gebracht.',
    refunded: 'De prijs is terugbetaald.',
    yes: 'De prijs is in rekening gebracht.',
    unknown: 'Of er iets in rekening is gebracht is niet bekend.',
  },
}
