// Not run: it must compile, strictly, against the package's types.
import { Stator, StatorError, binary, start, type StartOptions } from 'stator';
import 'stator/jest';

const options: StartOptions = { port: 0, data: 'data', args: ['--transition-ms', '5'] };
const server: Stator = await start(options);
const numbers: number[] = [server.port, server.pid, await server.clock.advance(3600)];
numbers.push(await server.clock.set(new Date()), await server.clock.set(1_800_000_000));
const texts: string[] = [server.url, server.endpoint, binary];
const mark: string = await server.mark();
numbers.push((await server.drain()).invocations);
await server.rollShards('Items');
try {
  await server.rewind(mark);
  await server.release(mark);
} catch (error) {
  if (error instanceof StatorError) texts.push(error.message, error.code ?? '');
}
// @ts-expect-error: a mark is named by a string.
await server.rewind(1);
// @ts-expect-error: there is no such option.
await start({ prot: 1 });
await stator.stop();
export { numbers, texts };
