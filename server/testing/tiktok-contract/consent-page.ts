import type { Account } from './accounts.ts'

/** What the person is asked; everything comes from the address and is written as text. */
export interface Question {
  accounts: Account[]
  scopes: string[]
  /** Goes along unchanged to the decision. */
  query: string
}

const meanings: Readonly<Record<string, string>> = {
  'user.info.basic': 'Read your profile info (avatar, display name)',
  'user.info.profile': 'Read more of your profile (username, link)',
  'user.info.stats': 'Read your profile engagement statistics',
  'video.list': 'Read your public videos on TikTok',
  'video.upload': 'Upload content as drafts to your account',
  'video.publish': 'Post content to TikTok',
}

/** A real page with a real form, so that a person and a browser test can use it. The basic scope cannot be unticked. */
export const consentPage = ({ accounts, scopes, query }: Question): string =>
  page(
    'Connect an app',
    `<form method="post" action="/v2/auth/authorize/decision">
<input type="hidden" name="query" value="${escaped(query)}">
<fieldset><legend>Account</legend>${accounts
      .map(
        ({ name, displayName, isPrivate }, index) =>
          `<label><input type="radio" name="account" value="${escaped(name)}"${index === 0 ? ' checked' : ''}> ${escaped(displayName)}${isPrivate ? ' (private)' : ''}</label>`,
      )
      .join('')}</fieldset>
<fieldset><legend>The app would like to</legend>${scopes
      .map((scope) => {
        const locked = scope === 'user.info.basic'
        const kept = locked ? `<input type="hidden" name="scope" value="${escaped(scope)}">` : ''
        return `${kept}<label><input type="checkbox" name="scope" value="${escaped(scope)}" checked${locked ? ' disabled' : ''}> ${escaped(meanings[scope] ?? scope)}</label>`
      })
      .join('')}</fieldset>
<p><button name="decision" value="allow">Continue</button> <button name="decision" value="deny">Cancel</button></p>
</form>`,
  )

export const troublePage = (sentence: string): string =>
  page('Something went wrong', `<p>We couldn't log in with TikTok. ${escaped(sentence)}</p>`)

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem}label{display:block;padding:.3rem 0}fieldset{border:1px solid #ccc;border-radius:8px;margin:1rem 0}button{font:inherit;padding:.5rem 1.2rem}</style></head>
<body><main><h1>${escaped(title)}</h1><p><small>Contract server. This is not TikTok.</small></p>${body}</main></body></html>
`

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)
