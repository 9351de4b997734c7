import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { adaptAssembly } from '../deploy.ts';

/**
 * The project's CDK app for the command line, of which the emulator gets what it can create: so `npx cdk deploy` is typed as anywhere.
 */
const { CDK_OUTDIR: assembly = 'cdk.out' } = process.env;
const app = path.join(process.cwd(), 'infra/app.ts');
const { status } = spawnSync(process.execPath, [app], { stdio: 'inherit' });
if (status === 0) await adaptAssembly(assembly);
process.exitCode = status ?? 1;
