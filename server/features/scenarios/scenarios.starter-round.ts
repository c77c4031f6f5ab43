import type { Scenario, ScenarioEdge, ScenarioNode } from '@greenroom/contract/scenarios.ts'
import { forcedEnds, hasGoal, keepsCalm, listensMore, opensWell, smallTalk } from './scenarios.smalltalk.ts'
import { ingrid } from './scenarios.starter-round-customer.ts'
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
      `Vos, purchasing. Ah, there you are. Coffee is on, in a manner of speaking.
Ingrid Vos. I hope you have brought your pencil.
Good morning. Let us see whether we can finish this today.`,
      `Vos, inkoop. Ah, daar bent u. De koffie staat klaar, bij wijze van spreken.
Ingrid Vos. Ik hoop dat u een potlood bij u hebt.
Goedemorgen. Kijken of we het vandaag rond krijgen.`,
    ),
  ),
  talk('opening', 'preparation'),
  ...objects('proposal', 'fifteen'),
  talk('discovery', 'discovery'),
  ...reveals('discovery', 'saving', 'terms', 'plant'),
  talk('closing', 'closing'),
  end(
    'deal',
    'won',
    both('Traded within the limits', 'Geruild binnen de grenzen'),
    said(
      `Agreed. You get your years, I get something to show upstairs, and nobody loses face. Send the contract.
Then we have a deal. It was a pleasure, you do not give much away.
Fine. I sign. Upstairs they will think I was hard on you.`,
      `Akkoord. U krijgt uw jaren, ik heb boven iets te laten zien, en niemand lijdt gezichtsverlies. Stuur het contract.
Dan hebben we een deal. Het was me een genoegen, u geeft niet veel weg.
Goed. Ik teken. Boven zullen ze denken dat ik streng was.`,
    ),
  ),
  end(
    'given-away',
    'lost',
    both('Gave it away', 'Weggegeven'),
    said(
      `Thank you. I will note that down. And then there was the transport, of course.
That went smoothly. Then I will take the rest up with your manager.
Noted. Now I know where the bottom is not.`,
      `Dank u. Dat noteer ik. En dan was er natuurlijk nog het transport.
Dat ging soepel. De rest bespreek ik dan met uw manager.
Genoteerd. Nu weet ik waar de bodem niet ligt.`,
    ),
  ),
  end(
    'no-deal',
    'lost',
    both('No deal', 'Geen deal'),
    said(
      `Then I call the next on my list. No hard feelings.
A pity. My diary is full, so we stop here.
Well, we have both tried. Good day.`,
      `Dan bel ik de volgende op mijn lijst. Even goede vrienden.
Jammer. Mijn agenda is vol, dus we stoppen hier.
Nou, we hebben het allebei geprobeerd. Goedendag.`,
    ),
  ),
  ...forcedEnds('u'),
]
const edges: ScenarioEdge[] = [
  way('prepare', 'picks-up'),
  way('picks-up', 'opening'),
  ...['opening', 'object-fifteen', 'discovery', 'closing'].map((from) =>
    way(from, 'given-away', { faults: ['unprompted_discount'] }),
  ),
  way('opening', 'object-fifteen'),
  way('object-fifteen', 'no-deal', { stuck: ['fifteen'] }),
  ...asked('object-fifteen', 'terms', 'plant'),
  way('object-fifteen', 'closing', { settled: ['fifteen'], facts: ['terms'] }),
  way('object-fifteen', 'discovery', { settled: ['fifteen'] }),
  way('discovery', 'closing', { used: ['direct_ask', 'trade_not_discount'], facts: ['terms'] }),
  ...asked('discovery', 'terms', 'plant', 'saving'),
  way('tell-terms', 'closing', { settled: ['fifteen'] }),
  way('discovery', 'no-deal', { used: ['graceful_no'] }),
  way('closing', 'deal', { used: ['direct_ask', 'recap_commit', 'assumptive_next'], seen: ['trade_not_discount'] }),
  ...asked('closing', 'plant'),
  way('closing', 'no-deal', { used: ['graceful_no'] }),
]

