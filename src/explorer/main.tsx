import { render } from 'preact';
import { App } from './app.tsx';
import type { Payload } from './payload.ts';

const data = document.getElementById('data')?.textContent ?? '';
const root = document.getElementById('root');
if (root !== null) {
  root.replaceChildren();
  render(<App payload={JSON.parse(data) as Payload} />, root);
}
