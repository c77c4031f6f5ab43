import type { Scenario, ScenarioEdge, ScenarioNode } from '@greenroom/contract/scenarios.ts'
import { asksOneByOne, endsWithDate, forcedEnds, hasGoal, opensWell, smallTalk } from './scenarios.smalltalk.ts'
import { peter } from './scenarios.starter-supplier-customer.ts'
import {
  asked,
  both,
  check,
  drawn,
  end,
  endsWell,
  learns,
  objects,
  prepare,
  reveals,
  said,
  say,
  settles,
  talk,
  uses,
  way,
  without,
} from './scenarios.writing.ts'

const asks = ['assumptive_next', 'choice_close', 'direct_ask', 'trial_close']
const nodes: ScenarioNode[] = [
  prepare,
  say(
    'picks-up',
    'preparation',
    said(
      `Janssens, facilities, good day.
Peter Janssens. With whom do I have the pleasure?
Good day, Peter Janssens speaking.`,
      `Janssens, facilitair, goeiedag.
Peter Janssens. Met wie heb ik het genoegen?
Goeiedag, u spreekt met Peter Janssens.`,
    ),
  ),
  talk('opening', 'preparation'),
  ...objects('proposal', 'loyal'),
  talk('discovery', 'discovery'),
  ...reveals('discovery', 'contract', 'late', 'fear'),
  ...objects('proposal', 'switch'),
  talk('closing', 'closing'),
  end(
    'pilot',
    'next_step',
    both('Pilot on one site', 'Proef op één locatie'),
    said(
      `One site, one month, and nobody has to leave. Agreed. I look forward to it.
Good. We begin with the building in Mechelen. Put it on paper and I will sign it.
A trial, fine. If it goes well we talk again before the contract ends.`,
      `Eén locatie, één maand, en niemand hoeft weg. Afgesproken. Ik kijk ernaar uit.
Goed. We beginnen met het gebouw in Mechelen. Zet het op papier, dan teken ik.
Een proef, prima. Loopt het goed, dan praten we verder voor het contract afloopt.`,
    ),
  ),
  end(
    'offended',
    'lost',
    both('Offended', 'Beledigd'),
    said(
      `I do not speak that way about people I have worked with for nine years. Good day.
That is not how I want to do business. Good day to you.
You do not know them. I do. We leave it here.`,
      `Zo spreek ik niet over mensen met wie ik negen jaar werk. Goeiedag.
Zo wil ik geen zaken doen. Een goede dag nog.
U kent hen niet. Ik wel. We laten het hierbij.`,
    ),
  ),
  end(
    'stays',
    'lost',
    both('Stays where he is', 'Blijft waar hij is'),
    said(
      `Then we leave everything as it is. Thank you for your call.
I stay with what I know. No offence.
Perhaps another year. Good day.`,
      `Dan laten we alles zoals het is. Dank voor uw telefoontje.
Ik blijf bij wat ik ken. Niet kwaad bedoeld.
Misschien een ander jaar. Goeiedag.`,
    ),
  ),
  ...forcedEnds('u'),
]
const edges: ScenarioEdge[] = [
  way('prepare', 'picks-up'),
  way('picks-up', 'opening'),
  ...['opening', 'object-loyal', 'discovery', 'object-switch', 'closing'].map((from) =>
    way(from, 'offended', { faults: ['disparaging_competitor', 'arguing'] }),
  ),
  way('opening', 'object-loyal'),
  way('object-loyal', 'stays', { stuck: ['loyal'] }),
  ...asked('object-loyal', 'contract'),
  way('object-loyal', 'discovery', { settled: ['loyal'] }),
  way('discovery', 'stays', { used: ['graceful_no'] }),
  ...asked('discovery', 'contract', 'late', 'fear'),
  way('discovery', 'object-switch', {
    factsAtLeast: 2,
    used: [
      'reframe_insight',
      'proof_story',
      'benefit_link',
      'trial_close',
      'assumptive_next',
      'direct_ask',
      'choice_close',
      'boomerang',
      'summary',
      'isolate',
    ],
  }),
  way('tell-late', 'object-switch', { facts: ['contract', 'fear'] }),
  way('object-switch', 'stays', { stuck: ['switch'] }),
  ...asked('object-switch', 'fear'),
  way('object-switch', 'closing', { settled: ['switch'] }),
  ...asked('closing', 'late', 'contract'),
  way('closing', 'pilot', { used: asks, settled: ['switch'], trustAtLeast: 45 }),
  way('closing', 'stays', { used: ['graceful_no'] }),
]

