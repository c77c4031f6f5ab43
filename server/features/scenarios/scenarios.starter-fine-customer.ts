import type { ScenarioFlow } from '@greenroom/contract/scenarios.ts'
import { both, fact, objectionStep, said, words } from './scenarios.writing.ts'

export const tom: Pick<ScenarioFlow, 'persona' | 'facts' | 'objections'> = {
  persona: {
    name: 'Tom Baker',
    role: both('Operations manager, logistics', 'Operationeel manager, logistiek'),
    style: both(
      'Calm and closed. Proud of his warehouse. Answers what is asked and no more.',
      'Rustig en gesloten. Trots op zijn magazijn. Antwoordt op wat gevraagd wordt en niet meer.',
    ),
    secret: both(
      'Two in a hundred picks are wrong, fines cost 40,000 a year, and a new system is frozen until Q2.',
      'Twee op de honderd picks zijn fout, boetes kosten 40.000 per jaar en een nieuw systeem ligt stil tot Q2.',
    ),
    trust: 35,
    patience: 60,
    decay: 2,
    brushOff: 20,
  },
  facts: [
    fact(
      'method',
      both(
        'Orders are picked from paper lists by forty people in two shifts.',
        'Veertig mensen in twee ploegen picken van papieren lijsten.',
      ),
      words('paper; shifts', 'papier*; ploegen'),
      {
        by: ['spin_situation', 'open_question'],
        about: words(
          'pick*; work*; warehouse; orders; process; floor; organis*; now; currently; set up; day',
          'pick*; werk*; magazijn; orders; proces; vloer; regel*; nu; dag; ingericht',
        ),
      },
      said(
        `Forty people in two shifts, picking from paper lists. It runs.
Paper lists, two shifts, forty people. Nothing fancy, and the trucks leave on time.
We print the lists, two shifts walk the floor. That has worked for years.`,
        `Veertig mensen in twee ploegen, met papieren lijsten. Het loopt.
Papieren lijsten, twee ploegen, veertig mensen. Niets bijzonders, en de wagens vertrekken op tijd.
We printen de lijsten en twee ploegen lopen de vloer. Dat gaat al jaren zo.`,
      ),
      said(
        `It works fine.
It is a warehouse. Things come in, things go out.
We have our way of doing things.`,
        `Het werkt prima.
Het is een magazijn. Er komt wat in, er gaat wat uit.
Wij hebben zo onze manier.`,
      ),
    ),
    fact(
      'mispicks',
      both('Two per cent of the picks are wrong.', 'Twee procent van de picks is fout.'),
      words(
        'two|2 percent|%|per; mis-pick*; mispick*; two in a hundred',
        'twee|2 procent|%; mispick*; twee op de honderd; verkeerd gepickt',
      ),
      {
        by: ['spin_problem', 'impact_quant', 'label', 'funnel_probe'],
        about: words(
          'wrong; error*; mistake*; stuck; better; improve; complaint*; returns; go; difficult; frustrat*; annoy*; like',
          'fout*; mis; mist; beter; klacht*; retour*; vast; lastig; stoort; tegenaan; knelt; alsof; verbeteren',
        ),
        trust: 42,
      },
      said(
        `Well. Two per cent mis-picks, if you count honestly. Everybody in this trade has those.
If there is one thing… about two per cent goes into the wrong box. It has always been so.
Two in a hundred go wrong. We live with it.`,
        `Nou ja. Twee procent mispicks, als je eerlijk telt. Dat heeft iedereen in dit vak.
Als er iets is… zo’n twee procent gaat in de verkeerde doos. Dat is altijd zo geweest.
Twee op de honderd gaan mis. Daar leven we mee.`,
      ),
      said(
        `Every warehouse has its little things.
Nothing that keeps me awake.
There is always something, but nothing worth a meeting.`,
        `Elk magazijn heeft zijn dingetjes.
Niets waar ik wakker van lig.
Er is altijd wel iets, maar niets om over te vergaderen.`,
      ),
    ),
    fact(
      'fines',
      both(
        'Retailers fine them; it came to 40,000 euros last year.',
        'Winkelketens geven boetes; vorig jaar 40.000 euro.',
      ),
      words('fines; a fine follows; penalt*; 40000; forty thousand', 'boete*; 40000; veertigduizend'),
      { by: ['spin_implication', 'impact_quant', 'spin_payoff'], after: ['mispicks'], trust: 45 },
      said(
        `The retailers send us fines. Last year that was… 40,000 euros. I had never put it next to the two per cent.
Then the shop complains and a fine follows. It adds up to 40,000 a year. Hm.
Fines, mostly. Forty thousand last year. Finance does not like me to say that out loud.`,
        `De winkelketens sturen ons boetes. Vorig jaar was dat… 40.000 euro. Ik had het nooit naast die twee procent gelegd.
Dan klaagt de winkel en volgt er een boete. Dat telt op tot 40.000 per jaar. Hm.
Boetes, vooral. Veertigduizend vorig jaar. Dat zeg ik liever niet te hard bij financiën.`,
      ),
      said(
        `Somebody sorts it out in the end.
It costs something, I suppose. It is part of the trade.
The customers grumble a bit.`,
        `Uiteindelijk lost iemand het op.
Het zal wel iets kosten. Dat hoort bij het vak.
De klanten mopperen wat.`,
      ),
    ),
    fact(
      'frozen',
      both(
        'A new warehouse system is frozen until the second quarter; the director decides.',
        'Een nieuw magazijnsysteem ligt stil tot het tweede kwartaal; de directeur beslist.',
      ),
      words('q2; second quarter; frozen', 'q2; tweede kwartaal; bevroren; stilgelegd'),
      { by: ['decision_map', 'budget_frame'], trust: 40 },
      said(
        `A new system was planned, but it is frozen until Q2. Our director decides what happens then.
Everything with a plug is frozen until the second quarter. After that the director looks at it.
Not me alone. The big project is frozen until Q2, and the director wants figures first.`,
        `Er stond een nieuw systeem op de rol, maar dat ligt stil tot Q2. Daarna beslist onze directeur.
Alles met een stekker is bevroren tot het tweede kwartaal. Daarna kijkt de directeur ernaar.
Niet ik alleen. Het grote project ligt stil tot Q2, en de directeur wil eerst cijfers.`,
      ),
      said(
        `That is not something for today.
There are plans enough upstairs.
Deciding goes slowly here.`,
        `Dat is niet iets voor vandaag.
Plannen genoeg, hierboven.
Beslissen gaat hier langzaam.`,
      ),
    ),
  ],
  objections: [
    {
      id: 'happy',
      names: both('Happy with what we have', 'Tevreden met wat we hebben'),
      smokescreen: true,
      tries: 4,
      raise: said(
        `To be honest, we are happy with what we have.
I am satisfied with how it goes, so I do not see why we are talking.
It works fine. We are happy with it.`,
        `Eerlijk gezegd zijn we tevreden met wat we hebben.
Ik ben tevreden over hoe het gaat, dus ik zie niet waar dit gesprek toe dient.
Het werkt prima. We zijn er blij mee.`,
      ),
      insist: said(
        `As I say, we are happy.
You can keep trying, but it works fine.
Still no reason to change anything.`,
        `Zoals ik zeg: we zijn tevreden.
U kunt het blijven proberen, maar het werkt prima.
Nog steeds geen reden om iets te veranderen.`,
      ),
      steps: [
        objectionStep(
          'heard',
          ['laer_acknowledge', 'label', 'paraphrase'],
          said(
            `Yes. I am proud of this team.
That is right. We built it ourselves, step by step.
Exactly. We do not change things for the sake of it.`,
            `Ja. Ik ben trots op dit team.
Klopt. We hebben het zelf opgebouwd, stap voor stap.
Precies. Wij veranderen niet om te veranderen.`,
          ),
          { skippable: true },
        ),
        objectionStep(
          'settled',
          ['spin_problem', 'laer_explore', 'spin_implication', 'funnel_probe', 'reframe_insight', 'open_question'],
          said(
            `Hm. That is a fair question. Let us say it is not perfect.
Well… if you put it like that. There is something, of course.
All right. Perfect is another word. Ask me what you want to know.`,
            `Hm. Dat is een eerlijke vraag. Laten we zeggen: niet perfect.
Nou… als u het zo stelt. Er is natuurlijk wel iets.
Goed. Perfect is een ander woord. Vraag maar wat u wilt weten.`,
          ),
        ),
      ],
    },
  ],
}
