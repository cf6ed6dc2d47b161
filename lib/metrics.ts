import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** How a delivery to Slack came out. */
export type DeliveryOutcome = 'posted' | 'updated' | 'found' | 'retried' | 'failed';

/** What is counted from the database when somebody looks. */
export type WorkCounts = {
  requests: { state: string; count: number }[];
  liveGrants: number;
  messages: { state: string; count: number }[];
};

type Metrics = {
  registry: Registry;
  deliveries: Counter<'outcome'>;
  requests: Gauge<'state'>;
  liveGrants: Gauge;
  messages: Gauge<'state'>;
};

// The worker and the routes are bundled apart, but count in one process.
const shared = globalThis as { bzeroMetrics?: Metrics };

/** Counts one delivery to Slack. */
export function countDelivery(outcome: DeliveryOutcome): void {
  metrics().deliveries.inc({ outcome });
}

/** All metrics in Prometheus' text format, with the counts of the database as they are now. */
export async function writeMetrics(counts: WorkCounts): Promise<{ contentType: string; body: string }> {
  const { registry, requests, liveGrants, messages } = metrics();
  requests.reset();
  messages.reset();
  for (const { state, count } of counts.requests) requests.set({ state }, count);
  for (const { state, count } of counts.messages) messages.set({ state }, count);
  liveGrants.set(counts.liveGrants);
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
    requests: new Gauge({
      name: 'bzero_requests',
      help: 'Access requests, by state',
      labelNames: ['state'],
      registers,
    }),
    liveGrants: new Gauge({ name: 'bzero_live_grants', help: 'Grants that give access now', registers }),
    messages: new Gauge({
      name: 'bzero_slack_messages',
      help: 'Messages of the living Slack installations, by state of delivery',
      labelNames: ['state'],
      registers,
    }),
  };
}
