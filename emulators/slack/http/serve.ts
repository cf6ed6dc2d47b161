import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Control } from '../control';
import type { World } from '../world';
import { handleApi, handleResponseUrl } from './api';
import { handleAuthorize } from './authorize';
import type { Bundle } from './bundle';
import { handleClient } from './client';
import { handleControl } from './control';
import { isOurs } from './loopback';
import { send, sendHtml, sendJson } from './respond';
import { shell } from './shell';

/** Routes the requests to the local Slack. */
export async function serve(
  at: { world: World; control: Control; bundle: Bundle },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world, control, bundle } = at;
  const url = new URL(request.url ?? '/', world.url);
  const [, first = '', ...rest] = url.pathname.split('/');
  const path = rest.join('/');
  switch (first) {
    case 'api':
      return handleApi(world, path, url, request, response);
    case 'response':
      return handleResponseUrl(world, path, request, response);
    case 'oauth':
      return handleAuthorize(world, url, request, response);
    case 'control':
      if (!isOurs(request))
        return sendJson(response, { error: 'Only this machine can call this address.' }, 403);
      return handleControl(control, path, request, response);
    case 'client':
      if (!isOurs(request))
        return sendJson(response, { error: 'Only this machine can call this address.' }, 403);
      return handleClient(world, path, url, request, response);
    case 'assets':
      return sendAsset(response, bundle, path);
    case 'favicon.ico':
      return send(response, 204, '');
    default:
      return sendHtml(response, shell);
  }
}

function sendAsset(response: ServerResponse, bundle: Bundle, name: string): void {
  const font = bundle.fonts.get(name);
  if (font) {
    send(response, 200, font, { 'content-type': 'font/woff2', 'cache-control': 'max-age=86400' });
  } else if (name.endsWith('.css')) {
    send(response, 200, bundle.css, { 'content-type': 'text/css; charset=utf-8' });
  } else {
    send(response, 200, bundle.js, { 'content-type': 'text/javascript; charset=utf-8' });
  }
}
