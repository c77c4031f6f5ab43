import type { AntiPattern } from '@greenroom/contract/techniques.ts'
import { writtenFault } from './techniques.writing.ts'

/** What one should not do. Some are seen by words, some by order, length and time (techniques.faults.rules.ts). */
export const houseFaults: AntiPattern[] = [
  writtenFault('pitch_too_early', {
    en: {
      name: 'Pitch too early',
      summary: 'Talks about the product before knowing what the customer needs.',
      cues: 'our platform|product|software|solution|tool|system|service|package|app ... is|has|does|can|will|offers|gives|includes; we offer|provide|deliver|sell|have ... platform|product|software|solution|tool|features|modules|package|system; with our platform|product|software|solution|tool|system; we are the best|leading|number|biggest|cheapest',
    },
    nl: {
      name: 'Te vroeg verkopen',
      summary: 'Praat over het product voordat duidelijk is wat de klant nodig heeft.',
      cues: 'ons|onze platform|product|software|oplossing|tool|systeem|dienst|pakket|app ... is|heeft|kan|biedt|geeft|doet|zit; wij|we bieden|leveren|verkopen|hebben ... platform|product|software|oplossing|tool|functies|modules|pakket|systeem; met ons|onze platform|product|software|oplossing|tool|systeem|pakket; wij|we zijn de beste|grootste|goedkoopste|marktleider',
    },
  }),
  writtenFault('leading_question', {
    en: {
      name: 'Leading question',
      summary: 'A question that already holds its answer.',
      cues: 'do not you think|agree|want ...; would not you say|agree|like|want ...; surely you ... ?; you do want ... ?; is not it ... ?; what do you think about|of that|this great|good|special|sharp ... ?; you would agree ... ?; who would not want ...',
    },
    nl: {
      name: 'Sturende vraag',
      summary: 'Een vraag waar het antwoord al in zit.',
      cues: 'vindt|vind|denkt|denk u ook niet ...; vindt|vind u niet ook|dat ...; u wil*|wilt toch ...; dat wil*|wilt u toch ...; u bent het toch|vast ... eens ... ?; wie wil dat|er nou niet ...; is het niet zo dat ... ?; u zult|zal het toch ... ?',
    },
  }),
  writtenFault('question_stacking', {
    en: { name: 'Stacked questions', summary: 'Three or more questions at once, so that none is answered.' },
    nl: { name: 'Vragen stapelen', summary: 'Drie of meer vragen tegelijk, zodat er geen wordt beantwoord.' },
  }),
  writtenFault('interrupting', {
    en: { name: 'Interrupting', summary: 'Starts talking before the customer has finished.' },
    nl: { name: 'Onderbreken', summary: 'Begint te praten voordat de klant klaar is.' },
  }),
  writtenFault('arguing', {
    en: {
      name: 'Arguing',
      summary: 'Contradicts instead of asking.',
      cues: '^ no but ...; ^ yes but you ...; you are wrong; that is wrong|nonsense|not true|ridiculous; you do not understand; that is just not; with all due respect; you are not listening; that makes no sense',
    },
    nl: {
      name: 'In discussie gaan',
      summary: 'Spreekt tegen in plaats van te vragen.',
      cues: '^ nee maar ...; ^ ja maar u ...; dat klopt niet|helemaal|gewoon; dat is niet waar|onzin|gewoon; u hebt|heeft|heb het mis|verkeerd|fout; u begrijpt|begrijp|snapt|snap het niet; onzin; met alle respect; u luistert niet; dat slaat nergens op',
      not: 'klopt dat niet',
    },
  }),
  writtenFault('unprompted_discount', {
    en: {
      name: 'Discount for nothing',
      summary: 'Gives money away without asking for anything back.',
      cues: 'i|we can|could|will|would give|offer|do|make ... discount|cheaper|off; i|we give|offer ... discount|cheaper|off; i|we can|could|will|would lower|drop|cut|reduce|knock ... price|percent|%|off; let me|us take|knock|do|give|offer ... off|percent|%|discount; how about a discount; take ... %|percent off; i|we can|could|will|would ... lower price|rate',
    },
    nl: {
      name: 'Korting voor niets',
      summary: 'Geeft geld weg zonder er iets voor terug te vragen.',
      cues: 'ik|we|wij kan|kunnen|zal|zou|wil ... korting|eraf|goedkoper; ik|we|wij geef|geven|bied|bieden|doe|doen|haal ... korting|eraf|goedkoper; kan|zal|geef|bied|doe|haal ik|we|wij ... korting|eraf|zakken|goedkoper; ik|we kan|kunnen ... zakken|verlagen',
    },
  }),
  writtenFault('feature_dump', {
    en: { name: 'Monologue', summary: 'Talks for more than a minute without a question.' },
    nl: { name: 'Monoloog', summary: 'Praat langer dan een minuut zonder een vraag.' },
  }),
  writtenFault('no_next_step', {
    en: { name: 'No next step', summary: 'The call ends without anything agreed.' },
    nl: { name: 'Geen vervolgstap', summary: 'Het gesprek eindigt zonder afspraak.' },
  }),
  writtenFault('disparaging_competitor', {
    en: {
      name: 'Running down others',
      summary: 'Speaks badly of the supplier the customer has chosen.',
      cues: 'they|them|competitor*|supplier|vendor|their|those ... terrible|rubbish|awful|useless|unreliable|crooks|amateurs|garbage|hopeless|bad|worst; everyone|everybody knows they|that ...; you chose the wrong ...; i hear|heard bad|awful ... about them',
    },
    nl: {
      name: 'Anderen afkraken',
      summary: 'Praat slecht over de leverancier die de klant heeft gekozen.',
      cues: 'zij|ze|hen|concurrent*|leverancier|partij|hun|die ... slecht|waardeloos|onbetrouwbaar|prutsers|amateurs|rommel|troep|hopeloos|oplichters|slechtste; iedereen weet dat ze|zij|die|hun ...; u hebt|heeft|heb verkeerd gekozen; ik hoor|hoorde slechte ...',
    },
  }),
  writtenFault('false_claim', {
    en: {
      name: 'Unsupported claim',
      summary: 'Promises something that is not on the fact sheet.',
      cues: 'i guarantee|promise ... %|percent|always|never|all|every|that|you; hundred percent; 100 %; works with everything; never fails|breaks|goes; no risk at all; completely free; always|every time without exception',
    },
    nl: {
      name: 'Loze belofte',
      summary: 'Belooft iets wat niet op het feitenblad staat.',
      cues: 'ik garandeer|beloof ... ; honderd procent; 100 %; werkt met alles; gaat nooit stuk|mis|kapot; geen enkel risico; helemaal gratis; altijd zonder uitzondering',
    },
  }),
  writtenFault('rude', {
    en: {
      name: 'Rude',
      summary: 'Insults, shouts or belittles.',
      cues: 'idiot*; stupid; shut up; dumb; moron*; fuck*; screw you; wast* my time; wast* of my time; you are useless|an; damn you; are you deaf; get lost',
      not: 'stupid question; i am stupid; my stupid',
    },
    nl: {
      name: 'Onbeleefd',
      summary: 'Beledigt, snauwt of kleineert.',
      cues: 'idioot; idioten; sukkel*; hou* ... mond|bek|kop; dom|domme|domste; achterlijk*; verspil* mijn tijd; zeur niet; rot op; ben* u doof; klootzak*; lul*',
      not: 'domme vraag; dom van mij',
    },
  }),
]
