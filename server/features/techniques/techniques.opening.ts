import type { Technique, TechniquePhase } from '@greenroom/contract/techniques.ts'
import { written } from './techniques.writing.ts'

/** The phases of a call. A table, so that a house with other phases changes rows and no code. */
export const techniquePhases: TechniquePhase[] = [
  { key: -1, names: { en: 'Before the call', nl: 'Voor het gesprek' }, scoredAs: 'preparation' },
  { key: 1, names: { en: 'Opening', nl: 'Opening' }, scoredAs: 'preparation' },
  { key: 2, names: { en: 'Discovery', nl: 'Behoefte' }, scoredAs: 'discovery' },
  { key: 3, names: { en: 'Proposal and objections', nl: 'Voorstel en bezwaren' }, scoredAs: 'proposal' },
  { key: 4, names: { en: 'Decision', nl: 'Beslissing' }, scoredAs: 'closing' },
]

export const openingTechniques: Technique[] = [
  written(-1, 'goal_setting', {
    en: {
      name: 'Call goal',
      summary: 'Says before the call what it is for, and the smallest next step that would still be worth it.',
      cues: 'my|the|main goal ... is|for; goal for this|the|today call|conversation; best outcome; i want to leave with; at least i want; minimum ... is; smallest next step; i would settle for; i want|hope|aim to; i want|need a|an|the|him|her|them; i would like a|an|to|him|her|them; i hope for; get|book|agree|arrange|land|secure|plan a|an|the|half|another ... meeting|appointment|hour|call|demo|pilot|date|signature|order|decision|follow-up; a|an|half|one|second|another ... meeting|appointment|hour|call|demo|pilot|signature|decision|order ... with|on|by|for|next; find out|know|learn who|whether|what|how|why; come away|end with; next step',
      example: 'My goal for this call is a second meeting with both partners; at the least I want to know who decides.',
    },
    nl: {
      name: 'Gespreksdoel',
      summary: 'Zegt vooraf waar het gesprek voor is en met welke kleinste vervolgstap het nog geslaagd is.',
      cues: 'mijn|het doel ... is|voor; doel voor|van dit|het gesprek; minimaal wil ik; ik wil minimaal|minstens; beste uitkomst; kleinste vervolgstap; ik ben tevreden als; ik wil eindigen met; ik wil een|het|de|hem|haar|graag|weten|bereiken|afspreken; ik hoop op|dat; ik streef naar; een|het|half|tweede ... afspraak|gesprek|uur|demo|proef|handtekening|besluit|order ... met|op|voor|volgende; afspraak|gesprek|demo|proef|besluit|handtekening maken|plannen|regelen|krijgen; weten|erachter wie|of|wat|hoe|waarom; eindigen met; vervolgstap',
      example: 'Mijn doel voor dit gesprek is een afspraak met beide eigenaren; minimaal wil ik weten wie er beslist.',
    },
  }),
  written(-1, 'account_research', {
    en: {
      name: 'Research hook',
      summary: 'Opens with something specific about this customer that was looked up.',
      cues: 'i saw|read|noticed ... you|your|that; i noticed|saw|read|understood on|from your; looked at your site|website|annual|vacancies|page; your recent|latest ... report|vacancy|news|post; i see you are hiring; i read|saw|heard ... opened|hiring|moved|grown|bought|expanding; i see|saw|noticed ... page|site|website|vacanc*|report|profile',
      example: 'I saw on your site that you are hiring two more fitters this year.',
    },
    nl: {
      name: 'Onderzochte aanleiding',
      summary: 'Begint met iets dat over juist deze klant is opgezocht.',
      cues: 'ik zag|las|lees|zie ... u|dat; viel me|mij op dat; op u site|website ... zag|las|stond|zie; in u jaarverslag|vacature*; ik heb gezien|gelezen ... u|dat; ik zag op u; ik las|zag|hoorde ... geopend|zoekt|verhuisd|gegroeid|overgenomen|uitbreidt; op u ... zag|las|lees|zie ik; vacature* ... zag|las|stond',
      example: 'Ik zag op uw site dat u dit jaar twee extra monteurs zoekt.',
    },
  }),
  written(-1, 'persona_hypothesis', {
    en: {
      name: 'Hypothesis',
      summary: 'Comes with a guess about what is in the way of this customer that the call can prove wrong.',
      cues: 'my guess is; my hunch is; i suspect ... that|you; i expect ... that; teams|companies|firms like yours|this often; i assume ... that; my hypothesis is',
      example: 'My guess is that planning eats up evenings at this size. Is that anywhere near the truth?',
    },
    nl: {
      name: 'Vermoeden',
      summary: 'Komt met een vermoeden over wat deze klant dwarszit, dat in het gesprek weerlegd kan worden.',
      cues: 'mijn vermoeden is; ik vermoed ... dat; ik verwacht ... dat; bedrijven|teams als dat|die van u; bedrijven|teams zoals u|dat|die; ik denk dat hij|zij|ze; mijn inschatting is; mijn hypothese is',
      example: 'Mijn vermoeden is dat de planning bij deze omvang de avonden opslokt. Zit ik er ver naast?',
    },
  }),
  written(1, 'permission_opener', {
    en: {
      name: 'Permission',
      summary: 'Asks whether it suits, and makes it easy to say no.',
      cues: 'is this|now|it a bad|good|convenient time|moment ?; did i catch you; have|got|spare a minute|moment ?; two minutes|moments of your time; can|could|may i have|take a minute|moment|couple; do you have a minute|moment|couple|few ?; if ... not convenient|suit* ... say|tell; is it ok|okay|alright if ?; does it suit ... ?; is now a bad time; do|have|got you have|got ... minute|minutes|moment ... ?; am i interrupting|disturbing|catching ... ?; is|would ... good|convenient|bad|right time|moment ... ?',
      example: 'Is now a bad time? If so I will call back when it suits you.',
    },
    nl: {
      name: 'Toestemming',
      summary: 'Vraagt of het uitkomt en maakt nee zeggen gemakkelijk.',
      cues: 'bel|stoor ik ... gelegen|ongelegen|u ?; komt het ... uit|gelegen ?; heb|heeft|hebt|hebben u ... minuut|minuten|minuutje|moment|momentje|tijd ?; schikt het ?; als het niet uitkomt; is dit een goed moment ?; heb*|heeft u ... minu*|momentje|moment|even ... ?; stoor ik ?; mag ik u ... minu*|storen|vragen ... ?',
      example: 'Bel ik gelegen? Zo niet, dan bel ik graag terug wanneer het u wel past.',
    },
  }),
  written(1, 'agenda_contract', {
    en: {
      name: 'Agenda',
      summary: 'Agrees what the talk is for, how long it takes, and what is decided at the end.',
      cues: 'the|an|my|our agenda is|for|today|would; on the agenda; by the end of this|the|our call|meeting|talk|conversation|half; at the end we|you ... decide|see|know; i would like|suggest ... ask|start ... then|and; what i would like to do ... is; i propose ... minutes; plan for|of today|this; does that work|plan ... today ?; then we decide|see ... whether|if; decide|see|agree at the end; first ... questions|things and then we|you; decide|deciding|see if|whether we|it|there ... again|sense|fit|further|next; proposal|plan for today|this',
      example:
        'I would like to ask a few questions first, and by the end of this call we decide together whether a meeting makes sense. Is that OK?',
    },
    nl: {
      name: 'Agenda',
      summary: 'Spreekt af waar het gesprek voor is, hoe lang het duurt en wat er aan het eind wordt beslist.',
      cues: 'de|een|mijn agenda is|voor vandaag|dit; op de agenda; het doel van vandaag|dit; aan het eind|einde ... beslis*|kijken|weten|bepalen|besluiten; ik stel voor ... vragen|minuten|beginnen|eerst; ik wil graag eerst ... vragen|horen; ik stel ... graag ... vragen ... en|dan; dan beslissen|bepalen|kijken we ... of; akkoord ?; aan het eind|einde ... samen; eerst ... horen|vragen|weten ... dan kijken|bepalen|beslissen; beslissen|bepalen|kijken we of ... verder|zin|past|weer; voorstel|plan voor vandaag|dit',
      example:
        'Ik stel graag eerst een paar vragen, en aan het eind beslissen we samen of een afspraak zin heeft. Akkoord?',
    },
  }),
  written(1, 'rapport_relevant', {
    en: {
      name: 'Relevant rapport',
      summary: 'Small talk that is about the customer’s own world.',
      cues: 'congrat*; how did ... go ?; how was ... ?; good to hear ... your|you; well done with|on; how are things at|with|since ?',
      example: 'Congratulations on the new branch. How did the opening go?',
    },
    nl: {
      name: 'Gericht contact',
      summary: 'Een praatje dat over de eigen wereld van de klant gaat.',
      cues: 'gefeliciteerd; proficiat; hoe was ... ?; hoe is|ging ... gegaan|verlopen|opening|verhuizing ?; mooi ... dat u; wat leuk dat u; hoe gaat het met|bij|sinds ... ?; hoe loopt het met|bij|sinds ... ?',
      example: 'Gefeliciteerd met de nieuwe vestiging. Hoe is de opening gegaan?',
    },
  }),
  written(1, 'value_hook', {
    en: {
      name: 'Relevance hook',
      summary: 'One sentence: whom we help, and to what result.',
      cues: 'we help ... to|who|that|with|get|save|find|keep; we work with ... who|that|to; what we do is help|make; we make sure that|your ... so|without; we help; we work for|with firms|companies|teams|people; we make sure ...; we see to it',
      example: 'We help installation firms to get their planning out of the evenings.',
    },
    nl: {
      name: 'Eén zin waarde',
      summary: 'In één zin: wie wij helpen en met welk resultaat.',
      cues: 'wij|we helpen ... om|die|met|te|zodat; wij|we werken voor|met ... die|om; wij|we zorgen ervoor|dat ... dat|zonder|zodat; wij|we helpen; wij|we werken voor; wij|we zorgen dat|ervoor; wij|we maken dat',
      example: 'Wij helpen installatiebedrijven om de planning uit de avonduren te krijgen.',
    },
  }),
]
