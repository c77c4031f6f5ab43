import type { Scenario, ScenarioEdge, ScenarioNode } from '@greenroom/contract/scenarios.ts'
import { sanne } from './scenarios.starter-minutes-customer.ts'
import {
  asksOneByOne,
  endsWithDate,
  forcedEnds,
  hasGoal,
  keepsCalm,
  listensMore,
  opensWell,
  smallTalk,
} from './scenarios.smalltalk.ts'
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
  talk,
  uses,
  usesTimes,
  way,
} from './scenarios.writing.ts'

const asks = ['assumptive_next', 'choice_close', 'direct_ask']
const nodes: ScenarioNode[] = [
  prepare,
  say(
    'picks-up',
    'preparation',
    said(
      `De Vries Installations, Sanne speaking. I am on site, so make it quick.
Sanne de Vries. Hang on… yes, go ahead.
Yes, Sanne here. Who is this?`,
      `De Vries Installatie, met Sanne. Ik sta op een klus, dus hou het kort.
Sanne de Vries. Momentje… ja, zeg het maar.
Ja, met Sanne. Met wie spreek ik?`,
    ),
  ),
  talk('opening', 'preparation'),
  say(
    'lets-in',
    'preparation',
    said(
      `OK, you have a few minutes. What do you want to know?
Fine, while I walk to the van. Ask away.
All right, five minutes. Go ahead.`,
      `Oké, je hebt een paar minuten. Wat wil je weten?
Prima, ik loop toch naar de bus. Vraag maar.
Goed, vijf minuten. Kom maar op.`,
    ),
  ),
  talk('discovery', 'discovery'),
  ...reveals('discovery', 'planning', 'evenings', 'hours', 'partner'),
  ...objects('preparation', 'email'),
  say(
    'what-now',
    'closing',
    said(
      `So that is how it is. What do you suggest?
There you have it. And now?
Well. And what did you have in mind?`,
      `Zo zit het dus. Wat stel je voor?
Dat is het wel zo’n beetje. En nu?
Nou. En wat had je in gedachten?`,
    ),
  ),
  talk('closing', 'closing'),
  end(
    'meeting',
    'next_step',
    both('Meeting with both partners', 'Afspraak met beide vennoten'),
    said(
      `That works. I will make sure Bas is there too. See you then.
OK, put it in. Bas and I will both be there.
Good, we will do that. I will tell Bas tonight. Until then.`,
      `Dat komt uit. Ik zorg dat Bas er ook bij is. Tot dan.
Oké, zet maar in de agenda. Bas en ik zijn er allebei.
Goed, dat doen we. Ik zeg het vanavond tegen Bas. Tot dan.`,
    ),
  ),
  end(
    'polite-no',
    'lost',
    both('Not now', 'Nu niet'),
    said(
      `No hard feelings. Bye.
Thanks for being easy about it. Bye.
Fine. Maybe another time. Bye.`,
      `Geen punt. Dag.
Fijn dat je er niet moeilijk over doet. Dag.
Prima. Misschien een andere keer. Dag.`,
    ),
  ),
  ...forcedEnds('je'),
]
const edges: ScenarioEdge[] = [
  way('prepare', 'picks-up'),
  way('picks-up', 'opening'),
  way('opening', 'object-email', {
    any: [
      { faults: ['pitch_too_early', 'feature_dump'] },
      { used: ['value_hook'], none: [{ used: ['permission_opener', 'agenda_contract', 'account_research'] }] },
      { turnsAtLeast: 2, none: [{ used: ['permission_opener', 'agenda_contract'] }] },
    ],
  }),
  way('opening', 'lets-in', { used: ['permission_opener', 'agenda_contract', 'account_research'] }),
  way('lets-in', 'discovery'),
  ...asked('opening', 'planning'),
  way('object-email', 'discovery', { settled: ['email'] }),
  way('object-email', 'polite-no', { stuck: ['email'] }),
  way('discovery', 'object-email', { faults: ['pitch_too_early', 'feature_dump'] }),
  way('discovery', 'polite-no', { used: ['graceful_no'] }),
  way('discovery', 'meeting', { used: asks, facts: ['hours', 'partner'] }),
  ...asked('discovery', 'planning', 'evenings', 'hours', 'partner'),
  way('tell-planning', 'discovery'),
  way('tell-partner', 'what-now', { facts: ['hours'] }),
  way('tell-hours', 'what-now', { facts: ['partner'] }),
  way('what-now', 'closing'),
  way('closing', 'meeting', { used: asks, facts: ['hours', 'partner'] }),
  way('closing', 'polite-no', { used: ['graceful_no'] }),
  ...asked('closing', 'evenings'),
]

