import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** The outcome of a delivery to Slack. */
export type DeliveryOutcome = 'posted' | 'updated' | 'found' | 'retried' | 'failed';

/** Counts from the database at the time of a scrape. */
export type WorkCounts = {
  requests: { state: string; count: number }[];
  liveGrants: number;
  messages: { state: string; count: number }[];
  /** the age of the oldest event of the audit log that is not sealed; 0 if all are */
  unsealedSeconds: number;
};

type Metrics = {
  registry: Registry;
  deliveries: Counter<'outcome'>;
  unreadPayloads: Counter<'type'>;
  requests: Gauge<'state'>;
  liveGrants: Gauge;
  messages: Gauge<'state'>;
  unsealedSeconds: Gauge;
};

// The worker and the routes are separate bundles in one process, so the counters are on globalThis.
const shared = globalThis as { bzeroMetrics?: Metrics };

/** Counts one delivery to Slack. */
export function countDelivery(outcome: DeliveryOutcome): void {
  metrics().deliveries.inc({ outcome });
}

/** Counts a payload that Slack sent and that could not be read, or not whole. `type` has few values. */
export function countUnreadPayload(type: string): void {
  metrics().unreadPayloads.inc({ type });
}

/** All metrics in the Prometheus text format. */
export async function writeMetrics(counts: WorkCounts): Promise<{ contentType: string; body: string }> {
  const { registry, requests, liveGrants, messages, unsealedSeconds } = metrics();
  requests.reset();
  messages.reset();
  for (const { state, count } of counts.requests) requests.set({ state }, count);
  for (const { state, count } of counts.messages) messages.set({ state }, count);
  liveGrants.set(counts.liveGrants);
  unsealedSeconds.set(counts.unsealedSeconds);
  return { contentType: registry.contentType, body: await registry.metrics() };
}

function metrics(): Metrics {
  shared.bzeroMetrics ??= make();
  return shared.bzeroMetrics;
}

function make(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    deliveries: new Counter({
      name: 'bzero_slack_deliveries_total',
      help: 'Deliveries of messages to Slack since the start, by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    unreadPayloads: new Counter({
      name: 'bzero_slack_unread_payloads_total',
      help: 'Payloads of Slack with fields that could not be read since the start, by type',
      labelNames: ['type'],
      registers,
    }),
    requests: new Gauge({
      name: 'bzero_requests',
      help: 'Access requests, by state',
      labelNames: ['state'],
      registers,
    }),
    liveGrants: new Gauge({ name: 'bzero_live_grants', help: 'Grants that give access now', registers }),
    unsealedSeconds: new Gauge({
      name: 'bzero_audit_unsealed_seconds',
      help: 'Age of the oldest event of the audit log that is not sealed yet',
      registers,
    }),
    messages: new Gauge({
      name: 'bzero_slack_messages',
      help: 'Messages of the living Slack installations, by state of delivery',
      labelNames: ['state'],
      registers,
    }),
  };
}
