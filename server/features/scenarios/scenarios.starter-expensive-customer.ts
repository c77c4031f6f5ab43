import type { ScenarioFlow } from '@greenroom/contract/scenarios.ts'
import { both, fact, objectionStep, said, words } from './scenarios.writing.ts'

export const fatima: Pick<ScenarioFlow, 'persona' | 'facts' | 'objections'> = {
  persona: {
    name: 'Fatima El Amrani',
    role: both('HR lead of a care organisation', 'Hoofd HR van een zorgorganisatie'),
    style: both(
      'Warm and direct. Likes the product and has to defend the amount.',
      'Warm en direct. Ziet het product zitten en moet het bedrag verdedigen.',
    ),
    secret: both(
      'Compares with a cheaper tool that has no Dutch support; her budget resets in January.',
      'Vergelijkt met een goedkoper pakket zonder Nederlandse ondersteuning; haar budget begint opnieuw in januari.',
    ),
    trust: 55,
    patience: 65,
    decay: 2,
    brushOff: 0,
  },
  facts: [
    fact(
      'cheaper',
      both(
        'She compares with a cheaper tool that answers in English only.',
        'Ze vergelijkt met een goedkoper pakket dat alleen in het Engels antwoordt.',
      ),
      words(
        'english only; in english; other offer; other tool',
        'alleen engels; in het engels; andere offerte; ander pakket',
      ),
      { by: ['laer_explore', 'funnel_probe'] },
      said(
        `With another tool I have on my desk. It is a third cheaper. Their help desk is in English only, by the way.
There is an other offer, a good deal lower. My people would have to call them in English, though.
Against another tool. Cheaper, yes. Support in English, which half my team will never use.`,
        `Met een ander pakket dat hier op mijn bureau ligt. Een derde goedkoper. Hun helpdesk is trouwens alleen Engels.
Er ligt een andere offerte, een stuk lager. Mijn mensen moeten daar dan wel in het Engels bellen.
Met een ander pakket. Goedkoper, ja. Hulp in het Engels, en dat doet de helft van mijn team nooit.`,
      ),
      said(
        `I have seen other figures, that is all.
It is simply a lot of money.
There are more roads to Rome.`,
        `Ik heb andere bedragen gezien, dat is alles.
Het is gewoon veel geld.
Er zijn meer wegen naar Rome.`,
      ),
    ),
    fact(
      'january',
      both('Her budget starts anew in January.', 'Haar budget begint opnieuw in januari.'),
      words('january; new year; next year', 'januari; nieuwe jaar; volgend jaar'),
      { by: ['budget_frame', 'decision_map'] },
      said(
        `This year is spent. In January there is a new budget, and this would fit in it.
The pot is empty until the new year. From January I can sign for it myself.
My budget resets in January. That is really the point: I cannot pay it now.`,
        `Dit jaar is op. In januari is er nieuw budget, en daar past het in.
De pot is leeg tot het nieuwe jaar. Vanaf januari mag ik er zelf voor tekenen.
Mijn budget begint opnieuw in januari. Dat is eigenlijk het punt: nu kan ik het niet betalen.`,
      ),
      said(
        `Money is always a puzzle in care.
I would have to look where it comes from.
It is a matter of the right moment.`,
        `Geld is in de zorg altijd puzzelen.
Ik moet kijken waar het vandaan komt.
Het is een kwestie van het goede moment.`,
      ),
    ),
    fact(
      'dutch',
      both('Half her team speaks no English at work.', 'De helft van haar team spreekt op het werk geen Engels.'),
      words('half my team ... english; nobody ... english', 'helft van mijn team ... engels; niemand ... engels'),
      { by: ['spin_implication', 'spin_problem', 'funnel_probe', 'impact_quant'], after: ['cheaper'] },
      said(
        `Then they call me. Half my team does not speak English, so I would be the help desk.
Half my team has no English. Last time a tool like that was simply not used.
The truth is that nobody on the night shift would phone in English. It would land on my desk.`,
        `Dan bellen ze mij. De helft van mijn team spreekt geen Engels, dus ik word de helpdesk.
De helft van mijn team kan geen Engels. De vorige keer werd zo’n pakket gewoon niet gebruikt.
De waarheid is dat niemand in de nachtdienst in het Engels gaat bellen. Dan ligt het bij mij.`,
      ),
      said(
        `They would get used to it, I suppose.
It would take some time.
That is a thing to think about.`,
        `Ze zullen er wel aan wennen.
Het zou wat tijd kosten.
Dat is iets om over na te denken.`,
      ),
    ),
  ],
  objections: [
    {
      id: 'price',
      names: both('Too expensive', 'Te duur'),
      smokescreen: false,
      tries: 4,
      raise: said(
        `I like it, really. But it is too expensive.
The demo was lovely. The price was not. It is too expensive for us.
I read your proposal. Honestly: it is too expensive.`,
        `Ik vind het echt mooi. Maar het is te duur.
De demo was prachtig. De prijs niet. Het is te duur voor ons.
Ik heb het voorstel gelezen. Eerlijk gezegd: het is te duur.`,
      ),
      insist: said(
        `That does not change the amount.
You are not answering me. It is still too much.
It remains a lot of money.`,
        `Daarmee verandert het bedrag niet.
Dat is geen antwoord. Het is nog steeds te veel.
Het blijft veel geld.`,
      ),
      steps: [
        objectionStep(
          'heard',
          ['laer_acknowledge', 'label', 'paraphrase'],
          said(
            `Thank you. I have to explain every euro to the board.
Yes. And I do want it, that makes it annoying.
Good that you see it. It is not unwillingness.`,
            `Fijn dat u dat zegt. Ik moet elke euro uitleggen aan het bestuur.
Ja. En ik wíl het wel, dat maakt het vervelend.
Goed dat u het ziet. Het is geen onwil.`,
          ),
          { skippable: true },
        ),
        objectionStep(
          'explored',
          ['laer_explore', 'funnel_probe'],
          said(
            `Compared to an other offer I have. A third cheaper, with a help desk in English.
With another tool on my desk. It is a third less. Their support is in English only.
There is another tool that costs a third less. Calling them goes in English, though.`,
            `Vergeleken met een andere offerte. Een derde goedkoper, met een helpdesk in het Engels.
Met een ander pakket op mijn bureau. Een derde minder. Hun hulp is alleen Engels.
Er is een ander pakket dat een derde minder kost. Bellen gaat daar wel in het Engels.`,
          ),
          { tells: 'cheaper' },
        ),
        objectionStep(
          'settled',
          ['laer_respond', 'benefit_link', 'proof_story', 'value_before_price'],
          said(
            `Hm. If I count the calls that would land on my desk, it is not so different. OK, I can explain that.
All right. That is a reason I can take to the board.
Yes, that answers it. Then we are not comparing the same thing.`,
            `Hm. Als ik de telefoontjes meetel die bij mij belanden, scheelt het niet zoveel. Oké, dat kan ik uitleggen.
Goed. Dat is een reden waarmee ik naar het bestuur kan.
Ja, dat is een antwoord. Dan vergelijken we niet hetzelfde.`,
          ),
        ),
      ],
    },
  ],
}
