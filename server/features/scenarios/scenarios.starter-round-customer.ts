import type { ScenarioFlow } from '@greenroom/contract/scenarios.ts'
import { both, fact, objectionStep, said, words } from './scenarios.writing.ts'

export const ingrid: Pick<ScenarioFlow, 'persona' | 'facts' | 'objections'> = {
  persona: {
    name: 'Ingrid Vos',
    role: both('Purchaser at a food producer', 'Inkoper bij een levensmiddelenproducent'),
    style: both(
      'Friendly, tireless, silent at the right moment. Plays hard and plays fair.',
      'Vriendelijk, onvermoeibaar, stil op het goede moment. Speelt hard en eerlijk.',
    ),
    secret: both(
      'She must show 8 per cent saving; sixty days to pay is worth more to her than price.',
      'Ze moet 8 procent besparing laten zien; zestig dagen betaaltermijn is haar meer waard dan prijs.',
    ),
    trust: 35,
    patience: 60,
    decay: 2,
    brushOff: 20,
  },
  facts: [
    fact(
      'saving',
      both(
        'She has to report a saving of 8 per cent on this contract.',
        'Ze moet op dit contract 8 procent besparing rapporteren.',
      ),
      words('8|eight percent|%|per', '8|acht procent|%'),
      { by: ['laer_explore', 'funnel_probe', 'spin_situation'] },
      said(
        `My target is eight per cent on this contract. I am measured by it, it is as simple as that.
I have to show eight per cent saving. Fifteen is what I ask, of course.
Eight per cent is what stands on my sheet. You did not hear it from me.`,
        `Mijn doel is acht procent op dit contract. Daar word ik op afgerekend, zo simpel is het.
Ik moet acht procent besparing laten zien. Natuurlijk vraag ik vijftien.
Acht procent staat er op mijn lijstje. Dat hebt u niet van mij.`,
      ),
      said(
        `I have my targets.
Everybody upstairs wants to see results.
It has to look good on paper.`,
        `Ik heb mijn doelen.
Boven willen ze resultaat zien.
Het moet er op papier goed uitzien.`,
      ),
    ),
    fact(
      'terms',
      both(
        'Payment in sixty days counts as a saving and helps her more than price.',
        'Zestig dagen betaaltermijn telt als besparing en helpt haar meer dan prijs.',
      ),
      words('60|sixty days; payment terms|term; cash', '60|zestig dagen; betaaltermijn; kasgeld'),
      {
        by: ['laer_explore', 'spin_payoff', 'funnel_probe', 'trade_not_discount', 'spin_situation'],
        after: ['saving'],
        trust: 35,
      },
      said(
        `Between you and me: payment terms. Sixty days counts as a saving with us, and our treasurer loves me for it.
If you ask me like that: sixty days. Cash is worth more to us this year than price.
Sixty days instead of thirty. That is worth more to me than a few per cent.`,
        `Onder ons: de betaaltermijn. Zestig dagen telt bij ons als besparing, en de treasurer is dol op me.
Als u het zo vraagt: zestig dagen. Geld in kas is ons dit jaar meer waard dan prijs.
Zestig dagen in plaats van dertig. Dat is mij meer waard dan een paar procent.`,
      ),
      said(
        `There is more than one way to save.
Surprise me.
Price is the easiest thing to write down.`,
        `Besparen kan op meer manieren.
Verras me.
Prijs schrijft het makkelijkst op.`,
      ),
    ),
    fact(
      'plant',
      both(
        'The plant manager wants these machines and no others.',
        'De fabrieksmanager wil deze machines en geen andere.',
      ),
      words('plant manager; production wants', 'fabrieksmanager; productie wil'),
      { by: ['decision_map', 'spin_implication', 'value_before_price'], trust: 35 },
      said(
        `Our plant manager wants yours. He told me so twice, in the corridor and in capitals.
It is no secret that the plant manager has chosen. I only have to make it affordable.
The plant manager signs for the technique, I sign for the money. He has made up his mind.`,
        `Onze fabrieksmanager wil die van u. Dat heeft hij twee keer gezegd, op de gang en in hoofdletters.
Het is geen geheim dat de fabrieksmanager gekozen heeft. Ik moet het alleen betaalbaar maken.
De fabrieksmanager tekent voor de techniek, ik voor het geld. Hij is eruit.`,
      ),
      said(
        `There are three parties left.
I decide on the money, others on the rest.
You are not the only one at the table.`,
        `Er zijn nog drie partijen.
Ik ga over het geld, anderen over de rest.
U bent niet de enige aan tafel.`,
      ),
    ),
  ],
  objections: [
    {
      id: 'fifteen',
      names: both('Fifteen per cent or no deal', 'Vijftien procent of geen deal'),
      smokescreen: false,
      tries: 5,
      raise: said(
        `Let us be quick. Fifteen per cent off, or no deal.
I have your last offer here. Take fifteen per cent off and we are done. Otherwise no deal.
Nice machine. Fifteen per cent discount, or I call the next one on my list.`,
        `Laten we het kort houden. Vijftien procent eraf, of geen deal.
Ik heb hier uw laatste offerte. Haal er vijftien procent af en we zijn klaar. Anders geen deal.
Mooie machine. Vijftien procent korting, of ik bel de volgende op mijn lijst.`,
      ),
      insist: said(
        `Fifteen. I can wait.
That is not fifteen per cent.
I hear a lot, but no number.`,
        `Vijftien. Ik kan wachten.
Dat is geen vijftien procent.
Ik hoor veel, maar geen getal.`,
      ),
      steps: [
        objectionStep(
          'heard',
          ['laer_acknowledge', 'label', 'paraphrase'],
          said(
            `It is my job. You do yours.
Good. Then we understand each other.
I thought you would take it well.`,
            `Het is mijn vak. Doe gerust het uwe.
Mooi. Dan begrijpen we elkaar.
Ik dacht al dat u het goed zou opvatten.`,
          ),
          { skippable: true },
        ),
        objectionStep(
          'explored',
          ['laer_explore', 'funnel_probe', 'spin_situation'],
          said(
            `Well. My target is eight per cent on this contract. How I get there is my own affair.
I have to show eight per cent upstairs. Fifteen is where I begin.
I am measured on eight per cent saving. There you have it.`,
            `Nou. Mijn doel is acht procent op dit contract. Hoe ik daar kom, is mijn zaak.
Ik moet boven acht procent laten zien. Met vijftien begin ik.
Ik word afgerekend op acht procent besparing. Nu weet u het.`,
          ),
          { tells: 'saving' },
        ),
        objectionStep(
          'settled',
          ['trade_not_discount'],
          said(
            `So something against something. That I can explain. Go on.
A trade, then. I like that better than a gift.
Now we are talking. What you give has a price, and so has what I give.`,
            `Dus iets tegenover iets. Dat kan ik uitleggen. Ga door.
Ruilen dus. Dat is me liever dan een cadeautje.
Nu komen we ergens. Wat u geeft heeft een prijs, en wat ik geef ook.`,
          ),
        ),
      ],
    },
  ],
}
