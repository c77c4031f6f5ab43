import type { Scenario, ScenarioEdge, ScenarioNode } from '@greenroom/contract/scenarios.ts'
import {
  asksOneByOne,
  endsWithDate,
  forcedEnds,
  hasGoal,
  listensMore,
  opensWell,
  smallTalk,
} from './scenarios.smalltalk.ts'
import { tom } from './scenarios.starter-fine-customer.ts'
import {
  asked,
  both,
  check,
  drawn,
  end,
  endsWell,
  learns,
  mood,
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
      `Baker, operations.
Tom Baker speaking. What can I do for you?
Good morning, Tom Baker.`,
      `Baker, operations.
U spreekt met Tom Baker. Wat kan ik voor u doen?
Goedemorgen, Tom Baker.`,
    ),
  ),
  talk('opening', 'preparation'),
  ...objects('discovery', 'happy'),
  talk('discovery', 'discovery'),
  ...reveals('discovery', 'method', 'mispicks', 'fines', 'frozen'),
  mood('wakes-up', 'proposal', 6, 6),
  say(
    'wonders',
    'proposal',
    said(
      `Forty thousand. So what do you suggest? I cannot buy anything now.
I would like to see that written out one day. But what can you do, with everything standing still?
Put like that it is not a small thing. What would you do about it?`,
      `Veertigduizend. Wat stelt u dan voor? Kopen kan ik nu niets.
Dat zou ik weleens uitgeschreven willen zien. Maar wat kunt u doen, als alles stilstaat?
Zo bekeken is het geen kleinigheid. Wat zou u eraan doen?`,
    ),
  ),
  talk('proposal', 'closing'),
  end(
    'cost-check',
    'next_step',
    both('Cost check with numbers', 'Kostencheck met cijfers'),
    said(
      `A check with our own figures, no strings attached? All right. I will have the fines of last year ready.
Good. Come and count with us. I will put the director in the invitation.
Agreed. You bring the sheet, I bring the numbers.`,
      `Een check met onze eigen cijfers, zonder verplichting? Goed. Ik leg de boetes van vorig jaar klaar.
Prima. Kom maar meerekenen. Ik zet de directeur in de uitnodiging.
Akkoord. U neemt het rekenblad mee, ik de cijfers.`,
    ),
  ),
  end(
    'leaves',
    'lost',
    both('Leaves politely', 'Rondt beleefd af'),
    said(
      `Thank you for the call. We are fine as we are. Goodbye.
I am going to leave it at that. Good luck with it.
I do not see it for us. Have a good day.`,
      `Dank voor het bellen. Het gaat hier prima zo. Dag.
Ik laat het hierbij. Succes ermee.
Ik zie het niet voor ons. Fijne dag.`,
    ),
  ),
  ...forcedEnds('u'),
]
const edges: ScenarioEdge[] = [
  way('prepare', 'picks-up'),
  way('picks-up', 'opening'),
  ...asked('opening', 'method'),
  way('opening', 'object-happy', {
    any: [
      { turnsAtLeast: 2 },
      { faults: ['pitch_too_early', 'feature_dump', 'leading_question'] },
      { used: ['value_hook', 'spin_problem'] },
    ],
  }),
  way('object-happy', 'leaves', { stuck: ['happy'] }),
  way('object-happy', 'discovery', { settled: ['happy'] }),
  way('tell-method', 'object-happy', { unraised: ['happy'] }),
  way('discovery', 'leaves', { used: ['graceful_no'] }),
  way('discovery', 'cost-check', { used: asks, facts: ['mispicks', 'fines'] }),
  ...asked('discovery', 'fines', 'mispicks', 'frozen', 'method'),
  way('tell-fines', 'wakes-up'),
  way('wakes-up', 'wonders'),
  way('wonders', 'proposal'),
  ...asked('proposal', 'frozen'),
  way('proposal', 'cost-check', { used: asks, facts: ['mispicks', 'fines'], trustAtLeast: 45 }),
  way('proposal', 'leaves', { used: ['graceful_no'] }),
]

