// @ts-check
// Bundles the browser's half of report.html into one script.
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { inAscii } from './ascii.mjs';

/**
 * @param {string} root of the project
 * @returns {Promise<{ script: string, modules: string[] }>} a classic script, and the files that it is made of
 */
export async function bundleExplorer(root) {
  const bundler = await rolldown({
    input: join(root, 'src/explorer/main.tsx'),
    cwd: root,
    platform: 'browser',
    tsconfig: join(root, 'tsconfig.json'),
    transform: { target: 'es2022', define: { 'process.env.NODE_ENV': '"production"' } },
  });
  const { output } = await bundler.generate({ format: 'iife', minify: true });
  await bundler.close();
  const [{ code, modules }, ...others] = output;
  if (others.length > 0) throw new Error(`expected one script, found ${output.length} files`);
  // It stands in a script element, which this would end.
  if (/<\/script|<!--/i.test(code)) throw new Error('the script of report.html holds </script or <!--');
  return { script: inAscii(code), modules: Object.keys(modules) };
}
