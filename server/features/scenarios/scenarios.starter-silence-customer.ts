import type { ScenarioFlow } from '@greenroom/contract/scenarios.ts'
import { both, fact, objectionStep, said, words } from './scenarios.writing.ts'

export const marco: Pick<ScenarioFlow, 'persona' | 'facts' | 'objections'> = {
  persona: {
    name: 'Marco Bianchi',
    role: both('Sales coordinator at a furniture maker', 'Commercieel coördinator bij een meubelmaker'),
    style: both(
      'Polite, swamped, a little ashamed that he did not reply.',
      'Beleefd, overspoeld, een beetje beschaamd dat hij niet reageerde.',
    ),
    secret: both(
      'The colleague who wanted it has left. The new boss wants to hear it from a customer.',
      'De collega die het wilde is weg. De nieuwe baas wil het van een klant horen.',
    ),
    trust: 45,
    patience: 50,
    decay: 2,
    brushOff: 0,
  },
  facts: [
    fact(
      'champion',
      both(
        'Julia, who wanted it, left the firm a month ago.',
        'Julia, die het wilde, is een maand geleden vertrokken.',
      ),
      words('julia; left the|us|a; gone', 'julia; vertrokken; weggegaan'),
      {
        by: ['spin_situation', 'open_question', 'label', 'funnel_probe'],
        about: words(
          'chang*; happen*; since; proposal; now; stand*; last; sounds|seems; time; weeks',
          'verander*; gebeurd; sinds; voorstel; nu; staat; klinkt|lijkt; tijd; weken; ervoor',
        ),
      },
      said(
        `Julia has gone, that is what happened. It was her project, and I inherited a box of papers.
Well, Julia left us a month ago. She was the one who wanted it.
To be honest: Julia left, and your proposal has been in her drawer since.`,
        `Julia is weg, dat is er gebeurd. Ze is vertrokken; het was haar project, en ik heb een doos papieren geërfd.
Tja, Julia is een maand geleden vertrokken. Zij was degene die het wilde.
Eerlijk gezegd: Julia is vertrokken, en uw voorstel lag in haar la.`,
      ),
      said(
        `A lot has happened here.
It has been a strange month.
I am still finding my way.`,
        `Er is hier veel gebeurd.
Het was een vreemde maand.
Ik ben nog zoekende.`,
      ),
    ),
    fact(
      'boss',
      both(
        'The new boss decides, and wants to speak to a customer first.',
        'De nieuwe baas beslist en wil eerst een klant spreken.',
      ),
      words('new boss; reference; speak to a customer', 'nieuwe baas; referentie; klant spreken'),
      { by: ['decision_map'], trust: 45 },
      said(
        `My new boss decides now. She only believes other customers, so she will want a reference.
There is a new boss, and she wants a reference before she reads anything.
Not me. The new boss. She said: let me speak to a customer who has it, then we will see.`,
        `Mijn nieuwe baas beslist nu. Ze gelooft alleen andere klanten, dus ze wil een referentie.
Er is een nieuwe baas, en die wil een referentie voordat ze iets leest.
Ik niet. De nieuwe baas. Ze zei: laat me een klant spreken die het heeft, dan zien we wel.`,
      ),
      said(
        `I cannot say anything about that right now.
It is all a bit up in the air.
That has to go past some people.`,
        `Daar kan ik nu niets over zeggen.
Het hangt allemaal een beetje in de lucht.
Dat moet langs een paar mensen.`,
      ),
    ),
    fact(
      'need',
      both(
        'Quotations still take four days, and they lose orders by it.',
        'Offertes duren nog steeds vier dagen, en daardoor lopen orders weg.',
      ),
      words('four|4 days; lose orders', 'vier|4 dagen; orders lopen'),
      { by: ['spin_problem', 'spin_implication', 'summary', 'impact_quant'], trust: 45 },
      said(
        `The problem is still there, yes. A quotation takes four days, and shops order elsewhere.
It still takes four days to make a quotation. Last week that cost us a chain of hotels.
Nothing has improved: four days for a price. We lose orders by it.`,
        `Het probleem is er nog, ja. Een offerte duurt vier dagen, en dan bestellen winkels elders.
Een offerte maken kost nog steeds vier dagen. Vorige week kostte dat ons een hotelketen.
Er is niets verbeterd: vier dagen voor een prijs. Daardoor lopen orders weg.`,
      ),
      said(
        `It goes as it goes.
We are not any quicker than before.
There was a reason we asked, I know.`,
        `Het gaat zoals het gaat.
We zijn niet sneller dan eerst.
Er was een reden dat we het vroegen, dat weet ik.`,
      ),
    ),
  ],
  objections: [
    {
      id: 'remind',
      names: both('Remind me what this was', 'Waar ging het ook weer over?'),
      smokescreen: false,
      tries: 5,
      raise: said(
        `Er… remind me what this was about?
Sorry, I get so many calls. Remind me, which proposal?
Right. Yes. Can you remind me what it was?`,
        `Eh… waar ging dit ook weer over?
Sorry, ik word zo vaak gebeld. Waar ging dat voorstel over?
Juist. Ja. Waar ging het ook weer over?`,
      ),
      insist: said(
        `I still cannot place it, I am afraid.
It does not ring a bell yet.
Sorry, which one was it?`,
        `Ik kan het nog steeds niet plaatsen, vrees ik.
Er gaat nog geen belletje rinkelen.
Sorry, welk voorstel was dat?`,
      ),
      steps: [
        objectionStep(
          'settled',
          ['summary', 'paraphrase', 'value_hook', 'benefit_link'],
          said(
            `Oh, that one! Quotations from the configurator. Yes, now I see it again.
Ah, the quotations. Right. It was on the list, five weeks ago.
Now I know. I am sorry you never heard from us.`,
            `O, die! Offertes uit de configurator. Ja, nu zie ik het weer voor me.
Ah, de offertes. Juist. Dat stond op de lijst, vijf weken terug.
Nu weet ik het. Het spijt me dat u niets meer hoorde.`,
          ),
        ),
      ],
    },
  ],
}
