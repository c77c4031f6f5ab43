import { deadline, facts, type Sheet } from './layout.ts'
import type { Letter } from './mail.ts'

const codeLabel = 'Or enter this code where you were asked for it:'
const once = 'Link and code work once, for one hour.'

const write = (letter: Letter): Sheet => {
  switch (letter.kind) {
    case 'confirm-sign-up':
      return {
        subject: `${letter.code} is your Greenroom code`,
        title: 'Confirm your e-mail address',
        paragraphs: ['Welcome to Greenroom. One click shows us that this address is yours.'],
        buttons: [{ label: 'Confirm address', href: letter.link }],
        code: { label: codeLabel, value: letter.code },
        after: [once, 'If you did not sign up, leave this mail alone: nothing happens without you.'],
      }
    case 'account-exists':
      return {
        subject: 'You already have a Greenroom account',
        title: 'You already have an account',
        paragraphs: [
          'Somebody, most likely you, tried to sign up with this address. It has an account already, so nothing was changed.',
          'Sign in as usual. If you do not know your password, you can choose a new one there.',
        ],
        buttons: [{ label: 'Sign in', href: letter.link }],
        after: ['If this was not you, you need not do anything.'],
      }
    case 'reset-password':
      return {
        subject: `${letter.code} is your Greenroom code`,
        title: 'Choose a new password',
        paragraphs: ['You asked for a new password for your Greenroom account.'],
        buttons: [{ label: 'Choose a new password', href: letter.link }],
        code: { label: codeLabel, value: letter.code },
        after: [once, 'If you did not ask for this, leave this mail alone: your password stays as it is.'],
      }
    case 'magic-link':
      return {
        subject: `${letter.code} is your Greenroom code`,
        title: 'Sign in to Greenroom',
        paragraphs: ['You asked to sign in by mail.'],
        buttons: [{ label: 'Sign in', href: letter.link }],
        code: { label: codeLabel, value: letter.code },
        after: [once, 'If you did not ask for this, leave this mail alone. Give the code to nobody.'],
      }
    case 'change-email':
      return {
        subject: `${letter.code} confirms your new e-mail address`,
        title: 'Confirm the change of your e-mail address',
        paragraphs: [
          'You asked to change the e-mail address of your Greenroom account. Both mailboxes, the old and the new one, have to agree.',
        ],
        facts: [{ label: 'New address', value: letter.newEmail }],
        buttons: [{ label: 'Confirm the change', href: letter.link }],
        code: { label: codeLabel, value: letter.code },
        after: [
          once,
          'If you did not ask for this, do not confirm, and change your password: somebody may be using your account.',
        ],
      }
    case 'password-changed':
      return {
        subject: 'Your Greenroom password was changed',
        title: 'Your password was changed',
        paragraphs: [
          'The password of your Greenroom account was changed just now, and all other places were signed out.',
          'If this was not you, choose a new password at once:',
        ],
        buttons: [{ label: 'Choose a new password', href: letter.link, quiet: true }],
      }
    case 'approval-wanted':
      return {
        subject: `${letter.name || letter.email} would like to use Greenroom`,
        title: 'A new account waits for you',
        paragraphs: [
          'Somebody has signed up and confirmed their e-mail address. They cannot see anything until you approve them.',
        ],
        facts: facts([
          ['Name', letter.name],
          ['E-mail', letter.email],
          ['Company', letter.company],
        ]),
        buttons: [
          { label: 'Approve', href: letter.approveLink },
          { label: 'Reject', href: letter.rejectLink, quiet: true },
        ],
        after: [
          'Each link opens a page that asks once more. They work once, for 48 hours; after that, use the people page of Greenroom.',
        ],
      }
    case 'account-approved':
      return {
        subject: 'Your Greenroom account is ready',
        title: 'Your account is ready',
        paragraphs: ['An admin has approved your account. Sign in and drop a folder of photos to begin.'],
        buttons: [{ label: 'Open Greenroom', href: letter.link }],
      }
    case 'account-rejected':
      return {
        subject: 'About your Greenroom account',
        title: 'Your account was not approved',
        paragraphs: [
          'An admin of this house has decided not to approve your account. If you think this is a mistake, please ask them.',
        ],
        facts: facts([['Reason', letter.reason ?? '']]),
      }
    case 'workspace-invitation':
      return {
        subject: `${letter.inviter || 'Somebody'} invites you to ${letter.workspace}`,
        title: `You are invited to ${letter.workspace}`,
        paragraphs: [
          `${letter.inviter || 'Somebody'} would like to practise conversations with you in Greenroom.`,
          'Your calls are yours: nobody else in the workspace sees one before you share it.',
        ],
        facts: facts([
          ['Workspace', letter.workspace],
          ['Invited by', letter.inviter],
        ]),
        buttons: [{ label: 'Look at the invitation', href: letter.link }],
        after: [
          'The invitation is for this address, works once and for seven days. Without an account you make one on the way.',
          'If you do not know what this is about, leave this mail alone: nothing happens without you.',
        ],
      }
    case 'assignment-given':
      return {
        subject: `${letter.by} asks you to practise “${letter.scenario}”`,
        title: 'A call to practise',
        paragraphs: [
          'Somebody who leads your workspace asks you to rehearse a call. You may try as often as you like: what you practise stays with you until you hand a call in.',
        ],
        facts: facts([
          ['Scenario', letter.scenario],
          ['Workspace', letter.workspace],
          ['From', letter.by],
          ['By', letter.due === null ? '' : deadline(letter.due, 'en-GB')],
          ['Note', letter.note],
        ]),
        buttons: [{ label: 'Practise', href: letter.link }],
      }
    case 'agreement-week': {
      const { workspace, disputes, checks } = letter
      const waiting = disputes === 1 ? 'One dispute waits' : `${disputes} disputes wait`
      const apart = checks.length === 1 ? 'one check' : `${checks.length} checks`
      return {
        subject:
          disputes > 0 ? `${waiting} for you in ${workspace}` : `Judge and people disagree on ${apart} in ${workspace}`,
        title: `The week in ${workspace}`,
        paragraphs: [
          ...(disputes > 0 ? [`${waiting} for your word: somebody says that a check got their call wrong.`] : []),
          ...(checks.length > 0
            ? [
                `On ${apart} the judge and your people agree too little by now. Words that can be read in one way only help most.`,
              ]
            : []),
        ],
        facts: checks.map(({ scenario, question }) => ({ label: scenario, value: question })),
        buttons: [
          ...(disputes > 0 ? [{ label: 'Look and decide', href: letter.disputesLink }] : []),
          ...(checks.length > 0 ? [{ label: 'See the agreement', href: letter.checksLink, quiet: true as const }] : []),
        ],
        after: [
          `You get this at most once a week for each workspace that you lead, and only when there is something. Switch it off in your preferences: ${letter.settingsLink}`,
        ],
      }
    }
    case 'post-waiting':
      return {
        subject: `A slideshow of ${letter.session} waits for you`,
        title: 'A slideshow waits for your approval',
        paragraphs: [
          'A new slideshow is finished. Nothing is posted before you have looked at it and agreed.',
          'More may follow today; you get at most one mail like this in six hours.',
        ],
        facts: facts([
          ['Session', letter.session],
          ['Slideshow', letter.number],
        ]),
        buttons: [{ label: 'Look and approve', href: letter.link }],
      }
    case 'post-unknown':
      return {
        subject: 'Please look whether a post is there',
        title: 'A post needs your eyes',
        paragraphs: [
          'A post was sent, but no clear answer came back, so we cannot tell whether it is there. Nothing is sent again by itself, so nothing is posted twice.',
          'Please look at the account in the app, then tell Greenroom what you found.',
        ],
        facts: facts([['Post', letter.what]]),
        buttons: [{ label: 'Say what you found', href: letter.link }],
      }
    case 'takes-failed': {
      const { project, takes, more } = letter
      const [first, second] = takes
      const count = takes.length + more
      const failed = takes.every((take) => take.failed)
      const one = first !== undefined && second === undefined
      const what = one ? `Scene ${first.scene}` : `${count} takes`
      return {
        subject: failed ? `${what} of ${project} failed` : `${what} of ${project}: the outcome is not known`,
        title: failed ? `${what} failed` : one ? 'The outcome is not known' : `${count} takes have no result`,
        paragraphs: [
          'Nothing is sent to a maker again by itself, so nothing is paid for twice.',
          ...(more > 0 ? [`The first ${takes.length} are below; ${more} more are in the project.`] : []),
        ],
        facts: one
          ? facts([
              ['Project', project],
              ['Scene', `${first.scene}, take ${first.take}`],
              ['Reason', first.reason],
              ['Cost', first.cost],
            ])
          : [
              { label: 'Project', value: project },
              ...takes.map(({ scene, take, reason, cost, link }) => ({
                label: `Scene ${scene}, take ${take}`,
                value: `${reason} ${cost}`,
                href: link,
              })),
            ],
        buttons: [{ label: one ? 'Open the scene' : 'Open the project', href: letter.link }],
        after: [`You get this when takes of yours fail. Switch it off in your preferences: ${letter.settingsLink}`],
      }
    }
    case 'generation-unknown':
      return {
        subject: `Please look at scene ${letter.ordinal} of ${letter.project}`,
        title: 'A generation needs your decision',
        paragraphs: [
          'A paid request was sent, but the answer never arrived, so we cannot tell whether it was taken. Nothing is sent again by itself, so nothing is paid for twice.',
          `Please look at your account there, and tell Greenroom what you found.`,
        ],
        facts: facts([
          ['Project', letter.project],
          ['Scene', String(letter.ordinal)],
          ['Made by', letter.maker],
        ]),
        buttons: [{ label: 'Decide', href: letter.link }],
      }
  }
}

export const english = {
  write,
  frame: {
    writtenOut: 'No button? Open this address:',
    footer: (site: string) => `Sent by Greenroom at ${site}. Nobody reads answers to this mail.`,
  },
}
