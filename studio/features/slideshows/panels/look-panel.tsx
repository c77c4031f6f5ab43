import type { CaptionStyle } from '@greenroom/contract/caption-style.ts'
import { RotateCcwIcon } from 'lucide-react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { Button } from '#ui/button.tsx'
import type { SessionDesk } from '../use-desk.ts'
import { Choice, ColourField, Section, Slider, SwitchField } from './fields.tsx'
import { treatedWith, usualLook, withSize } from './look.rules.ts'
import { SaveTrouble } from './save-trouble.tsx'

/** How captions look and where they stand, for all slides of the session. */
export function LookPanel({ desk }: { desk: SessionDesk }) {
  const words = useMessages(slideshows).look
  const format = useFormat()
  const { session } = desk
  const { caption } = session.style
  const { treatment } = caption
  const set = (next: CaptionStyle): void => desk.changeSettings({ style: { ...session.style, caption: next } })
  const change = (patch: Partial<CaptionStyle>): void => set({ ...caption, ...patch })
  return (
    <>
      <SaveTrouble of={desk.settings} mine={session.id} />
      <Section>
        <Slider
          label={words.size}
          min={0.025}
          max={0.14}
          step={0.001}
          value={caption.size}
          shown={`${Math.round(caption.size * 1080)} px`}
          onChange={(size) => set(withSize(caption, size))}
        />
        <ColourField label={words.colour} value={caption.colour} onChange={(colour) => change({ colour })} />
        <SwitchField
          label={words.uppercase}
          checked={caption.uppercase}
          onChange={(uppercase) => change({ uppercase })}
        />
      </Section>
      <Section>
        <Choice
          label={words.treatment}
          value={treatment.kind}
          options={['outline', 'box', 'shade', 'none']}
          names={words.treatments}
          onChange={(kind) => change({ treatment: treatedWith(treatment, kind) })}
        />
        {treatment.kind !== 'none' && (
          <ColourField
            label={words.treatmentColour}
            value={treatment.colour}
            onChange={(colour) => change({ treatment: { ...treatment, colour } })}
          />
        )}
        {treatment.kind === 'outline' && (
          <Slider
            label={words.width}
            min={0.01}
            max={0.2}
            step={0.005}
            value={treatment.width}
            shown={format.percent(treatment.width)}
            onChange={(width) => change({ treatment: { ...treatment, width } })}
          />
        )}
        {(treatment.kind === 'box' || treatment.kind === 'shade') && (
          <Slider
            label={words.opacity}
            min={0.1}
            max={1}
            step={0.05}
            value={treatment.opacity}
            shown={format.percent(treatment.opacity)}
            onChange={(opacity) => change({ treatment: { ...treatment, opacity } })}
          />
        )}
      </Section>
      <Section>
        <Choice
          label={words.position}
          value={caption.vertical.anchor}
          options={['top', 'middle', 'bottom']}
          names={words.positions}
          onChange={(anchor) =>
            change({ vertical: { anchor, offset: anchor === 'top' ? usualLook.vertical.offset : 0 } })
          }
        />
        <Slider
          label={words.offset}
          min={-0.5}
          max={0.5}
          step={0.01}
          value={caption.vertical.offset}
          shown={format.percent(caption.vertical.offset)}
          onChange={(offset) => change({ vertical: { ...caption.vertical, offset } })}
        />
        <Choice
          label={words.align}
          value={caption.align}
          options={['start', 'center', 'end']}
          names={words.aligns}
          onChange={(align) => change({ align })}
        />
      </Section>
      <Section>
        <Choice
          label={words.safeArea}
          hint={words.safeAreaHint}
          value={caption.safeArea}
          options={['standard', 'strict']}
          names={words.safeAreas}
          onChange={(safeArea) => change({ safeArea })}
        />
        <SwitchField label={words.mirrored} checked={caption.mirrored} onChange={(mirrored) => change({ mirrored })} />
        <Button variant="outline" size="sm" className="justify-self-start" onClick={() => set(usualLook)}>
          <RotateCcwIcon />
          {words.reset}
        </Button>
      </Section>
    </>
  )
}
