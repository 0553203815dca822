import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { clients } from '../interop/clients.ts';
import { driverFolderOf, folderOf } from '../interop/interop-client.ts';
import { clientNotes } from './client-notes.ts';

const drivers = join(import.meta.dirname, '..', 'interop', 'clients');

const introduction = `# Pointing clients at the sandbox

Made by \`npm run docs\` from the programs in \`tools/interop/clients/\`, which \`npm run interop\` runs; what it saw is in
[sandbox.md](../sandbox.md#clients-that-were-not-written-here). Any api_id above 0 and any api_hash will do.
The first block of each has the imports and constants of the whole program, some of which the next ones do not need.`;

const languages: Readonly<Record<string, string>> = { '.py': 'python', '.mjs': 'js', '.go': 'go', '.rs': 'rust' };

/** docs/sandbox/clients.md, whole. */
export function sandboxClientsPage(): string {
  const sections = clients.map((client) => {
    const folder = driverFolderOf(client);
    const file = readdirSync(join(drivers, folder)).find((name) => extname(name) in languages) ?? '';
    const source = readFileSync(join(drivers, folder, file), 'utf8');
    const fence = `\`\`\`${languages[extname(file)] ?? ''}`;
    const snippets = snippetsOf(source, folderOf(client)).map((snippet) => `${fence}\n${snippet}\n\`\`\``);
    const whole = `The whole program: [${file}](../../tools/interop/clients/${folder}/${file}).`;
    const version = `${client.registry}: \`${client.package}\` ${client.version}.`;
    return [`## ${client.name}`, `${version} ${clientNotes[folderOf(client)] ?? ''}`, ...snippets, whole].join('\n\n');
  });
  return [introduction, ...sections].join('\n\n').concat('\n');
}

const folders = clients.map((client) => folderOf(client));

/**
 * What stands between `begin:` and `end:` comments, without the indentation that all its lines have. A client's driver may be
 * another's as well: what is named after a client is that one's alone.
 */
export function snippetsOf(source: string, folder: string): string[] {
  const found = [...source.matchAll(/^[ \t]*(?:#|\/\/) begin: (\w+)\n([^]*?)^[ \t]*(?:#|\/\/) end: \1$/gm)];
  const own = found.filter(([, name = '']) => name === folder || !folders.includes(name));
  return own.map(([, , text = '']) => {
    const lines = text.trimEnd().split('\n');
    const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
    return lines.map((line) => line.slice(Math.min(...indents))).join('\n');
  });
}
