import type { ScenarioFlow } from '@greenroom/contract/scenarios.ts'
import { both, fact, objectionStep, said, words } from './scenarios.writing.ts'

export const helen: Pick<ScenarioFlow, 'persona' | 'facts' | 'objections'> = {
  persona: {
    name: 'Dr. Helen Marsh',
    role: both('IT director of a hospital group', 'IT-directeur van een ziekenhuisgroep'),
    style: both(
      'Sharp, precise, tests people. Softens when somebody notices what is behind it.',
      'Scherp, precies, test mensen. Wordt zachter als iemand merkt wat erachter zit.',
    ),
    secret: both(
      'Security and timing can be solved. She is afraid that her own team becomes superfluous.',
      'Beveiliging en timing zijn op te lossen. Ze is bang dat haar eigen team overbodig wordt.',
    ),
    trust: 30,
    patience: 55,
    decay: 3,
    brushOff: 30,
  },
  facts: [
    fact(
      'audit',
      both(
        'An audit in March found patient data in a cloud outside Europe.',
        'Een audit in maart vond patiëntgegevens in een cloud buiten Europa.',
      ),
      words('audit; outside europe', 'audit; buiten europa'),
      { by: ['laer_explore', 'funnel_probe'] },
      said(
        `We had an audit in March. They found patient data outside Europe, with a supplier who had promised the opposite.
In March an audit showed that a vendor kept our data outside Europe. I had to explain that to the board.
The audit of March. Data outside Europe, and a vendor who smiled through it.`,
        `We hadden in maart een audit. Er bleken patiëntgegevens buiten Europa te staan, bij een leverancier die het tegendeel had beloofd.
In maart liet een audit zien dat een partij onze gegevens buiten Europa bewaarde. Dat mocht ik het bestuur uitleggen.
De audit van maart. Gegevens buiten Europa, en een leverancier die bleef glimlachen.`,
      ),
      said(
        `We have had our experiences.
Let us say that I have become careful.
Everybody says it is safe.`,
        `We hebben zo onze ervaringen.
Laten we zeggen dat ik voorzichtig ben geworden.
Iedereen zegt dat het veilig is.`,
      ),
    ),
    fact(
      'team',
      both('She fears for the jobs of her eight developers.', 'Ze vreest voor de banen van haar acht ontwikkelaars.'),
      words(
        'my team ... superfluous|jobs|needed|left; eight; their jobs',
        'mijn team ... overbodig|banen|over|nodig; acht; hun baan|banen',
      ),
      { by: ['label', 'mirror', 'paraphrase', 'laer_explore'], probes: 2, trust: 40 },
      said(
        `…Yes. I have eight people. If you do what they do, what do I tell them about their jobs?
You listen well. It is about my people. Eight of them, good ones, and I do not want to explain to them that they are not needed.
That is it, if I am honest. I hired those eight myself. What is left of their jobs?`,
        `…Ja. Ik heb acht mensen. Als jullie doen wat zij doen, wat zeg ik hun dan over hun baan?
U luistert goed. Het gaat om mijn mensen. Acht, en goede, en ik wil niet hoeven zeggen dat ze niet meer nodig zijn.
Dat is het, als ik eerlijk ben. Die acht heb ik zelf aangenomen. Wat blijft er van hun baan over?`,
      ),
      said(
        `There is more to it than a price.
It is not only about software, you know.
I have people to think of as well.`,
        `Er zit meer aan vast dan een prijs.
Het gaat niet alleen om software.
Ik moet ook aan mensen denken.`,
      ),
    ),
    fact(
      'freeze',
      both(
        'Nothing may change until the move of the main building in May.',
        'Tot de verhuizing van het hoofdgebouw in mei mag er niets veranderen.',
      ),
      words('in may; building moves; relocation', 'in mei; verhuiz*'),
      { by: ['laer_explore', 'decision_map', 'funnel_probe', 'spin_situation'] },
      said(
        `The main building moves in May. Until then nothing may change, not even a printer.
We are moving in May. I have sworn that nobody touches anything before.
Because of the move in May. After that there is air again.`,
        `Het hoofdgebouw verhuist in mei. Tot dan mag er niets veranderen, nog geen printer.
We verhuizen in mei. Ik heb gezworen dat daarvoor niemand ergens aankomt.
Vanwege de verhuizing in mei. Daarna is er weer lucht.`,
      ),
      said(
        `There is a lot going on here.
The calendar is full, believe me.
We have other things on first.`,
        `Er speelt hier veel.
De agenda is vol, geloof me.
Er gaan andere dingen voor.`,
      ),
    ),
  ],
  objections: [
    {
      id: 'security',
      names: both('Security', 'Beveiliging'),
      smokescreen: false,
      tries: 4,
      raise: said(
        `Before you begin: I have security concerns, and I do not take anybody’s word for it.
Let me be short. Security. Why should I trust you with our data?
I read your leaflet. On security it says nothing. That worries me.`,
        `Voor u begint: ik maak me zorgen over de beveiliging, en ik geloof niemand op zijn woord.
Ik hou het kort. Beveiliging. Waarom zou ik u onze gegevens toevertrouwen?
Ik heb uw folder gelezen. Over beveiliging staat er niets in. Dat baart me zorgen.`,
      ),
      insist: said(
        `That is what they all say.
You are not answering my question about security.
I asked about security, not about your brochure.`,
        `Dat zeggen ze allemaal.
U geeft geen antwoord op mijn vraag over beveiliging.
Ik vroeg naar beveiliging, niet naar uw brochure.`,
      ),
      steps: [
        objectionStep(
          'heard',
          ['laer_acknowledge', 'label'],
          said(
            `Good. Then you know why I ask.
I should hope so, with patient data.
At least you do not laugh it away.`,
            `Goed. Dan weet u waarom ik het vraag.
Dat mag ik hopen, met patiëntgegevens.
U wuift het tenminste niet weg.`,
          ),
        ),
        objectionStep(
          'explored',
          ['laer_explore', 'funnel_probe'],
          said(
            `We had an audit in March. A vendor kept data outside Europe while he had promised the opposite.
The audit in March. Data outside Europe. I had to explain it to the board.
Because of an audit in March: our data stood outside Europe. Never again.`,
            `We hadden in maart een audit. Een leverancier bewaarde gegevens buiten Europa, terwijl hij het tegendeel had beloofd.
De audit in maart. Gegevens buiten Europa. Ik mocht het bestuur uitleggen hoe dat kon.
Vanwege een audit in maart: onze gegevens stonden buiten Europa. Nooit meer.`,
          ),
          { tells: 'audit' },
        ),
        objectionStep(
          'settled',
          ['laer_respond', 'proof_story'],
          said(
            `If I may check that myself, it is an answer. Fine. But that is not all.
That I can verify. Good. So much for security.
All right, put that in the papers. Next point, then.`,
            `Als ik dat zelf mag nagaan, is het een antwoord. Goed. Maar dat is niet alles.
Dat kan ik controleren. Mooi. Tot zover de beveiliging.
Goed, zet dat maar op papier. Dan het volgende punt.`,
          ),
        ),
      ],
    },
    {
      id: 'timing',
      names: both('Not now', 'Niet nu'),
      smokescreen: false,
      tries: 3,
      raise: said(
        `And besides, not now. The timing is impossible.
Secondly: it is too early. Not now.
And even if it were safe, I am not ready for it now. Not now.`,
        `En bovendien: niet nu. Het komt onmogelijk uit.
Ten tweede: het is te vroeg. Niet nu.
En al was het veilig, dan nog niet nu.`,
      ),
      insist: said(
        `I said not now.
Pushing does not make more time.
The calendar does not change because you talk.`,
        `Ik zei: niet nu.
Met duwen komt er geen tijd bij.
De agenda verandert niet omdat u praat.`,
      ),
      steps: [
        objectionStep(
          'heard',
          ['laer_acknowledge', 'label'],
          said(
            `Indeed. One thing at a time.
Thank you. Most people hear a closed door and start to push.
Right. My people have two hands each.`,
            `Inderdaad. Eén ding tegelijk.
Dank u. De meesten horen een dichte deur en gaan duwen.
Precies. Mijn mensen hebben elk twee handen.`,
          ),
        ),
        objectionStep(
          'explored',
          ['laer_explore', 'funnel_probe', 'decision_map'],
          said(
            `The main building moves in May. Until then nothing may change.
Because of the move in May. After that we can talk about dates.
We are moving in May, and before that I have frozen everything.`,
            `Het hoofdgebouw verhuist in mei. Tot dan mag er niets veranderen.
Vanwege de verhuizing in mei. Daarna kunnen we over data praten.
We verhuizen in mei, en daarvoor heb ik alles stilgezet.`,
          ),
          { tells: 'freeze' },
        ),
        objectionStep(
          'settled',
          ['laer_respond', 'trade_not_discount', 'trial_close', 'assumptive_next'],
          said(
            `A review on paper before, and nothing on the floor until after. That can be done.
If nobody touches anything before that, I can live with it.
Fine. Looking at it costs no one a night’s sleep.`,
            `Vooraf een toets op papier, en op de vloer niets tot erna. Dat kan.
Als er tot die tijd niemand ergens aankomt, kan ik ermee leven.
Prima. Kijken kost niemand een nacht slaap.`,
          ),
        ),
      ],
    },
    {
      id: 'build',
      names: both('We can build it ourselves', 'We kunnen het zelf bouwen'),
      smokescreen: true,
      tries: 4,
      raise: said(
        `And to be frank: we can build it ourselves.
And then this. My own people could build it themselves, and better.
There is one more thing. What you sell, we can build ourselves.`,
        `En eerlijk gezegd: we kunnen het zelf bouwen.
En dan dit. Mijn eigen mensen kunnen het zelf bouwen, en beter.
Er is nog iets. Wat u verkoopt, kunnen wij zelf maken.`,
      ),
      insist: said(
        `We can build it. I do not doubt that for a moment.
You do not know my people.
I hear an argument, and I did not ask for one.`,
        `We kunnen het bouwen. Daar twijfel ik geen moment aan.
U kent mijn mensen niet.
Ik hoor een argument, en daar vroeg ik niet om.`,
      ),
      steps: [
        objectionStep(
          'heard',
          ['label', 'laer_acknowledge', 'paraphrase', 'mirror'],
          said(
            `I am. They have kept this place running through worse.
They are good. It is… well. It is my department.
Yes. One builds something up in all those years.`,
            `Dat ben ik. Ze hebben hier erger doorstaan.
Ze zijn goed. Het is… nou ja. Het is mijn afdeling.
Ja. Men bouwt iets op in al die jaren.`,
          ),
        ),
        objectionStep(
          'explored',
          ['label', 'mirror', 'laer_explore', 'paraphrase'],
          said(
            `…Yes. I have eight people. If you do what they do, what do I tell them about their jobs?
You listen well. It is about my people, eight of them. What is left of their jobs?
That is it, if I am honest. I hired those eight myself, and I fear for their jobs.`,
            `…Ja. Ik heb acht mensen. Als jullie doen wat zij doen, wat zeg ik hun dan over hun baan?
U luistert goed. Het gaat om mijn mensen, acht in getal. Wat blijft er van hun baan over?
Dat is het, als ik eerlijk ben. Die acht heb ik zelf aangenomen, en ik vrees voor hun baan.`,
          ),
          { tells: 'team' },
        ),
        objectionStep(
          'settled',
          ['laer_respond', 'proof_story', 'boomerang', 'reframe_insight', 'trade_not_discount', 'benefit_link'],
          said(
            `So they would run it, and you would not come in through the back door. That I can tell them.
If they get the interesting part and you the night shifts, we can talk.
Hm. That is a story I can tell my team without looking away.`,
            `Dus zij beheren het, en u komt niet via de achterdeur binnen. Dat kan ik ze vertellen.
Als zij het interessante deel krijgen en u de nachtdiensten, kunnen we praten.
Hm. Dat is een verhaal dat ik mijn team kan vertellen zonder weg te kijken.`,
          ),
        ),
      ],
    },
  ],
}
