import type { Raw, RawValues } from './blocks/state';
import type { Message, View } from './world';

export type Person = {
  id: string;
  name: string;
  realName: string;
  email: string | undefined;
  tz: string | undefined;
  isBot: boolean;
  isApp: boolean;
  isGuest: boolean;
  isAdmin: boolean;
  deleted: boolean;
};
export type Conversation = {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im' | 'mpim';
  archived: boolean;
  topic: string;
  /** The other person of a direct message. */
  with: string | undefined;
  memberCount: number;
  unread: number;
  messages: Message[];
};
/** All that one person sees of a workspace. */
export type Snapshot = {
  team: { id: string; name: string };
  me: Person;
  people: Person[];
  conversations: Conversation[];
  app: {
    name: string;
    installed: boolean;
    botUserId: string | undefined;
    scopes: string[];
    commands: { command: string; description: string; usageHint?: string }[];
  };
  home: View | undefined;
  views: View[];
};
export type Directory = { id: string; name: string; people: Person[]; installed: boolean }[];

export type PlaceRef = { messageTs: string; channelId: string } | { viewId: string };
export type ActRequest = { place: PlaceRef; blockId: string; actionId: string; raw?: Raw; values: RawValues };
export type SuggestRequest = {
  place: PlaceRef;
  blockId: string;
  actionId: string;
  query: string;
  values: RawValues;
};
export type SubmitRequest = { viewId: string; values: RawValues };
