import { deliver, files } from '../src/delivery';
import { environments } from '../src/environments';
import { rules } from '../src/gates';
import { check } from '../src/gates/check';
import { write } from '../src/synth/writer';
import { copies } from './copies';

// Garam's own way, whole: model, all gates, all files, the atomic writer.
const [count = '1', folder = ''] = process.argv.slice(2);
const model = deliver(copies(environments, Number(count)));
const { findings } = check(model, rules);
if (findings.length > 0) throw new Error(`${findings.length} findings: ${findings[0]?.message}`);
write(folder, files(model));
console.log(JSON.stringify({ kibibytes: process.resourceUsage().maxRSS }));