export const haveSupplier: Scenario = {
  slug: 'we-already-have-a-supplier',
  title: both('“We already have a supplier”', '“We hebben al een leverancier”'),
  description: both(
    'A loyal facility manager. Respect the other supplier, and find what would make a trial safe.',
    'Een trouwe facilitair manager. Respecteer de ander en ontdek wat een proef veilig maakt.',
  ),
  category: 'objections',
  difficulty: 'medium',
  required: ['label', 'reframe_insight', 'proof_story', 'isolate'],
  brief: {
    you: both(
      'You sell office supplies with a fixed delivery window. You were announced by a short mail.',
      'Je verkoopt kantoorbenodigdheden met een vast leveruur. Je bent met een korte mail aangekondigd.',
    ),
    customer: both(
      'Peter Janssens, facility manager of five office buildings in Flanders.',
      'Peter Janssens, facilitair manager van vijf kantoorgebouwen in Vlaanderen.',
    ),
    goal: both('A pilot on one site.', 'Een proef op één locatie.'),
    factSheet: said(
      `Delivery within a window of 1 hour; 99 % on time last year.
A trial on 1 site takes 1 month and can stop any day.
A firm with 4 offices began with 1 site and moved the rest in 5 weeks.`,
      `Levering binnen een venster van 1 uur; vorig jaar 99 % op tijd.
Een proef op 1 locatie duurt 1 maand en kan elke dag stoppen.
Een bedrijf met 4 kantoren begon met 1 locatie en verhuisde de rest in 5 weken.`,
    ),
    limits: said('No word against the present supplier.', 'Geen kwaad woord over de huidige leverancier.'),
  },
  flow: { ...peter, nodes: drawn(nodes, edges), edges, manners: smallTalk('u'), maxTurns: 22, questionsBeforePitch: 2 },
  rubric: {
    phaseWeights: { preparation: 15, discovery: 30, proposal: 35, closing: 20 },
    passMark: 70,
    checks: [
      hasGoal,
      opensWell,
      check(
        'contract',
        'discovery',
        'Did the trainee learn when the contract ends?',
        'Kwam de verkoper erachter wanneer het contract afloopt?',
        learns('contract'),
        2,
      ),
      check(
        'late',
        'discovery',
        'Did the trainee learn what went wrong this year?',
        'Kwam de verkoper erachter wat er dit jaar misging?',
        learns('late'),
        3,
      ),
      check(
        'fear',
        'discovery',
        'Did the trainee learn why he does not want to switch?',
        'Kwam de verkoper erachter waarom hij niet wil overstappen?',
        learns('fear'),
        3,
      ),
      check(
        'label',
        'discovery',
        'Did the trainee name what Peter feels?',
        'Benoemde de verkoper wat Peter voelt?',
        uses('label'),
        2,
      ),
      asksOneByOne,
      check(
        'insight',
        'proposal',
        'Did the trainee teach him something about his own problem?',
        'Leerde de verkoper hem iets over zijn eigen probleem?',
        uses('reframe_insight'),
        2,
      ),
      check(
        'proof',
        'proposal',
        'Did the trainee tell of a comparable customer?',
        'Vertelde de verkoper over een vergelijkbare klant?',
        uses('proof_story'),
        2,
      ),
      check(
        'isolate',
        'proposal',
        'Did the trainee check whether anything else is in the way?',
        'Toetste de verkoper of er nog iets in de weg staat?',
        uses('isolate'),
        2,
      ),
      check(
        'switch',
        'proposal',
        'Was the fear of the switch settled?',
        'Werd de vrees voor de overstap weggenomen?',
        settles('switch'),
        2,
      ),
      check(
        'respect',
        'proposal',
        'Did the trainee speak well of the present supplier?',
        'Bleef de verkoper netjes over de huidige leverancier?',
        without('disparaging_competitor', 'arguing'),
        2,
        true,
      ),
      endsWithDate,
      check('pilot', 'closing', 'Did the call end with a pilot?', 'Eindigde het gesprek met een proef?', endsWell, 3),
    ],
  },
}
