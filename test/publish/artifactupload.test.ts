import { expect, test } from 'vitest';
import { Patience } from '../../src/github/patience.ts';
import { Unavailable } from '../../src/github/unavailable.ts';
import { uploadArtifact } from '../../src/publish/artifactupload.ts';

test('a file that another step has removed costs the artifact alone', async () => {
  const uploading = uploadArtifact('x', ['/nowhere/report.json'], '/nowhere', new Patience());
  const error = await uploading.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Unavailable);
  expect(error).toMatchObject({ message: expect.stringMatching(/^a file of the report cannot be read \(ENOENT/) });
});