export const fiveMinutes: Scenario = {
  slug: 'first-five-minutes',
  title: both('First five minutes', 'De eerste vijf minuten'),
  description: both(
    'A cold call to the owner of a small installation firm. Win her time before anything else.',
    'Een koude belronde naar de eigenaar van een klein installatiebedrijf. Verdien eerst haar tijd.',
  ),
  category: 'discovery',
  difficulty: 'easy',
  required: ['agenda_contract', 'open_question', 'summary'],
  brief: {
    you: both(
      'You sell planning software for trades firms. You call without an appointment.',
      'Je verkoopt planningssoftware voor installatiebedrijven. Je belt zonder afspraak.',
    ),
    customer: both(
      'Sanne de Vries, owner of an installation firm with twelve people. Her site says she is looking for two fitters.',
      'Sanne de Vries, eigenaar van een installatiebedrijf met twaalf mensen. Op haar site staat dat ze twee monteurs zoekt.',
    ),
    goal: both(
      'A meeting with everyone who decides, on a day and an hour.',
      'Een afspraak met iedereen die beslist, op een dag en een uur.',
    ),
    factSheet: said(
      `Fitters see their day on the phone.
Work orders fill the plan by themselves.
Costs 9 euros per person per month, no contract.
Firms of 10 to 30 people go live in 2 weeks.`,
      `Monteurs zien hun dag op de telefoon.
Werkbonnen vullen de planning vanzelf.
Kost 9 euro per persoon per maand, zonder contract.
Bedrijven van 10 tot 30 mensen zijn in 2 weken klaar.`,
    ),
    limits: said(
      `No prices by phone unless asked.
No discount.`,
      `Geen prijzen aan de telefoon, tenzij ernaar gevraagd wordt.
Geen korting.`,
    ),
  },
  flow: {
    ...sanne,
    nodes: drawn(nodes, edges),
    edges,
    manners: smallTalk('je'),
    maxTurns: 18,
    questionsBeforePitch: 3,
  },
  rubric: {
    phaseWeights: { preparation: 25, discovery: 40, proposal: 5, closing: 30 },
    passMark: 70,
    checks: [
      hasGoal,
      opensWell,
      check(
        'agenda',
        'preparation',
        'Did the trainee say what the call is for and what is decided at its end?',
        'Zei de verkoper waar het gesprek voor is en wat er aan het eind wordt beslist?',
        uses('agenda_contract'),
        3,
      ),
      check(
        'three-open',
        'discovery',
        'Did the trainee ask at least three open questions?',
        'Stelde de verkoper minstens drie open vragen?',
        usesTimes(3, 'open_question'),
        3,
      ),
      check(
        'planning-known',
        'discovery',
        'Did the trainee find out how the planning is done?',
        'Kwam de verkoper erachter hoe de planning gebeurt?',
        learns('planning'),
      ),
      check(
        'hours-known',
        'discovery',
        'Did the trainee find out how many hours it costs?',
        'Kwam de verkoper erachter hoeveel uur het kost?',
        learns('hours'),
        3,
      ),
      check(
        'partner-known',
        'discovery',
        'Did the trainee find out who decides?',
        'Kwam de verkoper erachter wie er beslist?',
        learns('partner'),
        3,
      ),
      check(
        'summary',
        'discovery',
        'Did the trainee sum up what was told and ask whether it is right?',
        'Vatte de verkoper samen wat er verteld was, met de vraag of het klopt?',
        uses('summary'),
        3,
      ),
      asksOneByOne,
      listensMore,
      keepsCalm,
      endsWithDate,
      check(
        'meeting',
        'closing',
        'Did the call end with a meeting?',
        'Eindigde het gesprek met een afspraak?',
        endsWell,
        3,
      ),
    ],
  },
}
