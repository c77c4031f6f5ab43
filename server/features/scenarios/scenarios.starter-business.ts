import type { Scenario, ScenarioEdge, ScenarioNode } from '@greenroom/contract/scenarios.ts'
import {
  endsWithDate,
  forcedEnds,
  hasGoal,
  keepsCalm,
  listensMore,
  opensWell,
  smallTalk,
} from './scenarios.smalltalk.ts'
import { kevin } from './scenarios.starter-business-customer.ts'
import {
  asked,
  both,
  check,
  drawn,
  end,
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

const nodes: ScenarioNode[] = [
  prepare,
  say(
    'picks-up',
    'preparation',
    said(
      `Hey! Kevin here. I showed it to my trainers, they want it today.
Kevin Mulder. Good that you call, it was a great demo.
Hi, Kevin. I have seen everything I wanted to see.`,
      `Hé! Met Kevin. Ik heb het de trainers laten zien, die willen het vandaag nog.
Kevin Mulder. Goed dat u belt, het was een mooie demo.
Hoi, met Kevin. Ik heb alles gezien wat ik wilde zien.`,
    ),
  ),
  talk('opening', 'preparation'),
  talk('discovery', 'discovery'),
  ...reveals('discovery', 'september', 'holiday'),
  ...objects('closing', 'think'),
  talk('closing', 'closing'),
  end(
    'signed',
    'won',
    both('Signed, with a date', 'Getekend, met een datum'),
    said(
      `Yes. Send it over and I will sign it before I leave. Let’s go!
Done. I sign, you start. My manager will be there on the first day.
Finally somebody asks. Yes, we do it. Mail it to me.`,
      `Ja. Stuur maar door, dan teken ik voor ik wegga. Gaan we doen!
Geregeld. Ik teken, jullie beginnen. Mijn bedrijfsleider is er de eerste dag bij.
Eindelijk vraagt iemand het. Ja, we doen het. Mail het maar.`,
    ),
  ),
  end(
    'sometime',
    'lost',
    both('“Call me sometime”', '“Bel me nog eens”'),
    said(
      `Super. Well, call me sometime, after the summer or so. Bye!
Great talking to you. We will be in touch. Bye!
OK then. You will hear from me. Sometime. Bye!`,
      `Super. Nou, bel me nog eens, na de zomer of zo. Doei!
Leuk gesproken. We houden contact. Doei!
Oké dan. U hoort nog van me. Ooit. Doei!`,
    ),
  ),
  ...forcedEnds('u'),
]
const edges: ScenarioEdge[] = [
  way('prepare', 'picks-up'),
  way('picks-up', 'opening'),
  way('opening', 'sometime', { used: ['graceful_no'] }),
  way('opening', 'object-think', { used: ['trial_close', 'direct_ask', 'assumptive_next', 'choice_close'] }),
  ...asked('opening', 'september', 'holiday'),
  way('tell-september', 'discovery'),
  way('opening', 'object-think', { turnsAtLeast: 4 }),
  ...asked('discovery', 'september', 'holiday'),
  way('discovery', 'object-think', {
    used: ['trial_close', 'direct_ask', 'assumptive_next', 'choice_close', 'summary', 'benefit_link'],
  }),
  way('discovery', 'object-think', { turnsAtLeast: 6 }),
  way('discovery', 'sometime', { used: ['graceful_no'] }),
  ...asked('object-think', 'holiday'),
  way('object-think', 'sometime', { any: [{ stuck: ['think'] }, { used: ['graceful_no'] }] }),
  way('tell-holiday', 'closing', { settled: ['think'] }),
  way('object-think', 'closing', { settled: ['think'] }),
  way('closing', 'signed', {
    used: ['direct_ask', 'assumptive_next', 'choice_close'],
    settled: ['think'],
    seen: ['assumptive_next'],
  }),
  ...asked('closing', 'holiday', 'september'),
  way('closing', 'sometime', { used: ['graceful_no'] }),
]

export const askForBusiness: Scenario = {
  slug: 'ask-for-the-business',
  title: both('Ask for the business', 'Vraag om de order'),
  description: both(
    'He is sold and waits for the question. Ask it, and say nothing.',
    'Hij is om en wacht op de vraag. Stel hem, en zwijg.',
  ),
  category: 'closing',
  difficulty: 'easy',
  required: ['trial_close', 'assumptive_next', 'silence_after_ask', 'recap_commit'],
  brief: {
    you: both(
      'You sell an access and booking system for gyms. The demo went very well.',
      'Je verkoopt een toegangs- en boekingssysteem voor sportscholen. De demo ging uitstekend.',
    ),
    customer: both('Kevin Mulder, owner of three gyms.', 'Kevin Mulder, eigenaar van drie sportscholen.'),
    goal: both('A signature with a start date.', 'Een handtekening met een startdatum.'),
    factSheet: said(
      `350 euros a month for 3 gyms.
Installed within 10 days of signing.
One year, then by the month.`,
      `350 euro per maand voor 3 vestigingen.
Geïnstalleerd binnen 10 dagen na tekenen.
Een jaar, daarna per maand.`,
    ),
    limits: said('No discount; the first month may start later.', 'Geen korting; de eerste maand mag later ingaan.'),
  },
  flow: {
    ...kevin,
    nodes: drawn(nodes, edges),
    edges,
    manners: smallTalk('u', {
      listens: said(
        `Sounds good.
Yes, I like that.
Nice. And then?`,
        `Klinkt goed.
Ja, dat bevalt me.
Mooi. En dan?`,
      ),
    }),
    maxTurns: 16,
    questionsBeforePitch: 0,
  },
  rubric: {
    phaseWeights: { preparation: 10, discovery: 15, proposal: 15, closing: 60 },
    passMark: 70,
    checks: [
      hasGoal,
      opensWell,
      check(
        'september',
        'discovery',
        'Did the trainee learn when it has to run?',
        'Kwam de verkoper erachter wanneer het moet draaien?',
        learns('september'),
      ),
      check(
        'holiday',
        'discovery',
        'Did the trainee learn what comes in between?',
        'Kwam de verkoper erachter wat ertussen komt?',
        learns('holiday'),
        3,
      ),
      listensMore,
      check(
        'think',
        'proposal',
        'Was “let me think about it” settled by a question?',
        'Werd “ik wil nadenken” met een vraag opgelost?',
        settles('think'),
        3,
      ),
      check(
        'no-gifts',
        'proposal',
        'Did the trainee give nothing away?',
        'Gaf de verkoper niets weg?',
        without('unprompted_discount'),
      ),
      keepsCalm,
      check(
        'trial',
        'closing',
        'Did the trainee test how near the decision is?',
        'Toetste de verkoper hoe dichtbij de beslissing is?',
        uses('trial_close'),
        2,
      ),
      endsWithDate,
      check(
        'silence',
        'closing',
        'Did the trainee ask and leave it at that?',
        'Stelde de verkoper de vraag en bleef het daarbij?',
        uses('silence_after_ask'),
        2,
      ),
      check(
        'recap',
        'closing',
        'Did the trainee repeat who does what by when?',
        'Herhaalde de verkoper wie wat doet en voor wanneer?',
        uses('recap_commit'),
        2,
      ),
      check('signed', 'closing', 'Did he say yes?', 'Zei hij ja?', { kind: 'outcome', anyOf: ['won'] }, 4),
    ],
  },
}
