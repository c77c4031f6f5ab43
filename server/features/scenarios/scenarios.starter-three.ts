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
import { helen } from './scenarios.starter-three-customer.ts'
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
  usesTimes,
  way,
} from './scenarios.writing.ts'

const asks = ['assumptive_next', 'choice_close', 'direct_ask', 'trial_close']
const nodes: ScenarioNode[] = [
  prepare,
  say(
    'picks-up',
    'preparation',
    said(
      `Marsh. You have fifteen minutes, and I have three questions.
Dr. Marsh speaking. I take it you are punctual.
Helen Marsh. I have your leaflet in front of me, and a number of doubts.`,
      `Marsh. U hebt vijftien minuten, en ik heb drie vragen.
U spreekt met dokter Marsh. Stipt op tijd, goed zo.
Helen Marsh. Ik heb uw folder voor me, en een aantal twijfels.`,
    ),
  ),
  talk('opening', 'preparation'),
  ...objects('proposal', 'security'),
  ...reveals('discovery', 'audit', 'freeze', 'team'),
  ...objects('proposal', 'timing', 'build'),
  talk('between', 'proposal'),
  talk('closing', 'closing'),
  end(
    'review',
    'next_step',
    both('Security review booked', 'Beveiligingstoets gepland'),
    said(
      `A review on paper, with my own security officer present. Put it in. And thank you for asking further than the others.
Agreed. My officer will send you the list. Good day.
Good. We review it first, and my team is at the table. Until then.`,
      `Een toets op papier, met mijn eigen beveiligingsman erbij. Zet het in de agenda. En dank dat u verder vroeg dan de anderen.
Akkoord. Mijn collega stuurt u de lijst. Goedendag.
Goed. We toetsen het eerst, en mijn team zit aan tafel. Tot dan.`,
    ),
  ),
  end(
    'closes-door',
    'lost',
    both('Closes the door', 'Doet de deur dicht'),
    said(
      `I have what I need. We will not proceed. Good day.
This does not bring us together. Goodbye.
Thank you. I will write to you when anything changes. It will not.`,
      `Ik weet genoeg. We gaan niet verder. Goedendag.
Zo komen we niet bij elkaar. Dag.
Dank u. Ik schrijf u als er iets verandert. Dat gebeurt niet.`,
    ),
  ),
  ...forcedEnds('u'),
]
const edges: ScenarioEdge[] = [
  way('prepare', 'picks-up'),
  way('picks-up', 'opening'),
  way('opening', 'object-security'),
  way('object-security', 'closes-door', { stuck: ['security'] }),
  way('object-security', 'object-timing', { settled: ['security'] }),
  ...asked('object-timing', 'audit'),
  way('object-timing', 'closes-door', { stuck: ['timing'] }),
  way('object-timing', 'object-build', { settled: ['timing'] }),
  way('object-build', 'closes-door', { stuck: ['build'] }),
  way('object-build', 'between', { settled: ['build'] }),
  way('between', 'review', { used: asks, settled: ['security', 'timing', 'build'] }),
  way('between', 'closing', { used: ['summary', 'isolate', 'recap_commit'] }),
  ...asked('between', 'audit', 'freeze', 'team'),
  way('between', 'closes-door', { used: ['graceful_no'] }),
  way('closing', 'review', { used: asks }),
  way('closing', 'closes-door', { used: ['graceful_no'] }),
]

export const threeObjections: Scenario = {
  slug: 'three-objections-in-a-row',
  title: both('Three objections in a row', 'Drie bezwaren op rij'),
  description: both(
    'An IT director with three objections. One of them is not what it is about.',
    'Een IT-directeur met drie bezwaren. Bij één ervan gaat het ergens anders om.',
  ),
  category: 'objections',
  difficulty: 'hard',
  required: ['laer_acknowledge', 'laer_explore', 'laer_respond', 'isolate', 'trade_not_discount'],
  brief: {
    you: both(
      'You sell a bed planning system to hospitals. The medical staff asked for it; IT has to agree.',
      'Je verkoopt een beddenplanning aan ziekenhuizen. De zorg vroeg erom; IT moet akkoord gaan.',
    ),
    customer: both(
      'Dr. Helen Marsh, IT director of a group of three hospitals.',
      'Dr. Helen Marsh, IT-directeur van een groep van drie ziekenhuizen.',
    ),
    goal: both('A security review on a date.', 'Een beveiligingstoets op een datum.'),
    factSheet: said(
      `Data stays in 2 data centres in the Netherlands; an outside report of 40 pages says so.
Everything can be looked at on paper before a line is installed.
The hospital’s own team runs it after 5 days of training.`,
      `Gegevens blijven in 2 datacenters in Nederland; een extern rapport van 40 pagina’s bevestigt dat.
Alles is op papier te bekijken voordat er iets geïnstalleerd wordt.
Het eigen team beheert het na 5 dagen training.`,
    ),
    limits: said(
      `No promise about a date of installation.
Training for the team may be given free in return for a review within a month.`,
      `Geen belofte over een datum van installatie.
Training voor het team mag gratis in ruil voor een toets binnen een maand.`,
    ),
  },
  flow: { ...helen, nodes: drawn(nodes, edges), edges, manners: smallTalk('u'), maxTurns: 26, questionsBeforePitch: 0 },
  rubric: {
    phaseWeights: { preparation: 10, discovery: 20, proposal: 50, closing: 20 },
    passMark: 70,
    checks: [
      hasGoal,
      opensWell,
      check(
        'audit',
        'discovery',
        'Did the trainee learn what is behind the question of security?',
        'Kwam de verkoper erachter wat er achter de vraag over beveiliging zit?',
        learns('audit'),
        2,
      ),
      check(
        'freeze',
        'discovery',
        'Did the trainee learn why not now?',
        'Kwam de verkoper erachter waarom niet nu?',
        learns('freeze'),
        2,
      ),
      check(
        'team',
        'discovery',
        'Did the trainee learn what it is really about?',
        'Kwam de verkoper erachter waar het werkelijk om gaat?',
        learns('team'),
        4,
      ),
      listensMore,
      check(
        'explored',
        'proposal',
        'Were at least two objections explored with a question?',
        'Werden minstens twee bezwaren met een vraag onderzocht?',
        usesTimes(2, 'laer_explore'),
        3,
      ),
      check(
        'in-order',
        'proposal',
        'Did understanding and asking come before answering?',
        'Kwamen begrip en vraag vóór het antwoord?',
        inOrder('laer_acknowledge', 'laer_explore', 'laer_respond'),
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
        'trade',
        'proposal',
        'Did the trainee give something only in return for something?',
        'Gaf de verkoper alleen iets in ruil voor iets?',
        uses('trade_not_discount'),
        2,
      ),
      check(
        'build',
        'proposal',
        'Was “we can build it” settled?',
        'Werd “we bouwen het zelf” opgelost?',
        settles('build'),
        3,
      ),
      keepsCalm,
      endsWithDate,
      check('review', 'closing', 'Did the call end with a review?', 'Eindigde het gesprek met een toets?', endsWell, 3),
    ],
  },
}
