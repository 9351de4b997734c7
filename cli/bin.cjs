#!/usr/bin/env node
// Plain JavaScript, so that an older Node than the project's own says what is wrong instead of failing on the first TypeScript file.
require('../scripts/check-node.cjs');

import('./courant.ts');
