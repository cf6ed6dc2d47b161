import type { z } from 'zod';
import type { ConnectionEventRow } from '@/lib/connections/list-connection-events';
import { type ConnectionView, usualPort } from '@/lib/core/access/connection';
import type { DynamicConnection } from '@/lib/dynamic-access/get-dynamic-connection';
import type { connectionAnswer, dynamicConnectionAnswer } from '../answers/connection';
import type { connectionEventAnswer } from '../answers/event';

/** A connection with the fields of all types in the SDK. Each type reads its own. */
export function presentConnection(connection: ConnectionView): z.output<typeof connectionAnswer> {
  const { id, openedAt, state, target, person, targetUser, targetGroups, verb } = connection;
  return {
    id,
    timeCreated: openedAt.toISOString(),
    state,
    targetID: target.id,
    targetType: target.type,
    subjectId: person.id,
    targetName: target.name,
    targetUser: targetUser ?? '',
    targetGroups,
    remoteHost: target.host ?? '',
    remotePort: target.port ?? usualPort(target) ?? 0,
    spaceId: '',
    sessionRecordingAvailable: false,
    sessionRecording: false,
    inputRecording: false,
    scpOnly: verb === 'FileTransfer',
  };
}

/** `connections.DynamicAccessConnection` of the SDK, and where `zli` connects to. */
export function presentDynamicConnection({
  connection,
  machine,
  state,
}: DynamicConnection): z.output<typeof dynamicConnectionAnswer> {
  return {
    id: connection.id,
    connectionState: state,
    dynamicAccessTargetState: machine.state,
    provisioningServerUniqueId: machine.uniqueId ?? '',
    provisioningServerErrorMessage: machine.errorMessage,
    remoteHost: machine.host ?? '',
    remotePort: machine.port ?? 22,
    serverIdentity: machine.serverIdentity,
  };
}

/** `events.ConnectionEvent` of the SDK. */
export function presentConnectionEvent(
  event: ConnectionEventRow,
  organizationId: string,
): z.output<typeof connectionEventAnswer> {
  const { connection } = event;
  return {
    id: event.id,
    connectionId: connection.id,
    subjectId: connection.person.id,
    subjectType: connection.person.kind,
    subjectName: connection.person.kind === 'ApiKey' ? connection.person.name : connection.person.email,
    organizationId,
    sessionId: '',
    sessionName: '',
    targetId: connection.target.id,
    targetType: connection.target.type,
    targetName: connection.target.name,
    targetUser: connection.targetUser ?? '',
    environmentId: connection.target.environmentId,
    environmentName: connection.target.environment,
    timestamp: event.at.toISOString(),
    connectionEventType: event.type,
    reason: event.reason,
    connectionNodeId: '',
  };
}
