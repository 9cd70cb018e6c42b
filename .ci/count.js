// Counts of a jest report, and, after a second try, of both: `node count.js FIRST [SECOND]` prints passed, failed, skipped,
// and then the files that failed, one a line.
const fs = require('node:fs');

const read = file => {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).testResults;
  } catch {
    // No report: the run itself broke.
    return undefined;
  }
};
const [first, second] = process.argv.slice(2).map(read);
const again = new Set(second?.map(file => file.name));
const files = [...(first ?? []).filter(file => !again.has(file.name)), ...(second ?? [])];
const tests = files.flatMap(file => file.assertionResults);
const count = status => tests.filter(test => test.status === status).length;
// A file that did not get as far as its tests is one failure.
const broken = files.filter(file => file.status === 'failed' && file.assertionResults.length === 0).length;
const failed = count('failed') + broken + (first ? 0 : 1);

console.log(count('passed'), failed, count('pending'));
for (const file of files) if (file.status === 'failed') console.log(file.name);
