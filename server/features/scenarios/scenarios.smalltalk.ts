import type { Manners, RubricCheck, ScenarioNode } from '@greenroom/contract/scenarios.ts'
import { both, check, end, said, uses, without } from './scenarios.writing.ts'

/** What most customers say where nothing of the story happens. `you` is how this one addresses a seller in Dutch. */
export const smallTalk = (you: 'je' | 'u', own: Partial<Manners> = {}): Manners => {
  const are = you === 'u' ? 'Bent u' : 'Ben je'
  const mean = you === 'u' ? 'bedoelt u' : 'bedoel je'
  return {
    silence: said(
      `Hello? Are you still there?
I cannot hear anything.
Is the line all right? I hear nothing.`,
      `Hallo? ${are} er nog?
Ik hoor niets.
Is de lijn wel goed? Ik hoor niks.`,
    ),
    offended: said(
      `I beg your pardon?
There is no need to talk to me like that.
Keep that tone and we are done here.`,
      `Pardon?
Zo hoeft er niet tegen mij gepraat te worden.
Nog één keer die toon en we zijn klaar.`,
    ),
    putOff: said(
      `Hold on. You are going rather fast for me.
That is a lot at once, and I am not sure it is about us.
Wait. You do not know yet how things are here.`,
      `Ho even. Dit gaat me te snel.
Dat is nogal veel ineens, en ik weet niet of het over ons gaat.
Wacht even. ${you === 'u' ? 'U weet' : 'Je weet'} nog niet hoe het hier gaat.`,
    ),
    puzzled: said(
      `I have no idea what you are talking about.
Sorry, what has that got to do with this call?
I think you have the wrong person for that.`,
      `Ik heb geen idee waar ${you === 'u' ? 'u' : 'je'} het over hebt.
Sorry, wat heeft dat met dit gesprek te maken?
Daarvoor ${you === 'u' ? 'moet u' : 'moet je'} niet bij mij zijn, denk ik.`,
    ),
    vague: said(
      `Hard to say.
That depends a bit on the week.
I could not give you a straight answer to that.`,
      `Moeilijk te zeggen.
Dat hangt een beetje van de week af.
Daar heb ik zo geen antwoord op.`,
    ),
    curt: said(
      `Yes.
More or less, yes.
I suppose so.`,
      `Ja.
Min of meer, ja.
Dat zal wel.`,
    ),
    asSaid: said(
      `As I said:
I think I mentioned it.
We were there already.`,
      `Zoals ik zei:
Dat had ik al genoemd.
Daar waren we al.`,
    ),
    confirms: said(
      `Yes, that is about right.
Exactly.
You could put it like that, yes.`,
      `Ja, zo ongeveer wel.
Precies.
Zo ${you === 'u' ? 'zou u' : 'zou je'} het kunnen zeggen, ja.`,
    ),
    nothingElse: said(
      `No, that is really all.
Nothing else that I can think of.
No. Apart from that I see no reason not to.`,
      `Nee, dat is het eigenlijk wel.
Verder zou ik niets weten.
Nee. Los daarvan zie ik geen bezwaar.`,
    ),
    goAhead: said(
      `Fine, go ahead.
All right, if it does not take long.
OK. What would you like to know?`,
      `Prima, ga ${you === 'u' ? 'uw' : 'je'} gang.
Goed, als het niet te lang duurt.
Oké. Wat ${you === 'u' ? 'wilt u' : 'wil je'} weten?`,
    ),
    notYet: said(
      `That is too quick for me.
I am not there yet.
Slow down, I do not see yet why I would.`,
      `Dat gaat me te snel.
Zover ben ik nog niet.
Rustig aan, ik zie nog niet waarom ik dat zou doen.`,
    ),
    listens: said(
      `Hm. OK.
I see.
Right. And what does that have to do with us?`,
      `Hm. Oké.
Ik snap wat ${you === 'u' ? 'u bedoelt' : 'je bedoelt'}.
Ja. En wat ${mean} daarmee voor ons?`,
    ),
    impatient: said(
      `Look, I have to get on in a minute.
I have other things to do today.
Can we get to the point?`,
      `Luister, ik moet zo weer verder.
Ik heb vandaag nog meer te doen.
Kunnen we ter zake komen?`,
    ),
    ...own,
  }
}

/** The two ends that need no arrow: the customer takes them alone. */
export const forcedEnds = (you: 'je' | 'u'): ScenarioNode[] => [
  end(
    'hang-up',
    'hang_up',
    both('Hung up', 'Opgehangen'),
    said(
      `I do not think this is going anywhere. Goodbye.
I am going to stop here. Goodbye.
No. I have heard enough, thank you. Goodbye.`,
      `Ik denk niet dat dit ergens heen gaat. Goedendag.
Ik ga hier een punt achter zetten. Goedendag.
Nee. Ik heb genoeg gehoord. Dag.`,
    ),
  ),
  end(
    'time-up',
    'time_up',
    both('Out of time', 'Tijd op'),
    said(
      `I have to go, my next appointment is waiting. Goodbye.
I really have to leave it here, they are calling me. Goodbye.
My time is up, I am afraid. Goodbye.`,
      `Ik moet ophangen, mijn volgende afspraak wacht. Dag.
Ik moet het hierbij laten, ze roepen me. Dag.
Mijn tijd is op, het spijt me. Een goede dag ${you === 'u' ? 'nog' : 'verder'}.`,
    ),
  ),
]

/** Checks that hold for any call. */
export const opensWell: RubricCheck = check(
  'opens-well',
  'preparation',
  'Did the trainee ask whether it suits, or agree an agenda?',
  'Vroeg de verkoper of het uitkomt, of werd er een agenda afgesproken?',
  uses('permission_opener', 'agenda_contract'),
)
export const hasGoal: RubricCheck = check(
  'has-goal',
  'preparation',
  'Was there a goal for the call before it began?',
  'Was er vooraf een doel voor het gesprek?',
  uses('goal_setting'),
  1,
)
export const listensMore: RubricCheck = check(
  'listens-more',
  'discovery',
  'Did the trainee talk for no more than 65 per cent of the call?',
  'Was de verkoper niet meer dan 65 procent aan het woord?',
  { kind: 'talk_share', atMost: 65 },
  1,
)
export const keepsCalm: RubricCheck = check(
  'keeps-calm',
  'proposal',
  'Did the trainee never argue, and never run down another supplier?',
  'Ging de verkoper nooit in discussie en werd niemand afgekraakt?',
  without('arguing', 'disparaging_competitor', 'rude'),
  1,
)
export const asksOneByOne: RubricCheck = check(
  'asks-one-by-one',
  'discovery',
  'Did the trainee ask without stacking or steering questions, and without selling too early?',
  'Vroeg de verkoper zonder te stapelen, te sturen of te vroeg te verkopen?',
  without('question_stacking', 'leading_question', 'pitch_too_early'),
  1,
)
export const endsWithDate: RubricCheck = check(
  'ends-with-date',
  'closing',
  'Did the trainee propose a next step with a date?',
  'Stelde de verkoper een vervolgstap met een datum voor?',
  uses('assumptive_next'),
  3,
)
