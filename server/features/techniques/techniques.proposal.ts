import type { Technique } from '@greenroom/contract/techniques.ts'
import { written } from './techniques.writing.ts'

export const proposalTechniques: Technique[] = [
  written(3, 'reframe_insight', {
    en: {
      name: 'Insight',
      summary: 'Teaches the customer something new about the customer’s own problem.',
      cues: 'what surprises most|many|people; what most|many|often ... overlook*|miss*|forget*|underestimate*; companies|firms|teams|people often|tend overlook*|forget*|underestimate*|to; what we see|often|keep ... is that; what people|companies|teams do not|rarely|seldom; the biggest cost is|sits ... not; most|many companies|firms|teams|people|customers ... forget*|overlook*|miss*|underestimate*|only|look',
      example:
        'What most teams overlook is that the switch itself is rarely the risk; the weeks of running late before it are.',
    },
    nl: {
      name: 'Inzicht',
      summary: 'Leert de klant iets nieuws over het eigen probleem.',
      cues: 'wat vaak|veel|meestal ... over het hoofd|vergeten|onderschat*; wat|dat opvalt ... is|dat; wat wij|we vaak|veel|steeds zien; wat veel|de|bedrijven|teams|mensen ... onderschat*|vergeten|verrast; veel bedrijven|teams|mensen onderschat*|vergeten; de grootste kosten zitten; de meeste|veel bedrijven|teams|mensen|klanten ... vergeten|onderschat*|missen|kijken|alleen',
      example:
        'Wat vaak over het hoofd wordt gezien: niet de overstap is het risico, maar de weken te laat leveren ervoor.',
    },
  }),
  written(3, 'benefit_link', {
    structure: 'said_before',
    en: {
      name: 'Benefit link',
      summary: 'Ties what the product does to a need the customer spoke of.',
      cues: 'you mentioned|said|told ... why|so|therefore|with; because you said|mentioned|told; that means for you; for you that|this means; which means ... you|your',
      example: 'You mentioned the six lost hours; that is why the plan is filled from the work orders.',
    },
    nl: {
      name: 'Voordeel koppelen',
      summary: 'Verbindt wat het product doet met een behoefte die de klant noemde.',
      cues: 'u gaf|noemde|zei|vertelde ... daarom|dus|daarmee|dan; omdat u ... zei|gaf|noemde|vertelde; dat betekent voor u; voor u betekent dat|dit; dat betekent dat u',
      example: 'U gaf aan dat er zes uur verloren gaat; daarom wordt de planning uit de werkbonnen gevuld.',
    },
  }),
  written(3, 'proof_story', {
    en: {
      name: 'Proof',
      summary: 'A case of a comparable customer, with a result in it.',
      cues: 'a|another|one customer|client|company|firm|hospital|team|site like|with|of|in|who|that ... you|your|had|went|similar|same|now|from|did; other customers|clients ... had|went|saw|now; reduced|cut|brought|went|fell ... by|from|to ... %|percent|half|hours|days; one of our customers|clients; in the first month|year|quarter ... customer|client|they; of about|roughly your size; of your size; in your line|sector|industry|trade ...; did this|it|that last|before|too|already; saves|saved|cut|halved|doubled ... hours|percent|%|half|euros|days ... now|month|week|year|since|within',
      example: 'One of our customers, also with twelve fitters, went from six hours of planning to two.',
    },
    nl: {
      name: 'Bewijs',
      summary: 'Een geval van een vergelijkbare klant, met een resultaat.',
      cues: 'een|andere|één klant|bedrijf|ziekenhuis|team|locatie in|als|met|van|die|zoals ... u|branche|had|ging|nu|zelfde; andere klanten ... hadden|gingen|zagen|nu; van ... naar ... procent|%|uur|dagen; een van onze klanten; procent|% minder; van u omvang|grootte|formaat; in u branche|sector|vak|regio; deed|deden dit|dat|het vorig|al|ook; bespaart|bespaarde|halveerde|verdubbelde ... uur|procent|%|helft|euro|dagen|tijd ...',
      example: 'Een klant in uw branche, ook met twaalf monteurs, ging van zes uur plannen naar twee.',
    },
  }),
  written(3, 'value_before_price', {
    structure: 'price_after_impact',
    en: {
      name: 'Value before price',
      summary: 'Names a price only after what the problem costs is on the table.',
      example: 'You put it at 40,000 a year. Against that, the whole system is 9,000.',
    },
    nl: {
      name: 'Waarde voor prijs',
      summary: 'Noemt pas een prijs als op tafel ligt wat het probleem kost.',
      example: 'U kwam op 40.000 per jaar. Daartegenover kost het hele systeem 9.000.',
    },
  }),
  written(3, 'laer_listen', {
    structure: 'pause_before_reply',
    en: {
      name: 'Listen',
      summary: 'Lets an objection end and waits a second before answering.',
      example: '(a breath of silence)',
    },
    nl: {
      name: 'Luisteren',
      summary: 'Laat een bezwaar uitspreken en wacht een tel met antwoorden.',
      example: '(even stil)',
    },
  }),
  written(3, 'laer_acknowledge', {
    en: {
      name: 'Acknowledge',
      summary: 'Takes the concern seriously without giving in to it.',
      cues: 'i understand; i can understand|see|imagine; i see why|that|how|what; fair point|enough|question; that|it makes sense; that is fair|reasonable|understandable|logical|valid|sensible; i get that|it|why; good point; understandable; i appreciate that|you; i hear you; you are right to|that; reasonable|fair|understandable|valid|good|sensible thing|point|question|concern|worry; i would feel|think the same; you have a point; no wonder; i hear that|it; i would ... too|as|look|twice',
      not: 'do you understand; to understand; did i get|understand; whether|if ... makes sense',
      example: 'Fair point, it is a serious amount of money.',
    },
    nl: {
      name: 'Erkennen',
      summary: 'Neemt het bezwaar serieus zonder erin mee te gaan.',
      cues: 'ik begrijp|snap ... u|dat|het|wel|waarom; dat begrijp|snap ik; begrijpelijk; terecht*; logisch; dat is een goed|terecht|eerlijk punt; goed punt; kan ik me|mij ... voorstellen; ik kan me|mij voorstellen; helder dat u; goed dat u dat zegt|noemt; snap ik; begrijp ik; begrijpelijk*; logische|terechte|goede|eerlijke vraag|zorg|opmerking|punt; daar hebt|heeft|heb u een punt; zou ik ook ... vinden|denken|vragen; geen wonder; ik hoor dat|het|u; zou ik ook ...',
      not: 'als ik het goed begrijp; begrijp ik ... goed dat',
      example: 'Dat begrijp ik, het is een serieus bedrag.',
    },
  }),
  written(3, 'laer_explore', {
    structure: 'after_objection',
    en: {
      name: 'Explore',
      summary: 'Asks about the objection before answering it.',
      cues: 'compared to|with what ... ?; what makes you|it|that|him|her ... ?; what are you comparing ... ?; too expensive|high|much|late|early in what|which|compared ?; what is behind|underneath ... ?; what is it about ... ?; what worries|concerns|bothers you ... ?; what would have|need to ... ?; what exactly ... concern*|worr*|mean|think ?; where does that|the ... come from ?; what is most important ... ?; what matters most|more ... ?; what would help you ... ?; what is worth more ... ?; what do you have to|need to ... show|achieve|bring ... ?; what|which ... compar* ... ?; what do you like|value|appreciate ... ?; what would make ... ?; how do you mean ?; what leads|led you ... ?',
      example: 'When you say too expensive, compared to what?',
    },
    nl: {
      name: 'Onderzoeken',
      summary: 'Stelt een vraag over het bezwaar voordat het beantwoord wordt.',
      cues: 'vergeleken|vergelijk* met wat|u ... ?; vergelijk* u ... ?; waar|waarmee vergelijk* u ... ?; wat maakt dat|het|hem|haar ... ?; te duur in|ten|vergeleken ... ?; wat zit|speelt|ligt er ... achter|onder|daar|mee ?; wat zit er precies ?; waar zit ... zorg|pijn|hem|twijfel|u|het|dat ?; waar maak* u ... zorgen|druk ?; in welk opzicht ?; wat moet u ... laten|zien|halen|bereiken|aantonen ... ?; waar komt dat|die ... vandaan ?; wat is ... belangrijkst* ... ?; wat weegt ... ?; wat zou er moeten ... ?; wat houdt u ... tegen ?; waarmee|waar|wat ... vergelijk* ... ?; wat bevalt|waardeert|waardeer ... ?; wat zou maken ... ?; hoe bedoel* u ?; wat brengt u ... ?',
      example: 'Als u zegt te duur, vergeleken met wat?',
    },
  }),
  written(3, 'isolate', {
    en: {
      name: 'Isolate',
      summary: 'Checks whether this is the only thing in the way.',
      cues: 'apart from that|this|the|price ...; other than that|this|the ...; besides that|this|the price ... anything; is that|this|it the only|last ... ?; is there anything else ... ?; anything else that|holding|standing ... ?; if that|this were|was|is solved|settled|sorted|out ... anything|else|is ... ?; anything|something else ... stop*|keep*|hold*|prevent*|way ... ?; would|is|are there ... anything else ... ?; leave|leaving|set|setting ... price|that aside ... ?; is ... the only|last thing|point|reason|obstacle ... ?; is there|or is|are there more ?',
      example: 'Apart from the price, is there anything else that would stop you?',
    },
    nl: {
      name: 'Isoleren',
      summary: 'Controleert of dit het enige is wat in de weg staat.',
      cues: 'los daarvan|van ...; los van de prijs; afgezien daarvan|van ...; is er|dat nog iets ... ?; is dat|dit het enige ... ?; nog iets anders ... ?; behalve dat|dit|de ... nog ... ?; buiten de|dat ... nog ... ?; als dat is opgelost|geregeld ... nog ... ?; nog iets|anders ... tegenhoud*|weg|hinder* ... ?; is er ... nog iets ... ?; buiten beschouwing ... ?; afgezien van ... ?; is ... het enige|laatste ... ?; speelt er nog|meer ... ?; is er meer ?',
      example: 'Los van de prijs, is er nog iets wat u tegenhoudt?',
    },
  }),
  written(3, 'laer_respond', {
    en: {
      name: 'Respond and confirm',
      summary: 'Answers the objection and asks whether that settles it.',
      cues: 'does that address|answer|settle|solve|help|cover|take|make|remove ... ?; is that|it clear|settled|enough|answered|covered ... ?; does that|this work for ... ?; are you comfortable|happy|reassured with|by|now ... ?; would that|this settle|take|be enough|cover|help|remove|reassure ... ?; how does that sit ... ?; does|would|will that|this take|put|set ... worry|mind|concern|doubt ... ?',
      example: 'Support in Dutch is in that price, with an answer within four hours. Does that address your concern?',
    },
    nl: {
      name: 'Antwoorden en toetsen',
      summary: 'Beantwoordt het bezwaar en vraagt of het daarmee weg is.',
      cues: 'is dat daarmee|hiermee|zo ... opgelost|beantwoord|weg|duidelijk|helder ?; is|zijn ... daarmee|hiermee ... ?; beantwoordt dat ... ?; neemt dat ... weg ... ?; is dat zo voldoende|duidelijk|helder|genoeg ... ?; stelt dat u ... gerust ?; zou dat|dit ... voldoende|genoeg|wegnemen|helpen|schelen|geruststellen ... ?; helpt dat ... ?; kunt|kun u daarmee ... ?; geeft dat ... antwoord|rust|zekerheid ... ?; neemt|nemen ... zorg|twijfel ... weg ?; stelt ... gerust ?',
      example: 'Nederlandse ondersteuning zit in die prijs, met antwoord binnen vier uur. Is uw zorg daarmee weg?',
    },
  }),
  written(3, 'boomerang', {
    en: {
      name: 'Turn the reason',
      summary: 'Makes the objection itself the reason to go on.',
      cues: 'that is exactly|precisely|just why; that is exactly|just the reason; exactly|precisely because; that is why it|this|now',
      example: 'That is exactly why it pays to test it on one site first.',
    },
    nl: {
      name: 'Ombuigen',
      summary: 'Maakt van het bezwaar zelf de reden om door te gaan.',
      cues: 'juist daarom; dat is precies|juist waarom|de; juist omdat; precies daarom|omdat',
      example: 'Juist daarom loont het om het eerst op één locatie te proberen.',
    },
  }),
  written(3, 'feel_felt_found', {
    en: {
      name: 'Feel, felt, found',
      summary: 'Shows that others had the same doubt, and what they then saw.',
      cues: 'others|customers|clients|people|they felt|thought|said|had the same|that|so ...; felt the same ...; what they found ...; they found|discovered|noticed that',
      example: 'Others felt the same at first; what they found was that the move took one weekend.',
    },
    nl: {
      name: 'Voelen, voelden, merkten',
      summary: 'Laat zien dat anderen dezelfde twijfel hadden en wat zij daarna merkten.',
      cues: 'andere|anderen|klanten ... hadden|dachten|vonden dat|hetzelfde|dezelfde|ook; wat zij|ze merkten|zagen|ontdekten; zij|ze merkten dat',
      example: 'Andere klanten hadden dat ook; wat zij merkten, is dat de overstap één weekend kostte.',
    },
  }),
  written(3, 'pre_empt', {
    en: {
      name: 'Raise it first',
      summary: 'Brings up the doubt that is surely there before the customer does.',
      cues: 'you may|might be wondering|thinking|asking; you may|might|probably wonder|ask|think; you will probably|surely ask|wonder|think; before you ask',
      example: 'You may be wondering what happens to your own data when you switch.',
    },
    nl: {
      name: 'Voor zijn',
      summary: 'Noemt zelf de twijfel die er vast is, voordat de klant het doet.',
      cues: 'u vraagt|vraag u|zich|af misschien|vast|wellicht ...; misschien vraag* u u|zich ... af; u denkt|denk misschien|vast|wellicht; voordat u het vraagt; u zult|zal zich afvragen',
      example: 'U vraagt zich misschien af wat er met uw eigen gegevens gebeurt bij een overstap.',
    },
  }),
  written(3, 'trade_not_discount', {
    structure: 'conditional_offer',
    en: {
      name: 'Trade',
      summary: 'Gives something only in return for something.',
      cues: 'if you ... i|we can|could|will|am|are; in return|exchange for; i|we can|could ... if|provided|when you ...; what could|can you offer|do ... return|exchange ?; i|we could|can do|move|arrange|add ... if you',
      example: 'If you commit to two years, I can move the payment term to sixty days.',
    },
    nl: {
      name: 'Ruilen',
      summary: 'Geeft alleen iets weg als er iets tegenover staat.',
      cues: 'als u ... kan|kunnen|wil|bied|doe ik|we|wij; in ruil voor|daarvoor; ik|we|wij kan|kunnen ... als|mits|wanneer u ...; wat kun*|kan u ... tegenover|bieden ... ?; daar staat ... tegenover; ik|we kan|kunnen ... als|mits u',
      example: 'Als u voor twee jaar tekent, dan kan ik de betaaltermijn naar zestig dagen brengen.',
    },
  }),
]
