import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { webAddress } from '@/lib/core/access/connection';
import { AccessError } from '@/lib/core/error';
import { findCoveredTargets } from '@/lib/db/targets/covered-targets';
import { env } from '@/lib/env';
import { parse } from '@/lib/parse';
import type { SetupSection, TargetSetup } from './setup-section';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * Returns the set-up of a reverse proxy in front of a web app, which checks access for every HTTP request. Admins and
 * their API keys only. Throws `forbidden`, `not-found`.
 */
export async function getWebSetup(ctx: Context, input: unknown): Promise<TargetSetup> {
  const { targetId } = parse(inputSchema, input);
  await requireAdminOrKey(ctx);
  const { organizationId } = ctx;
  const [target] = await findCoveredTargets({ organizationId, types: ['Web'], id: targetId });
  if (!target) throw new AccessError('not-found', 'This web app no longer exists.');
  const console = env().publicUrl.origin;
  const base = `${console}/api/v2/web/${target.id}`;
  const host = webAddress(target)?.hostname ?? 'app.example.com';
  const keys = `${console}/api/v2/authorities/${organizationId}/jwks`;
  return { sections: [nginx(base, host), nginxStreams, traefik(base), caddy(base, host), identity(keys)] };
}

function nginx(base: string, host: string): SetupSection {
  const { host: consoleHost } = new URL(base);
  return {
    title: 'nginx',
    about:
      'Uses auth_request. Replace UPSTREAM with the address of the app, which must be reachable only through nginx.',
    text: `server {
  server_name ${host};
  # add your own listen and ssl_certificate lines

  location / {
    auth_request /.bzero/verify;
    auth_request_set $bzero_user $upstream_http_x_bzero_user;
    auth_request_set $bzero_identity $upstream_http_x_bzero_identity;
    # Also removes these headers if a browser sends them.
    proxy_set_header X-Bzero-User $bzero_user;
    proxy_set_header X-Bzero-Identity $bzero_identity;
    proxy_set_header Host $http_host;
    error_page 401 403 = @bzero_start;
    proxy_pass http://UPSTREAM;
  }

  location = /.bzero/verify {
    internal;
    proxy_pass ${base}/verify;
    proxy_pass_request_body off;
    proxy_set_header Content-Length "";
    proxy_set_header Host ${consoleHost};
    proxy_ssl_server_name on;
  }

  # Ties what follows to this browser.
  location = /.bzero/start {
    proxy_pass ${base}/begin;
    proxy_set_header Host ${consoleHost};
    proxy_ssl_server_name on;
  }

  location = /.bzero/callback {
    proxy_pass ${base}/callback;
    proxy_set_header Host ${consoleHost};
    proxy_ssl_server_name on;
  }

  location @bzero_start {
    return 302 /.bzero/start?to=$request_uri;
  }
}
`,
  };
}

const nginxStreams: SetupSection = {
  title: 'nginx: age of streams',
  about:
    'nginx checks access when a request begins, so a WebSocket or a download that is open then continues. With the first line in nginx.conf, outside of http, and the second in a cron job, it ends within an hour and a minute.',
  text: 'worker_shutdown_timeout 1m;\n\n0 * * * * root nginx -s reload\n',
};

function traefik(base: string): SetupSection {
  return {
    title: 'Traefik',
    about: 'A middleware for the router of the app.',
    text: `http:
  middlewares:
    bzero:
      forwardAuth:
        address: ${base}/gate
        authResponseHeaders:
          - X-Bzero-User
          - X-Bzero-Identity
`,
  };
}

function caddy(base: string, host: string): SetupSection {
  const { origin, pathname, host: consoleHost } = new URL(base);
  return {
    title: 'Caddy',
    about: 'Replace UPSTREAM with the address of the app.',
    text: `${host} {
  forward_auth ${origin} {
    uri ${pathname}/gate
    header_up Host ${consoleHost}
    copy_headers X-Bzero-User X-Bzero-Identity
  }
  reverse_proxy UPSTREAM {
    # Streams such as WebSockets end after an hour, and the browser connects again.
    stream_timeout 1h
  }
}
`,
  };
}

function identity(keys: string): SetupSection {
  return {
    title: 'User identity',
    about:
      'X-Bzero-User is the email of the user. X-Bzero-Identity is a signed token (JWT, EdDSA) that is valid for one minute, with the origin of the app as its audience. Public keys:',
    text: `${keys}\n`,
  };
}
