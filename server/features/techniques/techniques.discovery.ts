import type { Technique } from '@greenroom/contract/techniques.ts'
import { written } from './techniques.writing.ts'

export const discoveryTechniques: Technique[] = [
  written(2, 'open_question', {
    structure: 'open_question',
    en: {
      name: 'Open question',
      summary: 'A question that yes or no cannot answer.',
      cues: 'tell me|us ... about|more|how|what|why; walk|take|talk me through; help me understand; describe ... for me',
      not: 'do not|would not|would not you ... think|agree; what do you think about that|this ... price|offer|deal',
      example: 'How does a normal Monday look for your planners?',
    },
    nl: {
      name: 'Open vraag',
      summary: 'Een vraag die niet met ja of nee te beantwoorden is.',
      cues: 'vertel ... eens|over|mij|me|meer; neem|loop ... me|mij ... mee|door; help me begrijpen; beschrijf ... eens',
      not: 'vindt|vind|denkt u ook niet; wat vindt|vind u van die|deze ... prijs|aanbieding',
      example: 'Hoe ziet een gewone maandag eruit voor uw planners?',
    },
  }),
  written(2, 'closed_question', {
    structure: 'closed_question',
    en: {
      name: 'Closed question',
      summary: 'A question for yes, no or one fact, to check something.',
      example: 'So the current contract runs until June, is that right?',
    },
    nl: {
      name: 'Gesloten vraag',
      summary: 'Een vraag naar ja, nee of één feit, om iets te controleren.',
      example: 'Dus het huidige contract loopt tot juni, klopt dat?',
    },
  }),
  written(2, 'spin_situation', {
    en: {
      name: 'Situation question',
      summary: 'Asks for facts about how things are done today.',
      cues: 'how|what do|does|are|is you|your|the|it ... now|currently|today|at present|right|organis*|organiz*|use|using|work|handle|plan|arranged ?; who is|are involved ?; who does|handles|runs|looks ... ?; how many ... do|does|are|have|people|sites|users|staff ?; how long have|has|is|does|do ... ?; what has changed ... ?; what happened ... since|after|with|to|on ?; how|what ... set up ?; until when|when ... contract|agreement ... ?; what do you use ... ?; who do you work with ... ?; where do things|we stand ?; how|what|which ... today|now|currently|moment|present ?; which|what system|tool|software|supplier|provider ... ?; what does a ... look like ?; how long ... ?; who takes|does|runs|handles|manages ... ?; these days ?; how ... handled|done|organised|organized|managed|planned; walk|take me through ... how',
      example: 'How do you currently plan the jobs for next week?',
    },
    nl: {
      name: 'Situatievraag',
      summary: 'Vraagt naar de feiten van hoe het nu gaat.',
      cues: 'hoe|wat ... u|het|dit|dat|de ... nu|momenteel|vandaag|tegenwoordig|geregeld|ingericht|georganiseerd ?; hoe werk* u ?; hoe regel*|doe*|doet|plan*|organiseer*|organiser* u ... ?; wie is|zijn ... betrokken ?; wie doet|doen|regelt|maakt|verzorgt ... ?; hoeveel ... heb*|heeft|zijn|werken|mensen|locaties ?; hoe lang ... al|loopt|werk* ?; sinds wanneer ?; wat is er ... veranderd|gebeurd ?; tot wanneer|wanneer ... contract|overeenkomst|afspraak ... ?; waarmee werk* u ?; met wie werk* u ?; hoe staat het ... ?; hoe ziet ... eruit ?; hoe|wat|welk|welke|wie ... op dit moment ?; welk|welke systeem|pakket|software|leverancier|partij ... ?; met hoeveel ... ?; hoe gaat|verloopt|werkt dat|het|de ... ?; hoe ... nu ... ?; wie doet|regelt|beheert|verzorgt ... ?; tegenwoordig ... ?; in zijn werk; hoe ... afgehandeld|gedaan|geregeld|gepland',
      example: 'Hoe maakt u nu de planning voor volgende week?',
    },
  }),
  written(2, 'spin_problem', {
    en: {
      name: 'Problem question',
      summary: 'Invites the customer to say what is not going well.',
      cues: 'where|what ... stuck|wrong|difficult|hard|slow|missing|annoy*|bother*|frustrat*|trouble|worr* ?; what frustrates|annoys|bothers|worries ?; how satisfied|happy are you ... ?; what is|are the biggest|main|hardest|weakest ... ?; what would you change|improve|like ... different* ?; what goes|went|is going wrong ... ?; what could|can be better ... ?; what|which ... problem*|complaint*|mistake*|error* ... ?; how often ... wrong|late|mistake*|error*|fail* ... ?; what keeps you up ?; where does it|that hurt|pinch|leak ?; what is|are|does not ... ?; what|where ... annoying|trouble|difficult*|struggle*|pain* ... ?; what would you rather ... ?; what ... complain* ... ?; which|what part|step|bit ... wrong|stuck|slow|worst ... ?; wrong most|often ?',
      example: 'Where does it get stuck?',
    },
    nl: {
      name: 'Probleemvraag',
      summary: 'Nodigt uit om te zeggen wat er niet goed gaat.',
      cues: 'waar loop*|lopen|loopt u ... tegenaan|vast ?; wat|wie|waar ... stoor*|stoort|frustreer*|irriteer*|zorgen|lastig|moeilijk|mis|fout|vast|wringt|knelt ... ?; hoe tevreden|blij bent|ben|zijn u ... ?; wat zou|zouden u ... anders|veranderen|verbeteren|willen ?; wat gaat|ging er ... mis|fout|minder|beter ?; wat kan|kon er beter ?; welke problemen|klachten|fouten ... ?; hoe vaak ... mis|fout|te laat|laat|klachten|fouten ... ?; wat is|zijn ... grootste|lastigste|zwakste|belangrijkste ... ?; waar knelt|wringt ... ?; wat mist|missen|mis u ... ?; wat is|zijn ... vervelend*|lastig*|irritant*|moeilijk* ... ?; wat|waar gaat|loopt|lopen|werkt ... niet|vast|spaak|stroef ... ?; wat werkt niet ... ?; waar baal* ... ?; waar|waarover klagen|klaagt ... ?; welk|welke deel|stap|stuk ... mis|fout|vast|traag|slechtst ... ?; vaakst mis|fout',
      example: 'Waar loopt u tegenaan?',
    },
  }),
  written(2, 'spin_implication', {
    en: {
      name: 'Implication question',
      summary: 'Asks what the problem costs or causes.',
      cues: 'what happens if|when ... ?; what does|do|did|would|will that|it|this|those|each|such ... cost|mean|do|lead ... ?; how does|do|did|would|will that|it|this|those ... affect|influence|hit|show ... ?; what are|is the consequence*|effect*|impact|result ... ?; what if you|nothing|that ... ?; who ... feel*|notice*|suffer* ... ?; what does|do ... cost you ... ?; where do you feel|notice that ... ?; what does|would ... mean for ... ?; what ... mean|do|happen* ... if|for|to|when ... ?; what would|will happen ... ?; who pays|suffers|solves|notices ... ?; what is the price|damage of ... ?',
      not: 'how would it help; what would it be worth',
      example: 'What happens when a wrong parcel reaches the shop?',
    },
    nl: {
      name: 'Gevolgvraag',
      summary: 'Vraagt wat het probleem kost of veroorzaakt.',
      cues: 'wat gebeurt er ... als|wanneer|met|dan ?; wat kost*|kosten ... ?; welke gevolgen ... ?; wat zijn|is ... gevolg*|effect ... ?; wat betekent|betekenen|doet|doen dat|dit|die|het|zo ... ?; hoe werkt dat door ... ?; wat als ... niet|zo|blijft ... ?; wie merkt|heeft ... last|daar ... ?; waar merk*|voel* u dat ... ?; wat doet dat met ... ?; waartoe leidt ... ?; wat ... gevolg*|betekent|doet ... voor|met|dan ... ?; wat gebeurt er ... ?; wie betaalt|merkt|lost|draait ... ?; wat is de schade ... ?',
      example: 'Wat gebeurt er als een verkeerd pakket in de winkel aankomt?',
    },
  }),
  written(2, 'spin_payoff', {
    en: {
      name: 'Payoff question',
      summary: 'Lets the customer say what solving it would be worth.',
      cues: 'how would it|that|this help ... ?; what would it|that|this ... worth|bring|save|give|mean|free ... ?; what would you do|gain|have ... if|with ... ?; if you could ... what|how ... ?; why would it|that be useful|worth ... ?; how much would you save ... ?; what would change ... if|for ... ?',
      example: 'What would it be worth to get those evenings back?',
    },
    nl: {
      name: 'Opbrengstvraag',
      summary: 'Laat de klant zelf zeggen wat een oplossing waard is.',
      cues: 'wat zou ... opleveren|waard|brengen|schelen|betekenen|helpen|veranderen ... ?; hoe zou ... helpen ... ?; wat zou|zouden u ... doen|winnen ... als|met ... ?; stel dat ... wat|hoe ... ?; als u ... kon|zou kunnen ... wat ... ?; wat levert ... op ?; wat is het u waard ?',
      example: 'Wat zou het opleveren als u die avonden terugkrijgt?',
    },
  }),
  written(2, 'funnel_probe', {
    structure: 'follow_up',
    en: {
      name: 'Probe deeper',
      summary: 'Goes on about the last answer instead of to the next topic.',
      cues: 'can|could you give ... example; for example ?; what do you mean|exactly; why is that; how come; in what way|sense|respect ?; tell me more; can|could you say more; what makes it|that ... ?; how so ?; what exactly ... ?; such as ?; can|could|would you ... more ... ?; tell me|us ... more ...; what is behind that ?',
      example: 'Can you give an example of that?',
    },
    nl: {
      name: 'Doorvragen',
      summary: 'Gaat door op het laatste antwoord in plaats van naar het volgende onderwerp.',
      cues: 'kun*|kan u ... voorbeeld ... ?; bijvoorbeeld ?; wat bedoel* u ...; hoe komt dat; hoezo; waarom is dat; in welk opzicht|zin ?; op welke manier ?; vertel ... meer; wat maakt ... ?; hoe bedoel* u; wat precies ... ?; kun*|kan u ... toelichten|meer ... ?; kun*|kan|zou* u ... meer|uitleggen|vertellen ... ?; wat zit daar achter ?',
      example: 'Kunt u daar een voorbeeld van geven?',
    },
  }),
  written(2, 'mirror', {
    structure: 'repetition',
    en: {
      name: 'Mirror',
      summary: 'Repeats the last few words as a question and waits.',
      example: '… the same complaint again?',
    },
    nl: {
      name: 'Spiegelen',
      summary: 'Herhaalt de laatste woorden als vraag en wacht.',
      example: '… weer dezelfde klacht?',
    },
  }),
  written(2, 'label', {
    en: {
      name: 'Label',
      summary: 'Puts a careful name to what the customer feels or fears.',
      cues: '^ it|that|this sounds|seems|looks|feels like|as; sounds|seems like you|it|that; it sounds|seems that; i hear|sense ... you|that|some|worr*|frustrat*; i get the feeling|impression|sense; you seem|sound ... worried|tired|careful|proud|frustrated|concerned|torn|unsure; ^ sounds|seems|feels|looks like|as; you sound|seem ...',
      example: 'It sounds like the last change-over is still fresh in your mind.',
    },
    nl: {
      name: 'Benoemen',
      summary: 'Geeft voorzichtig een naam aan wat de klant voelt of vreest.',
      cues: 'het|dat|dit klinkt|lijkt|voelt alsof|of|als; klinkt alsof; ik hoor|merk|proef ... u|dat|zorg*|twijfel|spanning; ik krijg het gevoel|de|indruk; zo te horen; u klinkt|lijkt ... bezorgd|moe|voorzichtig|trots|gefrustreerd; ^ klinkt|lijkt|voelt alsof|als; u klinkt|lijkt ...',
      example: 'Het klinkt alsof de vorige overstap nog vers in het geheugen ligt.',
    },
  }),
  written(2, 'paraphrase', {
    en: {
      name: 'Paraphrase',
      summary: 'Says it back in other words, to be corrected if need be.',
      cues: 'so what you are saying|telling; in other words; so you are saying|telling; so if i understand|hear ... you|correctly|right|that; so for you it|that|this; what i hear|understand is|you; so basically you|your; so it comes down to; if i hear|follow you; so if i understand|hear|get; so you are|feel ... but|and|that; you mean that',
      example: 'So what you are saying is that the system works, but nobody trusts its numbers.',
    },
    nl: {
      name: 'Parafrase',
      summary: 'Zegt het terug in eigen woorden, zodat het verbeterd kan worden.',
      cues: 'dus u zegt|bedoelt|zeg|bedoel; met andere woorden; wat u zegt|zeg is|eigenlijk; als ik u goed|zo hoor; dus voor u is|betekent; dus het komt erop neer; u bedoelt|bedoel dus; dus eigenlijk zegt|zeg u; wat ik hoor is; als ik u ... hoor|begrijp|volg; dus als ik; dus u bent|vindt|wilt ... maar|dat; u zegt eigenlijk',
      example: 'Dus u zegt dat het systeem werkt, maar dat niemand de cijfers vertrouwt.',
    },
  }),
  written(2, 'summary', {
    structure: 'known_facts',
    en: {
      name: 'Summary',
      summary: 'Lists at least two things the customer told and asks whether that is right.',
      cues: 'let me|us|to summari*; to sum up; let me|us recap; summing up; let me check ... understood|have|got|right; did i get|understand that right|correctly; if i sum|put ... together; so far i|we have|heard; what i have so far; let me play ... back; to recap; last time you|we|your; let me see if|whether i have|got|understood; have i got|understood ... right|all|correctly',
      example: 'Let me summarise: planning in the evening, and your partner decides with you. Did I get that right?',
    },
    nl: {
      name: 'Samenvatting',
      summary: 'Noemt minstens twee dingen die de klant vertelde en vraagt of dat klopt.',
      cues: 'samenvat*; vat ... samen; samengevat; even|kort op een rij*; als ik het goed begrijp|heb|zie|samenvat; heb ik dat goed|zo; klopt dat zo; even kijken of ik het; tot nu toe hoor|heb ik; de vorige keer ... u|we; nog even terug*; kijken of ik het goed|allemaal|juist; heb ik het|alles zo goed|compleet',
      example: 'Even samenvatten: de planning gebeurt ’s avonds en uw compagnon beslist mee. Klopt dat?',
    },
  }),
  written(2, 'impact_quant', {
    structure: 'measured_question',
    en: {
      name: 'Quantify',
      summary: 'Turns the problem into hours, numbers or money.',
      cues: 'how many|much hours|time|money|days|orders|errors|mistakes|people ... ?; how much ... cost|lose|spend|take|save|worth ... ?; what is|does that|it ... per|a week|month|year|day ... ?; what does|do that|it|those|this|these|such ... cost ... ?; how long does|do ... take ... ?; what percentage|share ... ?; can|could you put a number|figure ... ?; how often ... week|month|day ... ?; what ... cost|costs|lose|losing ... ?; how much|many ... ?; how often ... ?',
      example: 'How many hours a week does that take?',
    },
    nl: {
      name: 'Becijferen',
      summary: 'Maakt van het probleem uren, aantallen of geld.',
      cues: 'hoeveel uur|uren|tijd|geld|dagen|orders|fouten|mensen ... ?; hoeveel kost|scheelt|verlies*|bent|is ... ?; wat is|kost|kosten dat|het|die|dit|zo ... ?; hoe lang|hoelang duurt|duren|ben ... ?; welk percentage|deel ... ?; kun*|kan u ... bedrag|getal|cijfer ... ?; hoe vaak ... week|maand|dag ... ?; om hoeveel ... gaat ... ?; wat ... kost|kosten|verlies* ... ?; hoeveel ... ?',
      example: 'Hoeveel uur per week kost dat?',
    },
  }),
  written(2, 'decision_map', {
    en: {
      name: 'Decision process',
      summary: 'Asks who decides, how, by when and on what.',
      cues: 'who else|all|apart|besides ... ?; who decides|signs|approves|has ... ?; how do|does|will|would you|your|the|a decision|decide* ... decid*|decision|choose|made|approv* ?; what are your criteria ... ?; by when ... ?; when would|do|will|does you|a|the|it ... decide|decision|start|need|ready|live ... ?; what needs to happen ... ?; what does the|your decision|approval ... ?; who needs to ... ?; what would|do|does you|he|she|they|your ... need|want ... see|know|decide|sign|say|hear|before ... ?; what happens|comes next|after ... side|internally ?; what will|do you look at ... ?; who ... involved|decide*|decision|say|approve*|sign* ... ?; how ... decision|decisions|decided ... ?; what is the next step on your side ?; when ... decided|choice|choose|decision ... ?; which steps ... ?',
      example: 'Who else has a say in this, and by when do you want to decide?',
    },
    nl: {
      name: 'Beslisproces',
      summary: 'Vraagt wie beslist, hoe, wanneer en waarop.',
      cues: 'wie beslist|beslissen|tekent|besluit|keurt ... ?; wie moet|moeten ... akkoord|mee|tekenen|nog ... ?; wie ... nog meer ... ?; wie heeft ... stem|woord|zeggen ... ?; waar let*|kijk* u ... op ... ?; hoe neem*|nemen|verloopt|gaat|loopt u|het|de|zo ... beslissing|besluit|besluitvorming ... ?; voor|per wanneer ... ?; wanneer wil*|moet*|neem*|nemen|is|zou|valt ... beslis*|beslissing|besluit|starten|rond|klaar ... ?; wat moet er ... gebeuren|liggen|komen ... ?; wat heeft|hebben|heb|zou|wil hij|zij|u|ze|directie|baas|directeur ... nodig|zien|weten|horen ... ?; wat zijn u ... criteria ... ?; hoe gaat het ... verder ?; wie ... beslissing|besluit|beslist|betrokken|akkoord|tekent ... ?; hoe ... beslissing*|besluit* ... ?; waar hangt ... vanaf|af ?; wanneer ... keuze|kiezen|gekozen|besluit ... ?; welke stappen ... ?',
      example: 'Wie beslist er mee, en voor wanneer wilt u kiezen?',
    },
  }),
  written(2, 'budget_frame', {
    en: {
      name: 'Budget',
      summary: 'Raises money plainly and without apology.',
      cues: 'have you set aside ...; budget ... ?; what have you|did you ... reserved|spend|planned ... ?; what are|is you|your ... prepared|willing to spend|invest ... ?; how is|are this|that|it|these ... paid|funded|financed ... ?; what ... budget ... ?; how much ... set aside|available|spend ... ?; money ... set aside|reserved|available ?; set aside|reserved for ... ?',
      example: 'Is there a budget for this, and when does it open?',
    },
    nl: {
      name: 'Budget',
      summary: 'Begint gewoon over geld, zonder excuses.',
      cues: 'budget ... ?; wat heb*|heeft u ... gereserveerd|begroot ... ?; hoeveel|wat wil*|mag ... investeren|uitgeven|kosten ... ?; begroting ... ?; uit welk* pot* ... ?; welk budget ... ?; hoeveel ... beschikbaar|uitgeven ... ?; geld ... gereserveerd|beschikbaar|vrijgemaakt ?; gereserveerd|vrijgemaakt ... ?',
      example: 'Is er budget voor, en wanneer komt dat vrij?',
    },
  }),
]
