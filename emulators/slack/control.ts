import type { EventOptions } from './app/events';
import type { Submitted } from './app/submissions';
import type { Suggestions } from './app/suggestions';
import type { Raw } from './blocks/state';
import type { AppConfig, FaultSpec, TeamSeed, Timing, UserSeed } from './config';
import type { CallRecord, Channel, DeliveryRecord, Json, Message, View } from './world';

type Person = { teamId: string; userId: string };
/** A channel, or the direct conversation of this user with the app. */
export type Where = { teamId: string; channel?: string; user?: string };
/** Values by action_id; the block is found by itself. */
export type Values = { [actionId: string]: Raw };
export type ClickInput = Person & {
  actionId: string;
  /** Needed only where several elements share the action_id; the newest place wins. */
  blockId?: string;
  messageTs?: string;
  channelId?: string;
  viewId?: string;
  /** Picks among buttons by their value; for selects it is the choice. */
  value?: Raw;
  /** What else was entered at the same place. */
  values?: Values;
};
export type Sent = { status: number | undefined; body: string; problem: string | undefined };
type ShownChannel = Omit<Channel, 'members' | 'messages' | 'read'> & { members: string[] };

/**
 * What tests and tools do to the local Slack. Every method is also `POST /control/NAME` with its arguments as a JSON
 * array (or one object), answered with its result as JSON.
 */
export type Control = {
  /** Back to the first seeds, or to others; open pages stay. */
  reset(teams?: TeamSeed[]): void;
  configureApp(patch: Partial<AppConfig>): void;
  setTiming(patch: Partial<Timing>): void;
  /** Strikes once unless `times` says otherwise; 0 means until `clearFaults`. */
  addFault(fault: FaultSpec): void;
  clearFaults(): void;
  /** Changes a person and sends `user_change`; ends when that is delivered. */
  setUser(teamId: string, userId: string, patch: Partial<UserSeed>): Promise<void>;
  /** Changes a channel as a person would in its settings: private or public, shared outside, archived. */
  setChannel(
    teamId: string,
    name: string,
    patch: Partial<Pick<Channel, 'kind' | 'shared' | 'archived'>>,
  ): void;
  /** Takes scopes away from the living installation, as a reinstallation with fewer would. */
  setScopes(teamId: string, scopes: string[]): void;
  /** Installs without the OAuth pages; the token is what `oauth.v2.access` would give. */
  install(teamId: string, userId: string, scopes: string[]): { token: string; botUserId: string };
  /** "Remove App" in Slack; ends when both events are delivered. */
  removeApp(teamId: string): Promise<void>;
  /** Sends an event though nothing happened; true when the app took it. */
  sendEvent(teamId: string, event: Json & { type: string }, options?: EventOptions): Promise<boolean>;
  verifyEventsUrl(): Promise<boolean>;
  messages(where: Where): Message[];
  ephemerals(where: Where & { user: string }): Message[];
  /** The Home tab last published for somebody. */
  home(teamId: string, userId: string): View | undefined;
  /** The modals somebody has open, bottom first. */
  views(teamId: string, userId: string): View[];
  calls(): CallRecord[];
  deliveries(): DeliveryRecord[];
  channels(teamId: string): ShownChannel[];
  /** `text` is what follows the command, or a whole line beginning with a slash. */
  runCommand(input: Person & { channelId: string; text: string; command?: string }): Promise<Sent>;
  click(input: ClickInput): Promise<Sent>;
  suggest(input: Person & { actionId: string; viewId?: string; query: string }): Promise<Suggestions>;
  /** Submits the topmost modal, or the one named. */
  submitView(input: Person & { viewId?: string; values?: Values }): Promise<Submitted>;
  closeView(input: Person & { viewId?: string; all?: boolean }): Promise<void>;
  /** Opens the app's page, which sends `app_home_opened`. */
  openHome(input: Person & { tab?: 'home' | 'messages' }): Promise<void>;
  /** The next Allow on the authorize page returns with this error instead of a code. */
  nextAuthorizeError(error: string | undefined): void;
  /** Grants only these of the scopes asked for, until undone with undefined. */
  grantScopes(scopes: string[] | undefined): void;
  sign(body: string, timestamp?: number): Record<string, string>;
};
