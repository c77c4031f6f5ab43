import type { ScenarioFlow } from '@greenroom/contract/scenarios.ts'
import { both, fact, objectionStep, said, words } from './scenarios.writing.ts'

export const kevin: Pick<ScenarioFlow, 'persona' | 'facts' | 'objections'> = {
  persona: {
    name: 'Kevin Mulder',
    role: both('Owner of three gyms', 'Eigenaar van drie sportscholen'),
    style: both(
      'Cheerful, easily distracted, decides when somebody asks him to.',
      'Vrolijk, snel afgeleid, beslist als iemand het hem vraagt.',
    ),
    secret: both(
      'He wants it and waits for the ask. He leaves on holiday next Wednesday.',
      'Hij wil het en wacht tot iemand het vraagt. Volgende week woensdag gaat hij op vakantie.',
    ),
    trust: 60,
    patience: 60,
    decay: 2,
    brushOff: 0,
  },
  facts: [
    fact(
      'holiday',
      both(
        'He goes on holiday next Wednesday, for three weeks.',
        'Hij gaat volgende week woensdag drie weken op vakantie.',
      ),
      words('holiday; wednesday; italy; am away', 'vakantie; woensdag; italie; weken weg'),
      { by: ['decision_map', 'laer_explore', 'spin_situation', 'funnel_probe'] },
      said(
        `Well, on Wednesday I go on holiday, three weeks. So before that, or it becomes autumn.
I am off to Italy on Wednesday. If it has to be running after the summer, it must be before my holiday.
Next Wednesday I am away for three weeks. That is why I keep putting it off.`,
        `Nou, woensdag ga ik op vakantie, drie weken. Dus daarvoor, of het wordt najaar.
Ik ga woensdag naar Italië. Als het na de zomer moet draaien, moet het vóór mijn vakantie.
Volgende week woensdag ben ik drie weken weg. Daarom schuif ik het voor me uit.`,
      ),
      said(
        `Oh, one of these days.
It does not have to be today, does it?
I have a lot on my mind at the moment.`,
        `O, een dezer dagen.
Het hoeft toch niet vandaag?
Ik heb nogal wat aan mijn hoofd op het moment.`,
      ),
    ),
    fact(
      'september',
      both(
        'It has to run when the new season starts in September.',
        'Het moet draaien als in september het nieuwe seizoen begint.',
      ),
      words('september; new season', 'september; nieuwe seizoen'),
      { by: ['spin_payoff', 'spin_implication', 'decision_map', 'spin_problem'] },
      said(
        `In September the new season starts. Everybody signs up then. It would be lovely if it ran by that time.
September is when the members come. If it is not there by then I miss the whole new season.
Last September people stood in line at the desk. I never want to see that again.`,
        `In september begint het nieuwe seizoen. Dan schrijft iedereen zich in. Het zou mooi zijn als het dan draait.
In september komen de leden. Als het er dan niet is, mis ik het hele nieuwe seizoen.
Vorig jaar september stond er een rij voor de balie. Dat wil ik nooit meer.`,
      ),
      said(
        `It would be handy, yes.
The sooner the better, I guess.
There are busy times and quiet times.`,
        `Het zou wel handig zijn, ja.
Hoe eerder hoe beter, denk ik.
Er zijn drukke tijden en rustige tijden.`,
      ),
    ),
  ],
  objections: [
    {
      id: 'think',
      names: both('Let me think about it', 'Ik wil er nog even over nadenken'),
      smokescreen: true,
      tries: 3,
      raise: said(
        `Great. Yes. Let me think about it.
It looks good. I just want to think it over.
I am as good as convinced. Let me sleep on it, I will think about it.`,
        `Top. Ja. Ik wil er nog even over nadenken.
Het ziet er goed uit. Ik moet er nog over nadenken.
Ik ben zo goed als overtuigd. Ik slaap er nog een nachtje over, even nadenken.`,
      ),
      insist: said(
        `Yes, I will think about it.
I said I would think about it, no?
Let me mull it over.`,
        `Ja, ik ga erover nadenken.
Ik zei toch dat ik erover na zou denken?
Laat me het even laten bezinken.`,
      ),
      steps: [
        objectionStep(
          'heard',
          ['laer_acknowledge', 'label'],
          said(
            `Yes. It is not nothing, three gyms at once.
Exactly. I do not want to rush.
Good that you see it that way.`,
            `Ja. Het is niet niks, drie vestigingen tegelijk.
Precies. Ik wil niets overhaasten.
Fijn dat u het zo ziet.`,
          ),
          { skippable: true },
        ),
        objectionStep(
          'settled',
          ['laer_explore', 'isolate', 'decision_map', 'funnel_probe', 'trial_close', 'label'],
          said(
            `Honestly? There is nothing left to think about. I just never get round to it.
No, nothing is in the way. I like it. It is more that my head is full.
What do I have to think about… Nothing really. I want it.`,
            `Eerlijk? Er valt niets meer na te denken. Ik kom er gewoon niet aan toe.
Nee, er staat niets in de weg. Ik vind het goed. Mijn hoofd zit vol, dat is het meer.
Waar moet ik over nadenken… Eigenlijk nergens over. Ik wil het wel.`,
          ),
        ),
      ],
    },
  ],
}
