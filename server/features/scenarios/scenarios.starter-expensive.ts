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
import { fatima } from './scenarios.starter-expensive-customer.ts'
import {
  asked,
  both,
  check,
  drawn,
  end,
  endsWell,
  inOrder,
  learns,
  objects,
  prepare,
  reveals,
  said,
  say,
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
      `Hello, Fatima here. You call about the proposal, I suppose?
Fatima El Amrani. Ah, it is you. I have it in front of me.
Good afternoon! I was just looking at your proposal.`,
      `Hallo, met Fatima. U belt vast over het voorstel?
Fatima El Amrani. Ah, u bent het. Ik heb het voor me liggen.
Goedemiddag! Ik zat net naar uw voorstel te kijken.`,
    ),
  ),
  talk('opening', 'preparation'),
  ...objects('proposal', 'price'),
  talk('discovery', 'discovery'),
  ...reveals('discovery', 'dutch', 'january', 'cheaper'),
  say(
    'relieved',
    'closing',
    said(
      `So then it is a matter of timing and paper.
Fine. How do we go on from here?
Good. What do you need from me?`,
      `Dan is het een kwestie van timing en papier.
Mooi. Hoe gaan we verder?
Goed. Wat hebt u van mij nodig?`,
    ),
  ),
  talk('closing', 'closing'),
  end(
    'proposal',
    'next_step',
    both('Written proposal at list price', 'Schriftelijk voorstel tegen de volle prijs'),
    said(
      `Send it like that, at this price, and I will put it on the agenda of the board.
Good. With the start date in it I can take it along. I look forward to it.
Do that. I will plead for it.`,
      `Stuur het zo, voor deze prijs, dan zet ik het op de agenda van het bestuur.
Goed. Met de startdatum erin kan ik het meenemen. Ik kijk ernaar uit.
Doe dat. Ik ga ervoor pleiten.`,
    ),
  ),
  end(
    'cheap-yes',
    'lost',
    both('Took the discount', 'Nam de korting aan'),
    said(
      `Oh. So there was room. Then send me the lowest you can do, and I will lay the offers next to each other.
That went quickly. Then I would like to know what else can come off.
I see. Then mail me your best price, and I will compare.`,
      `O. Er was dus ruimte. Mail dan het laagste bedrag, dan leg ik de offertes naast elkaar.
Dat ging snel. Dan wil ik weten wat er nog meer af kan.
Aha. Mail me dan de scherpste prijs, dan vergelijk ik.`,
    ),
  ),
  end(
    'stays-dear',
    'lost',
    both('Stays too expensive', 'Blijft te duur'),
    said(
      `I am going to think about it. I will call if I need you.
We will leave it at this. Thank you for the demo.
I do not get this through the board. Sorry.`,
      `Ik ga erover nadenken. Ik bel wel als het nodig is.
We laten het hierbij. Dank voor de demo.
Dit krijg ik niet langs het bestuur. Helaas.`,
    ),
  ),
  ...forcedEnds('u'),
]
const edges: ScenarioEdge[] = [
  way('prepare', 'picks-up'),
  way('picks-up', 'opening'),
  way('opening', 'cheap-yes', { faults: ['unprompted_discount'] }),
  way('opening', 'object-price'),
  way('object-price', 'cheap-yes', { faults: ['unprompted_discount'] }),
  way('object-price', 'stays-dear', { stuck: ['price'] }),
  ...asked('object-price', 'dutch', 'january'),
  way('tell-january', 'object-price', { unraised: ['price'] }),
  way('object-price', 'relieved', { settled: ['price'] }),
  way('relieved', 'closing'),
  way('closing', 'cheap-yes', { faults: ['unprompted_discount'] }),
  way('closing', 'proposal', { used: asks, settled: ['price'], facts: ['january'] }),
  way('closing', 'discovery', { used: ['spin_implication', 'spin_problem'], none: [{ facts: ['dutch'] }] }),
  ...asked('closing', 'january', 'dutch'),
  way('discovery', 'closing', { used: asks }),
  ...asked('discovery', 'january', 'dutch', 'cheaper'),
  way('tell-dutch', 'closing', { settled: ['price'] }),
  way('closing', 'stays-dear', { used: ['graceful_no'] }),
]

