import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import type { Check } from '../posts.api.ts'
import { linked } from '../posts.rules.ts'

/** What one agrees to by posting, in the publisher's own words; it stands at the button. */
export function ConsentLine({ texts }: { texts: Pick<Check['texts'], 'consent' | 'consentLinks'> }) {
  const { newWindow } = useMessages(posts).form
  return (
    <p lang="en" data-consent className="text-[0.8125rem] leading-snug">
      {linked(texts.consent, texts.consentLinks).map(({ text, url }) =>
        url === null ? (
          text
        ) : (
          <a
            key={url}
            href={url}
            target="_blank"
            rel="noreferrer"
            title={newWindow}
            className="text-primary font-medium underline underline-offset-3"
          >
            {text}
          </a>
        ),
      )}
    </p>
  )
}
