import type { ReactNode } from 'react';

/** Something that a field of tokens offers. */
export type Option = {
  id: string;
  label: string;
  detail?: string;
  icon?: ReactNode;
  /** the heading above it and its neighbors */
  section?: string;
};
