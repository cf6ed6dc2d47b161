import type { EventOptions } from './app/events';
import type { Submitted } from './app/submissions';
import type { Suggestions } from './app/suggestions';
import type { Raw } from './blocks/state';
import type { AppConfig, FaultSpec, TeamSeed, Timing, UserSeed } from './config';
import type { CallRecord, Channel, DeliveryRecord, Json, Message, View } from './world';

type Person = { teamId: string; userId: string };
/** A channel, or the direct message channel of this user and the app. */
export type Where = { teamId: string; channel?: string; user?: string };
/** Values by `action_id`. The control API finds the block. */
export type Values = { [actionId: string]: Raw };
export type ClickInput = Person & {
  actionId: string;
  /** Required only if several elements have this `action_id`. The newest surface takes precedence. */
  blockId?: string;
  messageTs?: string;
  channelId?: string;
  viewId?: string;
  /** For buttons, selects the button with this value. For selects, the option to choose. */
  value?: Raw;
  /** Other values on the same surface. */
  values?: Values;
};
export type Sent = { status: number | undefined; body: string; problem: string | undefined };
type ShownChannel = Omit<Channel, 'members' | 'messages' | 'read'> & { members: string[] };

/**
 * The API with which tests and tools control the local Slack. Each method is also `POST /control/NAME`, with its
 * arguments as a JSON array (or one object) and its result as JSON.
 */
export type Control = {
  /** Restores the initial workspaces, or replaces them. Open pages stay connected. */
  reset(teams?: TeamSeed[]): void;
  configureApp(patch: Partial<AppConfig>): void;
  setTiming(patch: Partial<Timing>): void;
  /** Makes a call fail, once by default. With `times: 0`, until `clearFaults`. */
  addFault(fault: FaultSpec): void;
  clearFaults(): void;
  /** Changes a user and sends `user_change`. Resolves when the event is delivered. */
  setUser(teamId: string, userId: string, patch: Partial<UserSeed>): Promise<void>;
  /** Changes the settings of a channel: name, private or public, shared with another organization, archived. */
  setChannel(
    teamId: string,
    name: string,
    patch: Partial<Pick<Channel, 'name' | 'kind' | 'shared' | 'archived'>>,
  ): void;
  /** Removes scopes from the active installation, like a reinstallation with fewer scopes. */
  setScopes(teamId: string, scopes: string[]): void;
  /** Installs the app without the OAuth pages. Returns the token that `oauth.v2.access` would return. */
  install(teamId: string, userId: string, scopes: string[]): { token: string; botUserId: string };
  /** "Remove App" in Slack. Resolves when both events are delivered. */
  removeApp(teamId: string): Promise<void>;
  /** Sends an event that no change caused. Resolves to true if the app accepted it. */
  sendEvent(teamId: string, event: Json & { type: string }, options?: EventOptions): Promise<boolean>;
  verifyEventsUrl(): Promise<boolean>;
  messages(where: Where): Message[];
  ephemerals(where: Where & { user: string }): Message[];
  /** The Home tab that the app last published for a person. */
  home(teamId: string, userId: string): View | undefined;
  /** The open modals of a person, from the bottom of the stack. */
  views(teamId: string, userId: string): View[];
  calls(): CallRecord[];
  deliveries(): DeliveryRecord[];
  channels(teamId: string): ShownChannel[];
  /** `text` follows the command, or is a whole line that begins with a slash. */
  runCommand(input: Person & { channelId: string; text: string; command?: string }): Promise<Sent>;
  click(input: ClickInput): Promise<Sent>;
  suggest(input: Person & { actionId: string; viewId?: string; query: string }): Promise<Suggestions>;
  /** Submits the top modal, or the one with this id. */
  submitView(input: Person & { viewId?: string; values?: Values }): Promise<Submitted>;
  closeView(input: Person & { viewId?: string; all?: boolean }): Promise<void>;
  /** Opens the app's page, which sends `app_home_opened`. */
  openHome(input: Person & { tab?: 'home' | 'messages' }): Promise<void>;
  /** The next Allow on the authorize page returns this error instead of a code. */
  nextAuthorizeError(error: string | undefined): void;
  /** Grants only these of the requested scopes, until it is called with undefined. */
  grantScopes(scopes: string[] | undefined): void;
  sign(body: string, timestamp?: number): Record<string, string>;
};