export const tooExpensive: Scenario = {
  slug: 'too-expensive',
  title: both('Too expensive', 'Te duur'),
  description: both(
    'She likes it and finds it dear. Find out compared to what, before you answer.',
    'Ze wil het graag en vindt het duur. Ontdek vergeleken waarmee, voordat je antwoordt.',
  ),
  category: 'objections',
  difficulty: 'easy',
  required: ['laer_acknowledge', 'laer_explore', 'isolate', 'laer_respond'],
  brief: {
    you: both(
      'You sell a rostering tool. She saw the demo last week and has your proposal.',
      'Je verkoopt roostersoftware. Ze zag vorige week de demo en heeft je voorstel.',
    ),
    customer: both(
      'Fatima El Amrani, HR lead of a care organisation with 120 people.',
      'Fatima El Amrani, hoofd HR van een zorgorganisatie met 120 mensen.',
    ),
    goal: both(
      'A written proposal at list price that she takes to the board.',
      'Een schriftelijk voorstel tegen de volle prijs, dat zij meeneemt naar het bestuur.',
    ),
    factSheet: said(
      `18,000 euros a year for 120 people, everything included.
Support in Dutch by phone, answer within 4 hours.
Invoice at the start date, which may be chosen.`,
      `18.000 euro per jaar voor 120 mensen, alles inbegrepen.
Ondersteuning in het Nederlands, per telefoon, antwoord binnen 4 uur.
Factuur op de startdatum, die vrij te kiezen is.`,
    ),
    limits: said('No discount at all.', 'Geen enkele korting.'),
  },
  flow: {
    ...fatima,
    nodes: drawn(nodes, edges),
    edges,
    manners: smallTalk('u'),
    maxTurns: 18,
    questionsBeforePitch: 0,
  },
  rubric: {
    phaseWeights: { preparation: 10, discovery: 20, proposal: 45, closing: 25 },
    passMark: 70,
    checks: [
      hasGoal,
      opensWell,
      listensMore,
      check(
        'cheaper',
        'discovery',
        'Did the trainee learn what she compares with?',
        'Kwam de verkoper erachter waarmee ze vergelijkt?',
        learns('cheaper'),
        3,
      ),
      check(
        'january',
        'discovery',
        'Did the trainee learn when there is money?',
        'Kwam de verkoper erachter wanneer er geld is?',
        learns('january'),
      ),
      check(
        'acknowledge',
        'proposal',
        'Did the trainee take the objection seriously first?',
        'Nam de verkoper het bezwaar eerst serieus?',
        uses('laer_acknowledge'),
        2,
      ),
      check(
        'explore',
        'proposal',
        'Did the trainee ask about the objection?',
        'Stelde de verkoper een vraag over het bezwaar?',
        uses('laer_explore'),
        3,
      ),
      check(
        'isolate',
        'proposal',
        'Did the trainee check whether it is the only thing in the way?',
        'Toetste de verkoper of dit het enige is wat in de weg staat?',
        uses('isolate'),
        2,
      ),
      check(
        'respond',
        'proposal',
        'Did the trainee answer and ask whether that settles it?',
        'Gaf de verkoper antwoord, met de vraag of het daarmee weg is?',
        uses('laer_respond'),
        3,
      ),
      check(
        'in-order',
        'proposal',
        'Did the question come before the answer?',
        'Kwam de vraag vóór het antwoord?',
        inOrder('laer_explore', 'laer_respond'),
      ),
      check(
        'no-discount',
        'proposal',
        'Did the trainee keep the price?',
        'Hield de verkoper de prijs vast?',
        without('unprompted_discount'),
        3,
        true,
      ),
      keepsCalm,
      endsWithDate,
      check(
        'written',
        'closing',
        'Did the call end with a proposal at list price?',
        'Eindigde het gesprek met een voorstel tegen de volle prijs?',
        endsWell,
        3,
      ),
    ],
  },
}
