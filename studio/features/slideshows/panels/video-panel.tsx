import type { RenderStyle, SessionStyle } from '@greenroom/contract/slideshows.ts'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import type { SessionDesk } from '../use-desk.ts'
import { NumberField } from '../parts/number-field.tsx'
import { Choice, ColourField, Section, SwitchField } from './fields.tsx'
import { MusicFields } from './music-fields.tsx'
import { SaveTrouble } from './save-trouble.tsx'

const formats = { '9:16': '9:16', '4:5': '4:5', '1:1': '1:1' } as const

/** How slideshows of the session are drawn and heard. */
export function VideoPanel({ desk }: { desk: SessionDesk }) {
  const words = useMessages(slideshows)
  const { session } = desk
  const { render } = session.style
  const setStyle = (patch: Partial<SessionStyle>): void =>
    desk.changeSettings({ style: { ...session.style, ...patch } })
  const change = (patch: Partial<RenderStyle>): void => setStyle({ render: { ...render, ...patch } })
  return (
    <>
      <SaveTrouble of={desk.settings} mine={session.id} />
      <Section>
        <div className="grid grid-cols-2 gap-3">
          <NumberField
            label={words.video.slidesPerGroup}
            value={session.style.slidesPerGroup}
            min={1}
            max={35}
            onChange={(slidesPerGroup) => setStyle({ slidesPerGroup })}
          />
          <NumberField
            label={words.video.slideSeconds}
            value={render.slideSeconds}
            min={1}
            max={20}
            step={0.1}
            onChange={(slideSeconds) => change({ slideSeconds })}
          />
        </div>
        <Choice
          label={words.video.format}
          value={render.format}
          options={['9:16', '4:5', '1:1']}
          names={formats}
          onChange={(format) => change({ format })}
        />
        <Choice
          label={words.video.fit}
          value={render.fit}
          options={['fill', 'fit', 'pad']}
          names={words.fits}
          onChange={(fit) => change({ fit })}
        />
        {render.fit === 'pad' && (
          <ColourField
            label={words.video.padColour}
            value={render.padColour}
            onChange={(padColour) => change({ padColour })}
          />
        )}
      </Section>
      <Section>
        <Choice
          label={words.video.transition}
          value={render.transition}
          options={['crossfade', 'cut']}
          names={words.video.transitions}
          onChange={(transition) => change({ transition })}
        />
        {render.transition === 'crossfade' && (
          <NumberField
            label={words.video.transitionSeconds}
            unit={words.video.seconds}
            value={render.transitionSeconds}
            min={0.1}
            max={2}
            step={0.1}
            onChange={(transitionSeconds) => change({ transitionSeconds })}
          />
        )}
        <SwitchField
          label={words.video.kenBurns}
          checked={render.kenBurns}
          onChange={(kenBurns) => change({ kenBurns })}
        />
        <SwitchField
          label={words.video.keepSound}
          checked={render.keepSound}
          onChange={(keepSound) => change({ keepSound })}
        />
      </Section>
      <Section title={words.video.musicGroup}>
        <MusicFields render={render} onChange={change} />
      </Section>
    </>
  )
}
