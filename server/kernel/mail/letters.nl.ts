import { deadline, facts, type Sheet } from './layout.ts'
import type { Letter } from './mail.ts'

const codeLabel = 'Of vul deze code in waar erom gevraagd wordt:'
const once = 'Link en code werken één keer, een uur lang.'

const write = (letter: Letter): Sheet => {
  switch (letter.kind) {
    case 'confirm-sign-up':
      return {
        subject: `${letter.code} is je Greenroom-code`,
        title: 'Bevestig je e-mailadres',
        paragraphs: ['Welkom bij Greenroom. Met één klik weten we dat dit adres van jou is.'],
        buttons: [{ label: 'Adres bevestigen', href: letter.link }],
        code: { label: codeLabel, value: letter.code },
        after: [once, 'Heb je je niet aangemeld? Laat deze mail dan liggen: zonder jou gebeurt er niets.'],
      }
    case 'account-exists':
      return {
        subject: 'Je hebt al een Greenroom-account',
        title: 'Je hebt al een account',
        paragraphs: [
          'Iemand, waarschijnlijk jij, wilde zich met dit adres aanmelden. Er hoort al een account bij, dus er is niets veranderd.',
          'Log in zoals je gewend bent. Weet je je wachtwoord niet meer, dan kun je daar een nieuw kiezen.',
        ],
        buttons: [{ label: 'Inloggen', href: letter.link }],
        after: ['Was jij dit niet? Dan hoef je niets te doen.'],
      }
    case 'reset-password':
      return {
        subject: `${letter.code} is je Greenroom-code`,
        title: 'Kies een nieuw wachtwoord',
        paragraphs: ['Je hebt om een nieuw wachtwoord voor je Greenroom-account gevraagd.'],
        buttons: [{ label: 'Nieuw wachtwoord kiezen', href: letter.link }],
        code: { label: codeLabel, value: letter.code },
        after: [once, 'Heb je hier niet om gevraagd? Laat deze mail dan liggen: je wachtwoord blijft zoals het is.'],
      }
    case 'magic-link':
      return {
        subject: `${letter.code} is je Greenroom-code`,
        title: 'Inloggen bij Greenroom',
        paragraphs: ['Je hebt gevraagd om per mail in te loggen.'],
        buttons: [{ label: 'Inloggen', href: letter.link }],
        code: { label: codeLabel, value: letter.code },
        after: [once, 'Heb je hier niet om gevraagd? Laat deze mail dan liggen. Geef de code aan niemand.'],
      }
    case 'change-email':
      return {
        subject: `${letter.code} bevestigt je nieuwe e-mailadres`,
        title: 'Bevestig de wijziging van je e-mailadres',
        paragraphs: [
          'Je wilt het e-mailadres van je Greenroom-account wijzigen. Beide postbussen, de oude en de nieuwe, moeten het ermee eens zijn.',
        ],
        facts: [{ label: 'Nieuw adres', value: letter.newEmail }],
        buttons: [{ label: 'Wijziging bevestigen', href: letter.link }],
        code: { label: codeLabel, value: letter.code },
        after: [
          once,
          'Heb je hier niet om gevraagd? Bevestig dan niet en wijzig je wachtwoord: misschien gebruikt iemand je account.',
        ],
      }
    case 'password-changed':
      return {
        subject: 'Je Greenroom-wachtwoord is gewijzigd',
        title: 'Je wachtwoord is gewijzigd',
        paragraphs: [
          'Het wachtwoord van je Greenroom-account is zojuist gewijzigd. Op alle andere plekken ben je uitgelogd.',
          'Was jij dit niet? Kies dan meteen een nieuw wachtwoord:',
        ],
        buttons: [{ label: 'Nieuw wachtwoord kiezen', href: letter.link, quiet: true }],
      }
    case 'approval-wanted':
      return {
        subject: `${letter.name || letter.email} wil Greenroom gebruiken`,
        title: 'Er wacht een nieuw account op je',
        paragraphs: [
          'Iemand heeft zich aangemeld en het e-mailadres bevestigd. Tot je toestemming geeft, is er niets te zien.',
        ],
        facts: facts([
          ['Naam', letter.name],
          ['E-mail', letter.email],
          ['Bedrijf', letter.company],
        ]),
        buttons: [
          { label: 'Toelaten', href: letter.approveLink },
          { label: 'Afwijzen', href: letter.rejectLink, quiet: true },
        ],
        after: [
          'Elke link opent een pagina die het nog één keer vraagt. Ze werken één keer, 48 uur lang; daarna kan het op de personenpagina van Greenroom.',
        ],
      }
    case 'account-approved':
      return {
        subject: 'Je Greenroom-account is klaar',
        title: 'Je account is klaar',
        paragraphs: [
          'Een beheerder heeft je account goedgekeurd. Log in en sleep een map met foto’s naar binnen om te beginnen.',
        ],
        buttons: [{ label: 'Greenroom openen', href: letter.link }],
      }
    case 'account-rejected':
      return {
        subject: 'Over je Greenroom-account',
        title: 'Je account is niet goedgekeurd',
        paragraphs: [
          'Een beheerder van dit huis heeft je account niet goedgekeurd. Denk je dat dit een vergissing is, vraag het dan na.',
        ],
        facts: facts([['Reden', letter.reason ?? '']]),
      }
    case 'workspace-invitation':
      return {
        subject: `${letter.inviter || 'Iemand'} nodigt je uit voor ${letter.workspace}`,
        title: `Je bent uitgenodigd voor ${letter.workspace}`,
        paragraphs: [
          `${letter.inviter || 'Iemand'} wil in Greenroom gesprekken met je oefenen.`,
          'Je gesprekken zijn van jou: niemand anders in de werkruimte ziet er een voordat je het deelt.',
        ],
        facts: facts([
          ['Werkruimte', letter.workspace],
          ['Uitgenodigd door', letter.inviter],
        ]),
        buttons: [{ label: 'Bekijk de uitnodiging', href: letter.link }],
        after: [
          'De uitnodiging is voor dit adres, werkt één keer en zeven dagen lang. Heb je nog geen account, dan maak je het onderweg.',
          'Weet je niet waar dit over gaat, laat deze mail dan liggen: er gebeurt niets zonder jou.',
        ],
      }
    case 'assignment-given':
      return {
        subject: `${letter.by} vraagt je om ‘${letter.scenario}’ te oefenen`,
        title: 'Een gesprek om te oefenen',
        paragraphs: [
          'Iemand die je werkruimte leidt, vraagt je om een gesprek te oefenen. Je mag het zo vaak proberen als je wilt: wat je oefent, blijft bij jou totdat je een gesprek inlevert.',
        ],
        facts: facts([
          ['Scenario', letter.scenario],
          ['Werkruimte', letter.workspace],
          ['Van', letter.by],
          ['Voor', letter.due === null ? '' : deadline(letter.due, 'nl-NL')],
          ['Opmerking', letter.note],
        ]),
        buttons: [{ label: 'Oefenen', href: letter.link }],
      }
    case 'agreement-week': {
      const { workspace, disputes, checks } = letter
      const waiting = disputes === 1 ? 'Eén betwist punt wacht' : `${disputes} betwiste punten wachten`
      const apart = checks.length === 1 ? 'één punt' : `${checks.length} punten`
      return {
        subject:
          disputes > 0
            ? `${waiting} op je in ${workspace}`
            : `Beoordelaar en mensen zijn het oneens over ${apart} in ${workspace}`,
        title: `De week in ${workspace}`,
        paragraphs: [
          ...(disputes > 0
            ? [`${waiting} op jouw oordeel: iemand vindt dat het eigen gesprek daar verkeerd is beoordeeld.`]
            : []),
          ...(checks.length > 0
            ? [
                `Over ${apart} zijn de beoordelaar en je mensen het inmiddels te weinig eens. Woorden die je maar op één manier kunt lezen, helpen het meest.`,
              ]
            : []),
        ],
        facts: checks.map(({ scenario, question }) => ({ label: scenario, value: question })),
        buttons: [
          ...(disputes > 0 ? [{ label: 'Bekijk en beslis', href: letter.disputesLink }] : []),
          ...(checks.length > 0
            ? [{ label: 'Bekijk de overeenstemming', href: letter.checksLink, quiet: true as const }]
            : []),
        ],
        after: [
          `Je krijgt dit hooguit één keer per week voor elke werkruimte die je leidt, en alleen als er iets is. Uitzetten kan bij je voorkeuren: ${letter.settingsLink}`,
        ],
      }
    }
    case 'post-waiting':
      return {
        subject: `Een diavoorstelling van ${letter.session} wacht op je`,
        title: 'Een diavoorstelling wacht op je goedkeuring',
        paragraphs: [
          'Er is een nieuwe diavoorstelling klaar. Er wordt niets geplaatst voordat je ernaar hebt gekeken en akkoord bent.',
          'Er kunnen er vandaag meer volgen; je krijgt hooguit één zo’n mail per zes uur.',
        ],
        facts: facts([
          ['Sessie', letter.session],
          ['Diavoorstelling', letter.number],
        ]),
        buttons: [{ label: 'Bekijken en goedkeuren', href: letter.link }],
      }
    case 'post-unknown':
      return {
        subject: 'Kijk alsjeblieft of een bericht er staat',
        title: 'Een bericht heeft je ogen nodig',
        paragraphs: [
          'Er is een bericht verstuurd, maar er kwam geen duidelijk antwoord terug. We weten dus niet of het er staat. Er wordt niets vanzelf opnieuw verstuurd, dus niets komt er twee keer te staan.',
          'Kijk in de app bij het account, en vertel Greenroom wat je hebt gevonden.',
        ],
        facts: facts([['Bericht', letter.what]]),
        buttons: [{ label: 'Zeg wat je hebt gevonden', href: letter.link }],
      }
    case 'takes-failed': {
      const { project, takes, more } = letter
      const [first, second] = takes
      const count = takes.length + more
      const failed = takes.every((take) => take.failed)
      const one = first !== undefined && second === undefined
      const what = one ? `Scène ${first.scene}` : `${count} takes`
      const have = one ? 'is mislukt' : 'zijn mislukt'
      return {
        subject: failed ? `${what} van ${project} ${have}` : `${what} van ${project}: uitkomst onbekend`,
        title: failed ? `${what} ${have}` : one ? 'De uitkomst is onbekend' : `${count} takes zonder resultaat`,
        paragraphs: [
          'Er wordt niets vanzelf opnieuw naar een maker gestuurd, dus er wordt niets dubbel betaald.',
          ...(more > 0 ? [`De eerste ${takes.length} staan hieronder; nog ${more} staan in het project.`] : []),
        ],
        facts: one
          ? facts([
              ['Project', project],
              ['Scène', `${first.scene}, take ${first.take}`],
              ['Reden', first.reason],
              ['Kosten', first.cost],
            ])
          : [
              { label: 'Project', value: project },
              ...takes.map(({ scene, take, reason, cost, link }) => ({
                label: `Scène ${scene}, take ${take}`,
                value: `${reason} ${cost}`,
                href: link,
              })),
            ],
        buttons: [{ label: one ? 'De scène openen' : 'Het project openen', href: letter.link }],
        after: [`Je krijgt dit als takes van jou mislukken. Uitzetten kan bij je voorkeuren: ${letter.settingsLink}`],
      }
    }
    case 'generation-unknown':
      return {
        subject: `Kijk even naar scène ${letter.ordinal} van ${letter.project}`,
        title: 'Een generatie heeft jouw beslissing nodig',
        paragraphs: [
          'Er is een betaald verzoek verstuurd, maar er kwam nooit antwoord. We weten dus niet of het is aangenomen. Er wordt niets vanzelf opnieuw verstuurd, dus er wordt niets dubbel betaald.',
          'Kijk daar in je account en vertel Greenroom wat je hebt gevonden.',
        ],
        facts: facts([
          ['Project', letter.project],
          ['Scène', String(letter.ordinal)],
          ['Gemaakt door', letter.maker],
        ]),
        buttons: [{ label: 'Beslissen', href: letter.link }],
      }
  }
}

export const dutch = {
  write,
  frame: {
    writtenOut: 'Geen knop? Open dit adres:',
    footer: (site: string) => `Verstuurd door Greenroom op ${site}. Antwoorden op deze mail worden niet gelezen.`,
  },
}
