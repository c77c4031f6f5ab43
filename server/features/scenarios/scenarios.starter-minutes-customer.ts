import type { ScenarioFlow } from '@greenroom/contract/scenarios.ts'
import { both, fact, objectionStep, said, words } from './scenarios.writing.ts'

export const sanne: Pick<ScenarioFlow, 'persona' | 'facts' | 'objections'> = {
  persona: {
    name: 'Sanne de Vries',
    role: both('Owner, installation firm of twelve', 'Eigenaar, installatiebedrijf met twaalf mensen'),
    style: both(
      'Quick, dry, friendly once she notices that you listen.',
      'Snel, droog, vriendelijk zodra ze merkt dat er geluisterd wordt.',
    ),
    secret: both(
      'Plans in Excel at night, loses six hours a week, and decides nothing without Bas.',
      'Plant ’s avonds in Excel, verliest zes uur per week en beslist niets zonder Bas.',
    ),
    trust: 40,
    patience: 55,
    decay: 2,
    brushOff: 0,
  },
  facts: [
    fact(
      'planning',
      both('The planning is done in Excel.', 'De planning gebeurt in Excel.'),
      words('excel; spreadsheet*', 'excel; spreadsheet*'),
      {
        by: ['spin_situation', 'open_question', 'spin_problem'],
        about: words(
          'plan*; organis*; organiz*; week; work orders; schedul*; jobs; day; arrange; now',
          'plan*; organis*; regel*; week; werkbon*; rooster*; klus*; dag; indeel*; nu',
        ),
      },
      said(
        `In Excel. I have a sheet with twelve columns and a lot of colours.
I do it in Excel. It works, as long as nobody falls ill.
Honestly? In Excel, and it is a sheet that only I understand.`,
        `In Excel. Ik heb een blad met twaalf kolommen en veel kleurtjes.
Dat doe ik in Excel. Het werkt, zolang er niemand ziek wordt.
Eerlijk? In Excel, in een blad dat alleen ik snap.`,
      ),
      said(
        `Oh, we manage. The planning is mine.
I keep the planning in my own way.
It is mostly me who makes the plan.`,
        `Ach, we redden ons. De planning doe ik.
Ik hou de planning op mijn eigen manier bij.
Die planning maak ik vooral zelf.`,
      ),
    ),
    fact(
      'evenings',
      both(
        'She plans in the evening, after the children are in bed.',
        'Ze plant ’s avonds, als de kinderen op bed liggen.',
      ),
      words('evening*; children; kids', 'avond*; kinderen'),
      { by: ['spin_problem', 'spin_implication', 'label', 'funnel_probe'], after: ['planning'], trust: 45 },
      said(
        `The nuisance is that it always ends up in my evenings, when the kids are in bed.
When somebody calls in sick I sit there in the evening, moving everything around.
It eats my evenings. The kids go to bed and I open the laptop.`,
        `Het vervelende is dat het altijd in mijn avonden belandt, als de kinderen op bed liggen.
Als er iemand ziek is, zit ik ’s avonds alles om te gooien.
Het kost me mijn avonden. De kinderen op bed, laptop open.`,
      ),
      said(
        `It has its moments.
There are weeks when I could do without it.
It works, mostly.`,
        `Het heeft zo zijn momenten.
Er zijn weken dat ik het liever niet had.
Meestal gaat het wel.`,
      ),
    ),
    fact(
      'hours',
      both('It costs six hours a week.', 'Het kost zes uur per week.'),
      words('six; 6', 'zes; 6'),
      { by: ['impact_quant'], after: ['planning'] },
      said(
        `Six hours a week, I think. Now that I say it out loud, that is a lot.
I never counted. Monday, Wednesday… about six hours a week.
If I am honest: six hours, every week.`,
        `Zes uur per week, denk ik. Nu ik het hardop zeg, is dat veel.
Nooit geteld. Maandag, woensdag… een uur of zes per week.
Als ik eerlijk ben: zes uur, elke week.`,
      ),
      said(
        `Quite some time, I suppose.
More than I would like.
I never really counted it.`,
        `Best wat tijd, denk ik.
Meer dan me lief is.
Ik heb het nooit echt geteld.`,
      ),
    ),
    fact(
      'partner',
      both('Her partner Bas decides with her.', 'Haar vennoot Bas beslist mee.'),
      words('bas; partner; both of us', 'bas; vennoot; compagnon; samen'),
      { by: ['decision_map'] },
      said(
        `Bas, my partner. We decide on this kind of thing together, always.
I do not do that alone. Bas owns the other half, so he has to agree.
My partner Bas has to be in on it. He watches the money.`,
        `Bas, mijn vennoot. Dit soort dingen beslissen we altijd samen.
Dat doe ik niet alleen. De andere helft is van Bas, dus die moet akkoord zijn.
Mijn vennoot Bas moet erbij. Die let op het geld.`,
      ),
      said(
        `We will see when we get there.
It is a small firm, that is quickly arranged.
Deciding is not the hard part here.`,
        `Dat zien we dan wel.
Het is een klein bedrijf, dat is zo geregeld.
Beslissen is hier niet het probleem.`,
      ),
    ),
  ],
  objections: [
    {
      id: 'email',
      names: both('Just send an e-mail', 'Stuur maar een mailtje'),
      smokescreen: true,
      tries: 3,
      raise: said(
        `You know what, just send me an e-mail.
I am busy. Put it in an e-mail and I will have a look.
Send me something by mail, will you?`,
        `Weet je wat, stuur maar een mailtje.
Ik ben druk. Zet het op de mail, dan kijk ik ernaar.
Mail me maar wat, goed?`,
      ),
      insist: said(
        `Yes, but really, an e-mail is fine.
Again: put it in a mail.
I said you can mail me.`,
        `Ja, maar echt, een mailtje is prima.
Nogmaals: zet het op de mail.
Ik zei dat je kunt mailen.`,
      ),
      steps: [
        objectionStep(
          'heard',
          ['laer_acknowledge', 'label'],
          said(
            `Exactly. It is busy here.
Good. So you understand.
Yes. That is how it goes when we are short of hands.`,
            `Precies. Het is hier druk.
Mooi. Dan snap je het.
Ja. Zo gaat dat als je handen tekortkomt.`,
          ),
          { skippable: true },
        ),
        objectionStep(
          'settled',
          ['permission_opener', 'agenda_contract', 'laer_explore', 'spin_situation', 'spin_problem', 'funnel_probe'],
          said(
            `All right, two minutes then. Ask.
Well, since I have you on the line. Go on.
OK, quickly then. What do you want to know?`,
            `Nou goed, twee minuten dan. Vraag maar.
Nou ja, nu ik je toch aan de lijn heb. Kom maar.
Oké, snel dan. Wat wil je weten?`,
          ),
        ),
      ],
    },
  ],
}
