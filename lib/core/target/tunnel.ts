import type { Verb } from './target';

/**
 * How zli reaches RDP and SQL Server on a server, which accept no certificates: by a local port that goes through the
 * server's own sshd, or through that of another server.
 */
export const tunnelWays = ['OwnSsh', 'Jump'] as const;
export type TunnelWay = (typeof tunnelWays)[number];

/** The actions that need a way. */
export type TunnelVerb = Extract<Verb, 'RDP' | 'SQLServer'>;
export const tunnelVerbs: readonly TunnelVerb[] = ['RDP', 'SQLServer'];

/** What a tunnel leads to: RDP or SQL Server of a server, or a database or web app behind one. */
export type TunnelService = TunnelVerb | 'Db' | 'Web';

/** An address as seen from the server that a tunnel goes through. An IPv6 address has no brackets. */
export type TunnelAddress = { host: string; port: number };

/** The part of a target that says how its RDP and SQL Server are reached. A null port is the usual one. */
export type TunnelFields = {
  tunnelWay: TunnelWay | null;
  /** the server to go through; null unless the way is `Jump` */
  jumpTargetId: string | null;
  rdpPort: number | null;
  sqlServerPort: number | null;
};

/** The fields of a target without a way. */
export const noTunnel: TunnelFields = {
  tunnelWay: null,
  jumpTargetId: null,
  rdpPort: null,
  sqlServerPort: null,
};

/**
 * The account that tunnels sign in to on a server. It can't run anything. What a tunnel leads to signs people in itself:
 * RDP and SQL Server with a password, a database with a certificate of its own.
 */
export const tunnelAccount = 'bzero-tunnel';

/** Whether an action is carried by a local port to one port of the target. */
export function needsTunnel(verb: Verb | null): verb is TunnelVerb {
  return verb === 'RDP' || verb === 'SQLServer';
}

/** Whether people can use an action on a target: RDP and SQL Server only where a way is set. */
export function isUsable(verb: Verb | null, target: Pick<TunnelFields, 'tunnelWay'>): boolean {
  return !needsTunnel(verb) || target.tunnelWay !== null;
}

/**
 * Whether ssh and sshd read a text as one host name or address, without anything else that they could read in it. IPv6
 * addresses can be in brackets.
 */
export function isHostAddress(text: string): boolean {
  return (
    /^([a-z0-9_][a-z0-9._-]*|\[[0-9a-f:.]+\]|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*)$/i.test(text) &&
    text.length <= 255
  );
}

/** The port at which a target serves the action. */
export function tunnelPort(
  verb: TunnelVerb,
  target: Pick<TunnelFields, 'rdpPort' | 'sqlServerPort'>,
): number {
  return verb === 'RDP' ? (target.rdpPort ?? 3389) : (target.sqlServerPort ?? 1433);
}

/** A list without the actions that can't be used on a target. */
export function withoutUnusable<T extends { verbs: readonly Verb[] }>(
  list: T,
  target: Pick<TunnelFields, 'tunnelWay'>,
): T {
  return { ...list, verbs: list.verbs.filter((verb) => isUsable(verb, target)) };
}
