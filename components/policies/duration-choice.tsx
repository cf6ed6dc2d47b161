'use client';

import { TextInput } from '@/components/ui/field';
import { segment, segmentItem } from '@/components/ui/tabs';
import { maxDuration } from '@/lib/core/policy/policy';

const presets = [
  { minutes: 30, name: '30 min' },
  { minutes: 60, name: '1 hour' },
  { minutes: 240, name: '4 hours' },
  { minutes: 1440, name: '1 day' },
];

type Props = { minutes: number; onChange: (minutes: number) => void; invalid: boolean };

/** The duration of access: a preset, or minutes. */
export function DurationChoice({ minutes, onChange, invalid }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-2.5">
      <fieldset aria-label="Preset durations" className={segment}>
        {presets.map((preset) => (
          <button
            key={preset.minutes}
            type="button"
            aria-pressed={minutes === preset.minutes}
            onClick={() => onChange(preset.minutes)}
            className={segmentItem(minutes === preset.minutes)}
          >
            {preset.name}
          </button>
        ))}
      </fieldset>
      <span className="text-muted">or</span>
      <span className="w-24">
        <TextInput
          id="duration"
          type="number"
          min={1}
          max={maxDuration}
          step={1}
          inputMode="numeric"
          aria-label="Minutes"
          aria-invalid={invalid || undefined}
          aria-describedby={invalid ? 'duration-error' : undefined}
          value={Number.isNaN(minutes) ? '' : minutes}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
      </span>
      <span className="text-muted">minutes</span>
    </div>
  );
}
