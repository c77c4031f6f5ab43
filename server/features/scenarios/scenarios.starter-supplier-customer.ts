import type { ScenarioFlow } from '@greenroom/contract/scenarios.ts'
import { both, fact, objectionStep, said, words } from './scenarios.writing.ts'

export const peter: Pick<ScenarioFlow, 'persona' | 'facts' | 'objections'> = {
  persona: {
    name: 'Peter Janssens',
    role: both('Facility manager, Belgium', 'Facilitair manager, België'),
    style: both(
      'Courteous, loyal, careful. Does not like hard words about others.',
      'Hoffelijk, trouw, voorzichtig. Houdt niet van harde woorden over anderen.',
    ),
    secret: both(
      'The contract ends in seven months, two deliveries came late, and he fears the switch.',
      'Het contract eindigt over zeven maanden, er waren twee late leveringen en hij vreest de overstap.',
    ),
    trust: 38,
    patience: 58,
    decay: 2,
    brushOff: 20,
  },
  facts: [
    fact(
      'contract',
      both(
        'The contract with the supplier ends in seven months.',
        'Het contract met de leverancier eindigt over zeven maanden.',
      ),
      words('seven|7 months', 'zeven|7 maanden'),
      {
        by: ['spin_situation', 'decision_map'],
        about: words(
          'contract; agreement; long; until; end*; arranged; supplier; currently; now; set up; work',
          'contract; overeenkomst; lang; wanneer; loopt; afloopt; geregeld; leverancier; nu; werk*',
        ),
      },
      said(
        `The contract still runs for seven months. After that I may choose again.
We are tied for another seven months. Then we look at it anew.
It ends in seven months, if nobody gives notice.`,
        `Het contract loopt nog zeven maanden. Daarna mag ik opnieuw kiezen.
We zitten er nog zeven maanden aan vast. Dan bekijken we het opnieuw.
Het eindigt over zeven maanden, als niemand verlengt.`,
      ),
      said(
        `It is all neatly arranged.
We have our agreements with them.
They have been coming here for years.`,
        `Dat is allemaal netjes geregeld.
We hebben onze afspraken met hen.
Ze komen hier al jaren over de vloer.`,
      ),
    ),
    fact(
      'late',
      both(
        'Two deliveries came late this year, and a floor had no coffee and no paper.',
        'Dit jaar kwamen twee leveringen te laat; een verdieping zat zonder koffie en papier.',
      ),
      words('late; two deliveries; too late; delay*', 'te laat; twee leveringen; vertraging*'),
      {
        by: ['spin_problem', 'funnel_probe', 'spin_implication'],
        about: words(
          'wrong; better; satisfied; stuck; improve; change; miss*; happy; annoy*; bother*; like; example; go',
          'mis; beter; tevreden; tegenaan; verbeteren; anders; mist; stoort; knelt; loopt; voorbeeld; gaat',
        ),
        trust: 42,
      },
      said(
        `Well, between us: two deliveries came late this spring. A whole floor without coffee, you can imagine.
There were two deliveries too late. I got more mail about that than about the renovation.
If I must say something: twice they were late. People remember that.`,
        `Onder ons gezegd: twee leveringen kwamen dit voorjaar te laat. Een hele verdieping zonder koffie, stel u voor.
Er zijn twee leveringen te laat gekomen. Daar kreeg ik meer mails over dan over de verbouwing.
Als ik dan iets moet zeggen: twee keer waren ze te laat. Dat onthouden de mensen.`,
      ),
      said(
        `They do their best.
Nobody is perfect, neither are we.
One hears something now and then.`,
        `Ze doen hun best.
Niemand is perfect, wij ook niet.
Men hoort weleens wat.`,
      ),
    ),
    fact(
      'fear',
      both(
        'He fears the switch: the last one took three months and cost him his holiday.',
        'Hij vreest de overstap: de vorige duurde drie maanden en kostte hem zijn vakantie.',
      ),
      words(
        'holiday; three months; last change*; last switch',
        'vakantie; drie maanden; vorige overstap; vorige wissel',
      ),
      { by: ['label', 'laer_explore', 'mirror'], trust: 42 },
      said(
        `You notice that well. The last change took three months, and my holiday with it. I do not want that again.
Yes. The last switch cost me three months of complaints, and my holiday.
That is so. At the last change I stood in the cellar myself, unpacking boxes, in my holiday.`,
        `Dat hebt u goed gehoord. De vorige overstap duurde drie maanden en kostte mij mijn vakantie. Dat wil ik niet nog eens.
Ja. De vorige wissel kostte me drie maanden klachten, en mijn vakantie.
Zo is het. Bij de vorige overstap stond ik zelf in de kelder dozen uit te pakken, in mijn vakantie.`,
      ),
      said(
        `I would rather not stir things up.
One knows what one has.
Changing is always a bother.`,
        `Ik haal liever niets overhoop.
Men weet wat men heeft.
Veranderen is altijd een gedoe.`,
      ),
    ),
  ],
  objections: [
    {
      id: 'loyal',
      names: both('We already have a supplier', 'We hebben al een leverancier'),
      smokescreen: false,
      tries: 5,
      raise: said(
        `I must tell you right away: we already have a supplier, and for nine years.
That is kind of you, but we have a supplier we are happy with.
We work with a fixed partner. I do not see a reason to change.`,
        `Ik zeg het u meteen: we hebben al een leverancier, en dat al negen jaar.
Dat is vriendelijk, maar we hebben een leverancier waar we tevreden over zijn.
We werken met een vaste partner. Ik zie geen reden om te veranderen.`,
      ),
      insist: said(
        `As I say, we have somebody.
I stay with my supplier, I am a loyal man.
That does not convince me to leave anybody.`,
        `Zoals ik zeg: we hebben al iemand.
Ik blijf bij mijn leverancier, ik ben trouw.
Dat overtuigt me niet om iemand te verlaten.`,
      ),
      steps: [
        objectionStep(
          'heard',
          ['laer_acknowledge', 'label', 'paraphrase'],
          said(
            `Indeed. Nine years, one does not throw that away.
That is how I see it. One looks after one’s partners.
Thank you. Many callers begin by saying they are cheaper.`,
            `Inderdaad. Negen jaar, dat gooit men niet weg.
Zo zie ik dat. Men zorgt voor zijn partners.
Dank u. De meeste bellers beginnen met te zeggen dat ze goedkoper zijn.`,
          ),
          { skippable: true },
        ),
        objectionStep(
          'settled',
          ['laer_explore', 'spin_situation', 'spin_problem', 'reframe_insight', 'funnel_probe', 'permission_opener'],
          said(
            `Well, you may ask. It does not commit me to anything.
A good question. Let us talk, then, without obligation.
All right. Ask away, I will tell you how it is.`,
            `Nu, vragen mag u. Dat verplicht me tot niets.
Een goede vraag. Laten we praten, vrijblijvend.
Goed. Vraag maar, ik zal zeggen hoe het zit.`,
          ),
        ),
      ],
    },
    {
      id: 'switch',
      names: both('The switch is a risk', 'De overstap is een risico'),
      smokescreen: false,
      tries: 4,
      raise: said(
        `Even then. A switch is a risk, and I would be the one to explain it.
I hear you. But changing over worries me more than a bit of trouble now and then.
And who stands here when it goes wrong? Changing is a risk.`,
        `Ook dan nog. Een overstap is een risico, en ik mag het dan uitleggen.
Ik hoor u. Maar overstappen baart me meer zorgen dan af en toe wat ongemak.
En wie staat hier als het misgaat? Veranderen is een risico.`,
      ),
      insist: said(
        `That does not take the risk away.
I would still be the one who stands there.
It remains a leap in the dark.`,
        `Daarmee is het risico niet weg.
Dan sta ik daar nog altijd.
Het blijft een sprong in het donker.`,
      ),
      steps: [
        objectionStep(
          'heard',
          ['label', 'laer_acknowledge', 'laer_explore'],
          said(
            `Exactly. You take it seriously, I notice that.
Yes. One burns one’s fingers only once.
So it is. I have seen how it can go.`,
            `Precies. U neemt het ernstig, dat merk ik.
Ja. Men verbrandt zich maar één keer.
Zo is het. Ik heb gezien hoe het kan lopen.`,
          ),
          { skippable: true },
        ),
        objectionStep(
          'settled',
          ['proof_story', 'reframe_insight', 'laer_respond', 'boomerang'],
          said(
            `Hm. On one site, beside the others. That is something else than everything at once.
So it can be done little by little. That sounds less wild than I thought.
If it goes like that, I could live with it.`,
            `Hm. Op één locatie, naast de rest. Dat is wat anders dan alles ineens.
Dus het kan stap voor stap. Dat klinkt minder wild dan ik dacht.
Als het zo gaat, kan ik ermee leven.`,
          ),
        ),
      ],
    },
  ],
}