export const lastRound: Scenario = {
  slug: 'procurements-last-round',
  title: both('Procurement’s last round', 'De laatste ronde met inkoop'),
  description: both(
    'A purchaser who asks fifteen per cent. Give only what you get something for.',
    'Een inkoper die vijftien procent vraagt. Geef alleen wat iets oplevert.',
  ),
  category: 'closing',
  difficulty: 'hard',
  required: ['value_before_price', 'trade_not_discount', 'direct_ask', 'recap_commit'],
  brief: {
    you: both(
      'You sell packing machines. Everybody on the floor has chosen; only purchasing is left.',
      'Je verkoopt verpakkingsmachines. De werkvloer heeft gekozen; alleen inkoop is nog over.',
    ),
    customer: both(
      'Ingrid Vos, purchaser of a food producer with two plants.',
      'Ingrid Vos, inkoper van een levensmiddelenproducent met twee fabrieken.',
    ),
    goal: both('An agreement within your limits.', 'Een akkoord binnen je grenzen.'),
    factSheet: said(
      `The offer: 240,000 euros, service included, 30 days to pay.
Downtime falls by 12 hours a month; an hour costs the plant 900 euros.
The old line costs 130,000 euros a year in downtime.`,
      `De offerte: 240.000 euro, service inbegrepen, betaling binnen 30 dagen.
De stilstand daalt met 12 uur per maand; een uur kost de fabriek 900 euro.
De oude lijn kost 130.000 euro per jaar aan stilstand.`,
    ),
    limits: said(
      `Payment within 60 days, in return for a service contract of 2 years.
At most 3 % off, only in return for a second machine.`,
      `Betaling binnen 60 dagen, in ruil voor een servicecontract van 2 jaar.
Hooguit 3 % eraf, alleen in ruil voor een tweede machine.`,
    ),
  },
  flow: {
    ...ingrid,
    nodes: drawn(nodes, edges),
    edges,
    manners: smallTalk('u'),
    maxTurns: 22,
    questionsBeforePitch: 0,
  },
  rubric: {
    phaseWeights: { preparation: 10, discovery: 25, proposal: 40, closing: 25 },
    passMark: 70,
    checks: [
      hasGoal,
      opensWell,
      check(
        'saving',
        'discovery',
        'Did the trainee learn what she has to show?',
        'Kwam de verkoper erachter wat ze moet laten zien?',
        learns('saving'),
        2,
      ),
      check(
        'terms',
        'discovery',
        'Did the trainee learn what is worth more to her than price?',
        'Kwam de verkoper erachter wat haar meer waard is dan prijs?',
        learns('terms'),
        4,
      ),
      listensMore,
      check(
        'value',
        'proposal',
        'Did the value come before the price?',
        'Kwam de waarde vóór de prijs?',
        uses('value_before_price'),
        2,
      ),
      check(
        'trade',
        'proposal',
        'Did the trainee give only in return for something?',
        'Gaf de verkoper alleen iets in ruil voor iets?',
        uses('trade_not_discount'),
        4,
      ),
      check(
        'asked-first',
        'proposal',
        'Did the question come before the offer?',
        'Kwam de vraag vóór het aanbod?',
        inOrder('laer_explore', 'trade_not_discount'),
        2,
      ),
      check(
        'nothing-for-nothing',
        'proposal',
        'Did the trainee give nothing away?',
        'Gaf de verkoper niets weg?',
        without('unprompted_discount'),
        3,
        true,
      ),
      check(
        'settled',
        'proposal',
        'Was the demand of fifteen per cent settled?',
        'Werd de eis van vijftien procent opgelost?',
        settles('fifteen'),
        2,
      ),
      keepsCalm,
      check(
        'ask',
        'closing',
        'Did the trainee ask for the decision plainly?',
        'Vroeg de verkoper gewoon om de beslissing?',
        uses('direct_ask'),
        3,
      ),
      check(
        'recap',
        'closing',
        'Did the trainee repeat who gives what?',
        'Herhaalde de verkoper wie wat geeft?',
        uses('recap_commit'),
        2,
      ),
      check(
        'deal',
        'closing',
        'Did the call end with an agreement?',
        'Eindigde het gesprek met een akkoord?',
        endsWell,
        3,
      ),
    ],
  },
}
