import type { PublishingAccount } from '@greenroom/contract/posts.ts'
import { CheckIcon, MinusIcon, TriangleAlertIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { canPublish } from '../posts.rules.ts'
import { AccountFace } from './account-face.tsx'

const rights = ['canPost', 'canSendToInbox', 'canReadMetrics'] as const

/** One connected account: whether it works, what it may do, and how much it has posted. */
export function AccountCard(props: {
  account: PublishingAccount
  busy: boolean
  onConnect: () => void
  onDisconnect: () => void
}) {
  const words = useMessages(posts).accounts
  const format = useFormat()
  const { account } = props
  const { displayName, username, state, postsToday, postsPerDay, signInAgainBy } = account
  const connected = state === 'connected'
  const full = postsPerDay > 0 && postsToday >= postsPerDay
  return (
    <li className="bg-card rounded-xl border p-4 sm:p-5">
      <article aria-label={displayName} className="grid gap-4">
        <div className="flex flex-wrap items-start gap-x-3 gap-y-3">
          <AccountFace name={displayName} />
          <div className="min-w-0 flex-1 basis-40">
            <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-semibold">
              <span className="wrap-anywhere">{displayName}</span>
              <Badge variant={connected ? 'secondary' : 'destructive'}>{words.states[state]}</Badge>
            </h3>
            <p className="text-muted-foreground mt-0.5 text-[0.8125rem]">
              {username !== null && <span>@{username} · </span>}
              {words.connectedSince(format.date(account.connectedAt))}
            </p>
          </div>
          <div className="flex flex-wrap gap-2">
            {(!connected || !canPublish(account)) && (
              <Button size="sm" disabled={props.busy} onClick={props.onConnect}>
                {props.busy ? words.connecting : words.reconnect}
              </Button>
            )}
            <Button
              size="sm"
              variant="outline"
              aria-label={words.disconnectOf(displayName)}
              onClick={props.onDisconnect}
            >
              {words.disconnect}
            </Button>
          </div>
        </div>
        {!connected && <Warning>{words.reasons[account.stateReason ?? ''] ?? words.reasonUnknown}</Warning>}
        {connected && signInAgainBy !== null && (
          <Warning>
            {words.signInBy(format.date(signInAgainBy))}{' '}
            <button
              type="button"
              disabled={props.busy}
              className="font-medium underline underline-offset-4"
              onClick={props.onConnect}
            >
              {words.signInNow}
            </button>
          </Warning>
        )}
        {connected && (
          <div className="grid gap-x-8 gap-y-4 border-t pt-4 sm:grid-cols-2">
            <div>
              <h4 className="text-muted-foreground mb-2 text-xs font-medium">{words.allowed}</h4>
              <ul className="grid gap-1.5 text-sm">
                {rights.map((right) => (
                  <li key={right} className="flex items-start gap-2">
                    {account[right] ? (
                      <CheckIcon className="text-primary mt-0.5 size-4 shrink-0" aria-hidden />
                    ) : (
                      <MinusIcon className="text-muted-foreground mt-0.5 size-4 shrink-0" aria-hidden />
                    )}
                    <span className={account[right] ? '' : 'text-muted-foreground'}>
                      {words.may[right]}
                      <span className={account[right] ? 'sr-only' : ''}>
                        {account[right] ? `, ${words.yes}` : `: ${words.no}`}
                      </span>
                    </span>
                  </li>
                ))}
              </ul>
              {rights.some((right) => !account[right]) && (
                <p className="text-muted-foreground mt-2 text-[0.8125rem] leading-snug">
                  {canPublish(account) ? words.someMissing : words.noPost}
                </p>
              )}
            </div>
            {/* How many a day there are is not known to a server that is not set up. */}
            <div className={postsPerDay === 0 ? 'hidden' : ''}>
              <p className="text-sm">{words.today(postsToday, postsPerDay)}</p>
              <Meter of={postsToday} most={postsPerDay} />
              {full && <p className="text-warning mt-2 text-[0.8125rem] leading-snug">{words.todayFull}</p>}
            </div>
          </div>
        )}
      </article>
    </li>
  )
}

/** As wide as the day is full; the sentence above it says the same. */
function Meter({ of, most }: { of: number; most: number }) {
  return (
    <div aria-hidden className="bg-muted mt-2 h-1.5 overflow-hidden rounded-full">
      <div
        className="bg-primary h-full rounded-full"
        style={{ width: `${most === 0 ? 0 : Math.min(100, (of / most) * 100)}%` }}
      />
    </div>
  )
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-2 text-sm leading-snug">
      <TriangleAlertIcon className="text-warning mt-0.5 size-4 shrink-0" aria-hidden />
      <span>{children}</span>
    </p>
  )
}
