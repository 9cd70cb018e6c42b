import { environments } from '../src/environments';
import { synthesize } from '../src/synth';
import { write } from '../src/synth/writer';

// What the stock way does, our way: constructs to bytes on disk. No gates, nothing of argocd/, no pages.
write(
  process.cwd(),
  environments.flatMap(environment => synthesize(environment).manifests),
);
