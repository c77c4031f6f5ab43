import { Link } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { CopyButton } from '#patterns/copy-button.tsx'
import { Button } from '#ui/button.tsx'
import { comeBackPath } from '../come-back.ts'

/** What an operator has to do before anybody can connect an account, and what works without. */
export function SetupNote({ redirectUri }: { redirectUri: string | null }) {
  const words = useMessages(posts).accounts
  const address = redirectUri ?? `${location.origin}${comeBackPath}`
  return (
    <div className="grid max-w-2xl gap-6 rounded-xl border p-5">
      <div>
        <h2 className="text-sm font-semibold">{words.setupTitle}</h2>
        <p className="text-muted-foreground mt-1 text-sm leading-relaxed">{words.setupText}</p>
      </div>
      <dl className="grid gap-3 text-sm">
        {words.setup.map(([name, meaning]) => (
          <div key={name}>
            <dt>
              <code className="font-mono text-[0.8125rem] wrap-anywhere">{name}</code>
            </dt>
            <dd className="text-muted-foreground text-[0.8125rem]">{meaning}</dd>
          </div>
        ))}
        <div>
          <dt className="text-muted-foreground text-[0.8125rem]">{words.redirect}</dt>
          <dd className="bg-muted mt-1.5 flex items-center gap-2 rounded-md py-1 pr-1.5 pl-3">
            <code className="min-w-0 flex-1 font-mono text-[0.8125rem] wrap-anywhere">{address}</code>
            <CopyButton text={address} label={words.copyRedirect} />
          </dd>
        </div>
      </dl>
      <div className="border-t pt-5">
        <h3 className="text-sm font-semibold">{words.setupStill}</h3>
        <p className="text-muted-foreground mt-1 text-sm leading-relaxed">{words.setupStillText}</p>
        <Button asChild variant="outline" size="sm" className="mt-4">
          <Link href="/slideshows">{words.toSlideshows}</Link>
        </Button>
      </div>
    </div>
  )
}
