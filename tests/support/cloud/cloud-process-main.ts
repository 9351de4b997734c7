import { parseFaultPlan } from '../../../local/cloud/faults/fault-plan.ts';
import { startCloud } from '../../../local/cloud/start-cloud.ts';

// Run as a process of its own: a cloud on the directory and with the fault plan that the arguments name.
const [, , directory = '', faults = '[]'] = process.argv;
const cloud = await startCloud({ directory, ses: { verified: 'all', maxSendRate: 1e6, max24HourSend: -1 } });
cloud.beginRun(parseFaultPlan(faults));
console.log(JSON.stringify(cloud.environment));
// Whoever started this process has gone when its input ends, and then nobody would end it.
process.stdin.on('end', () => process.exit()).resume();
