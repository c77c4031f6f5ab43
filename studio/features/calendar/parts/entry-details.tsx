import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { ArrowRightIcon, CalendarClockIcon, GalleryVerticalEndIcon, RotateCcwIcon, SkipForwardIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { useNoticeText } from '#lib/notice-text.ts'
import { calendar } from '#messages/calendar.ts'
import { Button } from '#ui/button.tsx'
import { isMovable, isPlanned, wasMoved } from '../calendar.rules.ts'
import { useCalendarDesk } from './desk.ts'

/** What an entry is, why it stands there or was left out, and what can be done with it. */
export function EntryDetails(props: { entry: CalendarEntry; day: string; state: string; onDone: () => void }) {
  const words = useMessages(calendar)
  const say = useNoticeText()
  const [, navigate] = useLocation()
  const { acts, onMove } = useCalendarDesk()
  const { entry, onDone } = props
  const then = (act: () => void) => (): void => {
    onDone()
    act()
  }
  const session = `/slideshows/${entry.sessionId}`
  return (
    <div className="grid gap-3">
      <div>
        <p className="text-sm font-medium">{entry.sessionName}</p>
        <p className="text-muted-foreground mt-0.5 text-[0.8125rem]">
          {props.day}, {entry.localTime} ({entry.timeZone.replaceAll('_', ' ')})
        </p>
        <p className="mt-1.5 text-[0.8125rem]">
          {entry.slotNumber === null ? `${words.byHand}, ${props.state}` : props.state}
        </p>
        {entry.reason !== null && entry.reason.sentence !== words.moved && (
          <p className="bg-muted mt-2 rounded-md px-2.5 py-1.5 text-[0.8125rem] leading-snug">
            {say.reason(entry.reason)}
          </p>
        )}
        {entry.posts.length > 0 && (
          <ul className="text-muted-foreground mt-2 grid gap-0.5 text-[0.8125rem]">
            {entry.posts.map(({ id, accountName, state }) => (
              <li key={id}>{words.postOn(accountName, state)}</li>
            ))}
          </ul>
        )}
      </div>
      <div className="-mx-1.5 -mb-1.5 grid gap-0.5">
        {isMovable(entry) && (
          <>
            <Act icon={<CalendarClockIcon />} onPress={then(() => onMove(entry))}>
              {words.move}
            </Act>
            {isPlanned(entry) && (
              <Act icon={<SkipForwardIcon />} onPress={then(() => acts.skip(entry))}>
                {words.skip}
              </Act>
            )}
            {(wasMoved(entry) || entry.state === 'skipped') && (
              <Act icon={<RotateCcwIcon />} onPress={then(() => acts.reset(entry))}>
                {entry.state === 'skipped' ? words.restore : words.reset}
              </Act>
            )}
          </>
        )}
        {entry.groupId !== null && (
          <Act icon={<GalleryVerticalEndIcon />} onPress={() => navigate(`${session}?tab=made`)}>
            {words.openSlideshow}
          </Act>
        )}
        <Act icon={<ArrowRightIcon />} onPress={() => navigate(session)}>
          {words.openSession}
        </Act>
      </div>
    </div>
  )
}

function Act(props: { icon: ReactNode; onPress: () => void; children: string }) {
  return (
    <Button variant="ghost" size="sm" className="justify-start px-1.5 font-normal" onClick={props.onPress}>
      {props.icon}
      {props.children}
    </Button>
  )
}
