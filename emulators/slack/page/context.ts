import { createContext, useContext } from 'react';
import type { Snapshot } from '../client-types';

export type Slack = {
  snapshot: Snapshot;
  /** Sends a request to the server on behalf of this person. */
  send: <T = unknown>(verb: string, body: object) => Promise<T>;
  go: (path: string) => void;
  /** The address of this person's client, without a slash at the end. */
  base: string;
  notes: { id: number; text: string }[];
  note: (text: string) => void;
};

export const SlackContext = createContext<Slack | undefined>(undefined);

/** The workspace as the person of this tab sees it. */
export function useSlack(): Slack {
  const slack = useContext(SlackContext);
  if (!slack) throw new Error('No workspace around this component.');
  return slack;
}
