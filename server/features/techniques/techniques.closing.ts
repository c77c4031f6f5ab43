import type { Technique } from '@greenroom/contract/techniques.ts'
import { written } from './techniques.writing.ts'

export const closingTechniques: Technique[] = [
  written(4, 'trial_close', {
    en: {
      name: 'Trial close',
      summary: 'Tests how near the decision is, with a condition.',
      cues: 'if we|i|that|this ... would you ... ?; how does|would that|this sound ?; does that|this sound ... ?; suppose we|i|that ... would ... ?; what would it take ... ?; is that|this something you ... ?; how close are|is we|you|this ... ?; on a scale ... ?; are we on the same ... ?; does this fit|look ... ?; how do you feel|look|think about|at|of this|it|that ... ?; if i|we ... are|would|will|do you ... ?; does this feel ... ?',
      example: 'If we settle the start date, would you be ready to go ahead?',
    },
    nl: {
      name: 'Proefafsluiting',
      summary: 'Toetst met een voorwaarde hoe dichtbij de beslissing is.',
      cues: 'als we|wij|ik|dat|dit ... zou|zouden|wil* u ... ?; hoe klinkt dat|dit ... ?; klinkt dat ... ?; stel dat ... zou|zouden u ... ?; wat is er nodig om ... ?; is dat|dit iets ... ?; hoe ver|dichtbij zijn|bent we|u ... ?; past dat|dit ... ?; kunt|kun|zou u u|zich|daar|hier ... vinden ... ?; hoe kijk* u ... tegenaan|naar ... ?; hoe staat u ... tegenover ... ?; als ik|we|wij ... doe*|zou*|wil*|ben*|bent|gaat|tekent u ... ?; wat vindt u ... tot nu toe ... ?',
      example: 'Als we de startdatum oplossen, zou u er dan mee door willen?',
    },
  }),
  written(4, 'assumptive_next', {
    structure: 'dated_action',
    en: {
      name: 'Concrete next step',
      summary: 'Proposes an action with a date and a name.',
      cues: 'shall|can|could|should we|i ... monday|tuesday|wednesday|thursday|friday|tomorrow|week; shall|can|could|should we|i ... book|schedule|plan|meet|call|put|set|start|sit|say|make|do; let us ... book|schedule|plan|meet|put|set|start|sit|say|make; i will ... send|call|book|plan|mail|prepare|put|have|bring|set|be|ring|come; i|we suggest|propose ... meet|call|start|book|sit|on; are you free|available ... ?; does ... suit|work ... ?; would ... suit|work ... ?; what about|how about ...; let us ... diary|calendar|date; would ... work|suit ... ?; i propose|suggest ...; how does ... sound|look ... ?',
      example: 'Shall we book Tuesday at ten, with your partner at the table?',
    },
    nl: {
      name: 'Concrete vervolgstap',
      summary: 'Stelt een actie voor met een datum en een naam.',
      cues: 'zullen we ... maandag|dinsdag|woensdag|donderdag|vrijdag|morgen|week; zullen we ... inplannen|afspreken|plannen|bellen|zitten|zetten|starten|doen|beginnen|prikken|zeggen|om|op; ik stuur|bel|mail|plan|zet|kom|maak|zorg|reserveer ...; ik stel voor ... dinsdag|maandag|woensdag|donderdag|vrijdag|week|bellen|starten; komt ... uit|gelegen ... ?; schikt|past ... ?; bent|ben|zijn u ... beschikbaar|vrij ... ?; kun*|kan u ... ?; wat dacht|denkt u van ...; laten we ... inplannen|afspreken|plannen|zetten|prikken|starten|bellen; dan stuur|bel|mail|plan|zet|kom ik; laten we ... agenda|datum|afspraak; zou|zouden ... schikken|passen|uitkomen|lukken ... ?; kan|kunnen we|u ... ?; ik kom ... langs',
      example: 'Zullen we dinsdag om tien uur inplannen, met uw compagnon erbij?',
    },
  }),
  written(4, 'choice_close', {
    en: {
      name: 'Either or',
      summary: 'Lets the customer choose between two good options.',
      cues: 'would you rather|prefer ... or ... ?; do you prefer ... or ... ?; which suits|works|fits ... or ... ?; what suits|works ... better ... or ?; shall we ... or ... ?; does ... or ... suit|work|fit ... ?; do|would you want|like|prefer ... or ... ?',
      example: 'Would you rather start with the warehouse in Ghent or the one in Antwerp?',
    },
    nl: {
      name: 'Keuze',
      summary: 'Laat kiezen uit twee goede mogelijkheden.',
      cues: 'liever ... of ... ?; heeft|heb* u ... voorkeur ... of ... ?; wat past|schikt|komt ... beter ... of ... ?; zullen we ... of ... ?; wil*|wilt u ... of ... ?; past ... of ... ?; wil*|wilt|begin*|start* u ... of ... ?',
      example: 'Begint u liever met het magazijn in Gent of dat in Antwerpen?',
    },
  }),
  written(4, 'direct_ask', {
    en: {
      name: 'Direct ask',
      summary: 'Asks for the decision in plain words.',
      cues: 'can|shall|could we go ahead ... ?; are you ready to ... ?; do we have a deal|an agreement ... ?; can|may|could i have|count|put|take ... order|signature|agreement|down ... ?; will|would you sign ... ?; shall|can we sign ... ?; do you want to go ahead|proceed|start ... ?; may|can i write|book the order ... ?; are we agreed ... ?; do|can|could|shall we agree ... ?; can|could you agree|commit to ... ?; shall|can|should|could we do it|this|that ?; would|do you like|want to go|start|proceed|order|continue ... ?; are you in ?; is it a yes ?',
      example: 'Can we go ahead on these terms?',
    },
    nl: {
      name: 'Rechtstreeks vragen',
      summary: 'Vraagt in gewone woorden om de beslissing.',
      cues: 'gaan we ervoor ... ?; gaan we ... doen|akkoord|door|van start ... ?; zullen we ... tekenen|doen|vastleggen ... ?; zullen we het zo doen|afspreken ?; heb*|hebben we ... deal|akkoord ... ?; bent|ben|zijn u ... klaar|bereid|akkoord ... ?; mag ik ... noteren|rekenen|opmaken|order ... ?; wil*|wilt u ... tekenen|doorgaan|starten|akkoord ... ?; kunt|kun|kan u ... akkoord|tekenen ... ?; kunnen we ... afronden|vastleggen|tekenen|akkoord ... ?; zijn we het ... eens ... ?; zullen|gaan we het|dit doen ?; doet|doe u mee ?; wil*|wilt u ... mee door|bestellen|beginnen ... ?; is het een ja ?',
      example: 'Gaan we ervoor, op deze voorwaarden?',
    },
  }),
  written(4, 'silence_after_ask', {
    structure: 'silence_after_ask',
    en: {
      name: 'Silence',
      summary: 'Asks, and then leaves the next word to the customer.',
      example: 'Can we go ahead? (silence)',
    },
    nl: {
      name: 'Stilte',
      summary: 'Vraagt, en laat het volgende woord aan de klant.',
      example: 'Gaan we ervoor? (stilte)',
    },
  }),
  written(4, 'recap_commit', {
    en: {
      name: 'Recap of promises',
      summary: 'Repeats who does what, and by when.',
      cues: 'so you will|are ... and i|we ...; so i will|shall|send|call ... and you ...; you will ... and i will|shall|send|call ...; i will ... and you ... by|on|before ...; to confirm ... you|i|we ...; so we|what agreed|have|is ...; just to confirm|recap ...; so agreed ...; agreed then ...; then|so i will|shall ... and you will|ask|talk|sign|send|check ...',
      example: 'So you will ask Willem for his diary, and I will send the figures by Thursday.',
    },
    nl: {
      name: 'Afspraken herhalen',
      summary: 'Herhaalt wie wat doet en voor wanneer.',
      cues: 'dus u ... en ik ...; dan ... u ... en ik ...; u stuurt|vraagt|bespreekt|tekent|regelt|zorgt|belt|geeft|stuur|vraag|bespreek|teken|regel|zorg|bel ... en|dan ... ik ...; dus ik ... en u ...; ik ... en u ... voor|op|uiterlijk ...; even bevestigen ...; ter bevestiging ...; de afspraak is ...; afgesproken dus ...; dus afgesproken ...; we spreken dus af ...; dan stuur|mail|bel|regel|maak|zet|plan ik ... en ... u; dan bespreekt|vraagt|tekent|belt u ... en ... ik',
      example: 'Dus u vraagt Willem om zijn agenda, en ik stuur de cijfers voor donderdag.',
    },
  }),
  written(4, 'graceful_no', {
    en: {
      name: 'Accept a no',
      summary: 'Takes a no kindly and leaves the door open.',
      cues: 'no problem ...; may|can|could i check back|call ... in|after|next ... ?; may|can|could i come back ... ?; that is fine|alright|okay ... then|thank*|no; thank you for being|your honest*|clear|openness|candour; i respect|accept that; no hard feelings; i will leave it|you; may|can|could|shall i ... call|come|try|ask ... again|back ... ?; that is ... fine|alright|okay; thank you for telling|saying',
      example: 'No problem, thank you for being clear. May I check back in the spring?',
    },
    nl: {
      name: 'Nee aanvaarden',
      summary: 'Neemt een nee goed op en houdt de deur open.',
      cues: 'geen probleem ...; geen punt ...; mag|zal ik ... terugkomen|terugbellen|later ... ?; mag ik u ... weer|nog|in ... bellen ... ?; dank ... eerlijk*|duidelijk*|openheid; dat respecteer ik; prima ... dan laat ik het; dan laat ik het hierbij; helemaal goed ... dank; mag|zal|kan ik u ... weer|nog|later|opnieuw ... bellen|benaderen|vragen ... ?; dat is helemaal prima|goed; goed dat u het zegt',
      example: 'Geen probleem, dank voor uw eerlijkheid. Mag ik in het voorjaar terugkomen?',
    },
  }),
]
