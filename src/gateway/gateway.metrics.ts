import { Injectable } from '@nestjs/common';
import { HealthChecks } from '../core/health/health-checks';
import { Metrics } from '../core/telemetry/metrics';
import { EventsGateway } from './events.gateway';

/** What operators see of the sockets of this instance. */
@Injectable()
export class GatewayMetrics {
  constructor(metrics: Metrics, checks: HealthChecks, gateway: EventsGateway) {
    checks.declare('websocket', () => gateway.isAccepting);
    const { traffic } = gateway;
    metrics.gauge('ops_websocket_connections', 'Sockets that are open now.', () => gateway.connectionCount);
    metrics.gauge(
      'ops_websocket_subscriptions',
      'Channels that open sockets listen to, counted for each socket.',
      () => gateway.subscriptionCount,
    );
    metrics.total('ops_websocket_messages_sent_total', 'Messages sent to clients.', () => traffic.sent);
    metrics.total(
      'ops_websocket_messages_received_total',
      'Messages that clients sent.',
      () => traffic.received,
    );
    metrics.total(
      'ops_websocket_slow_clients_total',
      'Clients that were cut off because they did not read.',
      () => traffic.cutOff,
    );
  }
}
