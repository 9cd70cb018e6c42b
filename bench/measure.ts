import { writeSync } from 'node:fs';

// Loaded before a measured program: tells on file descriptor 3 what the process used, when it ends.
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ mebibytes: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1_000_000 }));
});
