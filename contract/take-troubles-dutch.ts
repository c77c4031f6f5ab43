import type { TroubleWords } from './take-troubles.ts'

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
