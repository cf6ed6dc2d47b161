import type { ReactNode } from 'react';

/** The size of the drawing in `BarChart`, in its own units: bars grow from the foot. */
export const barHeight = 72;
export const barStep = 12;

type Props = {
  /** the number of bars, `barStep` wide each */
  bars: number;
  /** the value of a bar of full height */
  most: number;
  /** what the first and the last bar stand for */
  first: ReactNode;
  last: ReactNode;
  /** the bars, as SVG elements */
  children: ReactNode;
};

/** Bars over an axis that names its largest value, its start and its end. Screen readers get a table beside it instead. */
export function BarChart({ bars, most, first, last, children }: Props) {
  const width = bars * barStep;
  return (
    <div
      className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-xs text-muted tabular-nums"
      aria-hidden="true"
    >
      <span className="flex flex-col justify-between text-right">
        <span>{most}</span>
        <span>0</span>
      </span>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${width} ${barHeight}`}
        preserveAspectRatio="none"
        className="h-24 w-full"
      >
        <line x1="0" x2={width} y1={barHeight - 0.5} y2={barHeight - 0.5} className="stroke-line" />
        {children}
      </svg>
      <span />
      <span className="flex justify-between">
        <span>{first}</span>
        <span>{last}</span>
      </span>
    </div>
  );
}
