import type { Scenario, ScenarioEdge, ScenarioNode } from '@greenroom/contract/scenarios.ts'
import { asksOneByOne, forcedEnds, hasGoal, keepsCalm, listensMore, smallTalk } from './scenarios.smalltalk.ts'
import { marco } from './scenarios.starter-silence-customer.ts'
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
} from './scenarios.writing.ts'

const asks = ['assumptive_next', 'choice_close', 'direct_ask', 'trial_close']
const nodes: ScenarioNode[] = [
  prepare,
  say(
    'picks-up',
    'preparation',
    said(
      `Bianchi, sales office, hello?
Marco Bianchi. I am between two meetings.
Hello, Marco speaking. The line is a bit bad.`,
      `Bianchi, verkoop binnendienst, hallo?
Marco Bianchi. Ik zit tussen twee vergaderingen.
Hallo, met Marco. De lijn is wat slecht.`,
    ),
  ),
  talk('opening', 'preparation'),
  ...objects('discovery', 'remind'),
  talk('discovery', 'discovery'),
  ...reveals('discovery', 'champion', 'boss', 'need'),
  talk('proposal', 'proposal'),
  say(
    'curious',
    'proposal',
    said(
      `A firm like ours? She would want to hear that from them.
That is just the kind of story she asks for.
If they would say that to her in person, it would help a lot.`,
      `Een bedrijf als het onze? Dat zou ze van hen zelf willen horen.
Dat is precies het soort verhaal waar ze om vraagt.
Als zij dat zelf aan haar vertellen, zou dat enorm helpen.`,
    ),
  ),
  talk('closing', 'closing'),
  end(
    'three-way',
    'next_step',
    both('Three-way call', 'Gesprek met zijn drieën'),
    said(
      `The three of us with that customer on the line. I will ask her for half an hour. Good that you called.
That works. I will invite her, you bring the customer. Until then.
Yes, do that. I should have called you weeks ago.`,
      `Met zijn drieën, en die klant aan de lijn. Ik vraag haar om een half uur. Goed dat u belde.
Dat komt uit. Ik nodig haar uit, u neemt de klant mee. Tot dan.
Ja, doe dat. Ik had u weken geleden moeten bellen.`,
    ),
  ),
  end(
    'open-door',
    'lost',
    both('A no, and the door stays open', 'Een nee, en de deur blijft open'),
    said(
      `Thank you for not pushing. Yes, try me again after the summer. I will remember this.
That is kind. Call me in the new quarter, and I will pick up.
Good of you. We will be in touch later, I promise.`,
      `Fijn dat u niet aandringt. Ja, probeer het na de zomer nog eens. Dit onthoud ik.
Dat is aardig. Bel me in het nieuwe kwartaal, dan neem ik op.
Netjes van u. We spreken elkaar later, dat beloof ik.`,
    ),
  ),
  end(
    'forgets',
    'lost',
    both('Forgotten again', 'Weer vergeten'),
    said(
      `I have to go into my meeting. Send it again and I will have a look. Bye.
Sorry, they are waiting for me. We will see. Bye.
I will get back to you. Bye.`,
      `Ik moet mijn vergadering in. Stuur het nog maar eens, dan kijk ik. Dag.
Sorry, ze wachten op me. We zien wel. Dag.
Ik kom erop terug. Dag.`,
    ),
  ),
  ...forcedEnds('u'),
]
const edges: ScenarioEdge[] = [
  way('prepare', 'picks-up'),
  way('picks-up', 'opening'),
  way('opening', 'open-door', { used: ['graceful_no'] }),
  way('opening', 'object-remind'),
  way('object-remind', 'forgets', { stuck: ['remind'] }),
  way('object-remind', 'open-door', { used: ['graceful_no'] }),
  ...asked('object-remind', 'champion'),
  way('object-remind', 'discovery', { settled: ['remind'] }),
  way('discovery', 'open-door', { used: ['graceful_no'] }),
  way('discovery', 'three-way', { used: asks, facts: ['boss'] }),
  way('discovery', 'curious', { used: ['proof_story', 'feel_felt_found'], facts: ['boss'] }),
  ...asked('discovery', 'boss', 'need', 'champion'),
  way('tell-boss', 'proposal'),
  way('proposal', 'three-way', { used: asks, facts: ['boss'] }),
  way('proposal', 'curious', { used: ['proof_story', 'feel_felt_found', 'benefit_link'] }),
  ...asked('proposal', 'need', 'champion'),
  way('proposal', 'open-door', { used: ['graceful_no'] }),
  way('curious', 'closing'),
  way('closing', 'three-way', { used: asks }),
  ...asked('closing', 'need'),
  way('closing', 'open-door', { used: ['graceful_no'] }),
]