export const worksFine: Scenario = {
  slug: 'beyond-it-works-fine',
  title: both('Beyond “it works fine”', 'Voorbij “het werkt prima”'),
  description: both(
    'An operations manager who claims to have no problem. Find what it costs, without pushing.',
    'Een operationeel manager die zegt geen probleem te hebben. Ontdek wat het kost, zonder te duwen.',
  ),
  category: 'discovery',
  difficulty: 'medium',
  required: ['spin_problem', 'spin_implication', 'label', 'paraphrase'],
  brief: {
    you: both(
      'You sell a picking aid that runs beside any warehouse system. He agreed by mail to this call.',
      'Je verkoopt een hulpmiddel voor orderpicken dat naast elk magazijnsysteem draait. Hij stemde per mail in met dit gesprek.',
    ),
    customer: both(
      'Tom Baker, operations manager of a logistics firm that supplies shops.',
      'Tom Baker, operationeel manager van een logistiek bedrijf dat winkels belevert.',
    ),
    goal: both(
      'A cost check with his own numbers, on a date.',
      'Een kostencheck met zijn eigen cijfers, op een datum.',
    ),
    factSheet: said(
      `Lights show the right shelf; errors fell by 60 % at comparable sites.
Runs beside the system that is there, nothing is replaced.
A cost check takes 1 hour and is free.`,
      `Lampjes wijzen het juiste vak; fouten daalden met 60 % op vergelijkbare locaties.
Draait naast het bestaande systeem, er wordt niets vervangen.
Een kostencheck duurt 1 uur en is gratis.`,
    ),
    limits: said('No prices before the cost check.', 'Geen prijzen vóór de kostencheck.'),
  },
  flow: { ...tom, nodes: drawn(nodes, edges), edges, manners: smallTalk('u'), maxTurns: 22, questionsBeforePitch: 3 },
  rubric: {
    phaseWeights: { preparation: 15, discovery: 50, proposal: 10, closing: 25 },
    passMark: 70,
    checks: [
      hasGoal,
      opensWell,
      check(
        'problem',
        'discovery',
        'Did the trainee ask what is not going well?',
        'Vroeg de verkoper wat er niet goed gaat?',
        uses('spin_problem'),
        3,
      ),
      check(
        'implication',
        'discovery',
        'Did the trainee ask what it costs or causes?',
        'Vroeg de verkoper wat het kost of veroorzaakt?',
        uses('spin_implication'),
        3,
      ),
      check(
        'label',
        'discovery',
        'Did the trainee name what Tom feels?',
        'Benoemde de verkoper wat Tom voelt?',
        uses('label'),
      ),
      check(
        'paraphrase',
        'discovery',
        'Did the trainee say it back in other words?',
        'Zei de verkoper het terug in eigen woorden?',
        uses('paraphrase'),
      ),
      check(
        'mispicks',
        'discovery',
        'Did the trainee learn how often picking goes wrong?',
        'Kwam de verkoper erachter hoe vaak picken misgaat?',
        learns('mispicks'),
        3,
      ),
      check(
        'fines',
        'discovery',
        'Did the trainee learn what that costs a year?',
        'Kwam de verkoper erachter wat dat per jaar kost?',
        learns('fines'),
        3,
      ),
      check(
        'frozen',
        'discovery',
        'Did the trainee learn who decides, and when?',
        'Kwam de verkoper erachter wie er beslist, en wanneer?',
        learns('frozen'),
      ),
      asksOneByOne,
      listensMore,
      check(
        'happy',
        'proposal',
        'Was “we are happy” settled by a question instead of an argument?',
        'Werd “we zijn tevreden” met een vraag opgelost in plaats van met een discussie?',
        settles('happy'),
      ),
      endsWithDate,
      check(
        'cost-check',
        'closing',
        'Did the call end with a cost check?',
        'Eindigde het gesprek met een kostencheck?',
        endsWell,
        3,
      ),
    ],
  },
}