export const afterSilence: Scenario = {
  slug: 'call-back-after-silence',
  title: both('Call back after silence', 'Terugbellen na stilte'),
  description: both(
    'Five weeks after the proposal nobody has answered. Pick up the thread without pressing.',
    'Vijf weken na het voorstel heeft niemand geantwoord. Pak de draad op zonder te drukken.',
  ),
  category: 'custom',
  difficulty: 'medium',
  required: ['permission_opener', 'summary', 'proof_story', 'assumptive_next', 'graceful_no'],
  brief: {
    you: both(
      'You sent a proposal for a quotation tool five weeks ago and heard nothing since.',
      'Je stuurde vijf weken geleden een voorstel voor een offertetool en hoorde niets meer.',
    ),
    customer: both(
      'Marco Bianchi, sales coordinator of a furniture maker. His colleague Julia asked for the proposal.',
      'Marco Bianchi, commercieel coördinator van een meubelmaker. Zijn collega Julia vroeg het voorstel aan.',
    ),
    goal: both(
      'A call with whoever decides. A kind no is also a result.',
      'Een gesprek met wie beslist. Een vriendelijk nee is ook een resultaat.',
    ),
    factSheet: said(
      `A quotation is ready in 20 minutes instead of days.
A kitchen maker with 60 people halved its time within 3 months and will gladly tell about it.
The proposal was 7,500 euros a year.`,
      `Een offerte is in 20 minuten klaar in plaats van dagen.
Een keukenmaker met 60 mensen halveerde de tijd binnen 3 maanden en vertelt daar graag over.
Het voorstel was 7.500 euro per jaar.`,
    ),
    limits: said('The price of the proposal stands.', 'De prijs van het voorstel staat vast.'),
  },
  flow: { ...marco, nodes: drawn(nodes, edges), edges, manners: smallTalk('u'), maxTurns: 18, questionsBeforePitch: 1 },
  rubric: {
    phaseWeights: { preparation: 25, discovery: 30, proposal: 20, closing: 25 },
    // A no that was taken well is a result too, so the mark is lower than elsewhere.
    passMark: 60,
    checks: [
      hasGoal,
      check(
        'permission',
        'preparation',
        'Did the trainee ask whether it suits?',
        'Vroeg de verkoper of het uitkomt?',
        uses('permission_opener'),
        3,
      ),
      check(
        'summary',
        'discovery',
        'Did the trainee sum up what it was about?',
        'Vatte de verkoper samen waar het over ging?',
        uses('summary'),
        3,
      ),
      check(
        'champion',
        'discovery',
        'Did the trainee learn what has changed?',
        'Kwam de verkoper erachter wat er veranderd is?',
        learns('champion'),
        2,
      ),
      check(
        'boss',
        'discovery',
        'Did the trainee learn who decides now, and on what?',
        'Kwam de verkoper erachter wie er nu beslist, en waarop?',
        learns('boss'),
        3,
      ),
      asksOneByOne,
      listensMore,
      check(
        'remind',
        'proposal',
        'Did he know again what it was about?',
        'Wist hij weer waar het over ging?',
        settles('remind'),
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
      keepsCalm,
      check(
        'next-or-no',
        'closing',
        'Did the trainee propose a next step, or take a no kindly?',
        'Stelde de verkoper een vervolgstap voor, of werd een nee goed aanvaard?',
        uses('assumptive_next', 'graceful_no'),
        4,
      ),
      check(
        'three-way',
        'closing',
        'Did the call end with a next step?',
        'Eindigde het gesprek met een vervolgstap?',
        { kind: 'outcome', anyOf: ['won', 'next_step'] },
        2,
      ),
    ],
  },
}
