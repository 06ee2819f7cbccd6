// Runs a handler for Node in the way of AWS Lambda: loads it, fetches invocations from the Runtime
// API, gives them to it one at a time, and sends back what it returned or threw.
//
//   node bootstrap.mjs [RUNTIME]
//
// A handler may be async, or call its callback or context.done, succeed or fail; or just return.
// With a callback the answer waits until the event loop is empty, unless the handler says that it
// need not (context.callbackWaitsForEmptyEventLoop).
import fs from 'node:fs';
import http from 'node:http';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';

const PAYLOAD_BYTES_MAX = 6291556;
const EXIT_UNCAUGHT = 129;
const EXIT_UNHANDLED = 128;
// From this version on Lambda takes what a handler returns, async or not, as its answer.
const VERSION_WITHOUT_CALLBACKS = 24;

const { env } = process;
const root = env.LAMBDA_TASK_ROOT;
const require = createRequire(path.join(root, 'x.js'));
const version = Number(/nodejs(\d+)/.exec(env.AWS_EXECUTION_ENV)?.[1] ?? 0);

class RuntimeError extends Error {
  constructor(name, message) {
    super(message);
    this.name = `Runtime.${name}`;
  }
}

// ---- The Runtime API.

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const [host, port] = env.AWS_LAMBDA_RUNTIME_API.split(':');

function call(method, place, body = '', headers = {}) {
  return new Promise((resolve, reject) => {
    const length = { 'Content-Length': Buffer.byteLength(body) };
    const options = { agent, host, port, method, path: `/2018-06-01/runtime/${place}` };
    const request = http.request({ ...options, headers: { ...headers, ...length } }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode, headers: response.headers, body: text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function postError(place, error) {
  const body = JSON.stringify(describe(error));
  return call('POST', place, body, {
    'Content-Type': 'application/json',
    'Lambda-Runtime-Function-Error-Type': error?.name ?? 'Error',
  });
}

// ---- Errors and logs, as Lambda has them.

function isError(value) {
  return util.types.isNativeError(value) ||
    ['name', 'message', 'stack'].every((key) => value?.[key] && typeof value[key] === 'string');
}

function describe(error) {
  if (!isError(error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return { errorType: error.name, errorMessage: error.message, trace: error.stack.split('\n') };
}

function explain(error) {
  if (!isError(error)) return JSON.stringify(error);
  const { name: errorType, message: errorMessage, stack } = error;
  try {
    return JSON.stringify({ errorType, errorMessage, ...error, stack: stack.split('\n') });
  } catch {
    return JSON.stringify(describe(error));
  }
}

let requestId;  // undefined while the handler is loaded: so Lambda prints it.

function log(level, text) {
  process.stdout.write(`${new Date().toISOString()}\t${requestId}\t${level}\t${text}\n`);
}

function patchConsole() {
  const levels = {
    trace: 'TRACE', debug: 'DEBUG', info: 'INFO', log: 'INFO', warn: 'WARN', error: 'ERROR',
  };
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...values) => log(level, util.format(...values));
  }
}

// ---- Endpoints for the AWS SDK of version 2, which does not read them from the environment.

const ENDPOINTS = {
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
  dynamodbstreams: 'AWS_ENDPOINT_URL_DYNAMODB_STREAMS',
  lambda: 'AWS_ENDPOINT_URL_LAMBDA',
};

// Each of the SDK's entrances loads its core, where the configuration of all clients is.
function setEndpointsWhenLoaded() {
  const load = Module._load;
  Module._load = function loadAndSet(request, parent, isMain) {
    const loaded = load.call(this, request, parent, isMain);
    if (/(^|\/)core(\.js)?$/.test(request)) {
      const file = Module._resolveFilename(request, parent);
      // Its parts ask for it while it is being loaded.
      if (/\/aws-sdk\/lib\/core\.js$/.test(file) && Module._cache[file]?.loaded) {
        setEndpoints(loaded.config);
      }
    }
    return loaded;
  };
}

function setEndpoints(config) {
  for (const [service, variable] of Object.entries(ENDPOINTS)) {
    if (env[variable]) config[service] ??= { endpoint: env[variable] };
  }
}

// ---- The handler.

// Whether .js files of a folder are ES modules, by the nearest package.json.
function isModuleFolder(folder) {
  if (folder.endsWith('/node_modules')) return false;
  const file = path.join(folder, 'package.json');
  if (fs.existsSync(file)) {
    try {
      return JSON.parse(fs.readFileSync(file, 'utf8')).type === 'module';
    } catch {
      return false;
    }
  }
  return folder !== '/' && isModuleFolder(path.dirname(folder));
}

async function loadModule(folder, name) {
  const stem = path.resolve(root, folder, name);
  const js = isModuleFolder(path.dirname(stem)) ? 'module' : 'commonjs';
  const kinds = { '': 'commonjs', '.js': js, '.mjs': 'module', '.cjs': 'commonjs' };
  for (const [extension, kind] of Object.entries(kinds)) {
    const file = stem + extension;
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    return kind === 'module' ? import(pathToFileURL(file).href) : require(file);
  }
  return require(require.resolve(name, { paths: [root, path.resolve(root, folder)] }));
}

function translate(error) {
  let name;
  if (error instanceof SyntaxError) name = 'UserCodeSyntaxError';
  if (error?.code === 'MODULE_NOT_FOUND') name = 'ImportModuleError';
  if (!name) return error;
  const translated = new RuntimeError(name, String(error));
  translated.stack = `${translated.name}: ${error.stack}`;
  return translated;
}

async function loadHandler(text) {
  if (text.includes('..')) {
    throw new RuntimeError('MalformedHandlerName', `'${text}' is not a valid handler name. ` +
      'Use absolute paths when specifying root directories in handler names.');
  }
  const base = path.basename(text);
  const dot = base.indexOf('.');
  if (dot < 0) throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  const folder = text.slice(0, text.length - base.length);
  const module = await loadModule(folder, base.slice(0, dot)).catch((error) => {
    throw translate(error);
  });
  const keys = base.slice(dot + 1).split('.');
  const handler = keys.reduce((value, key) => value?.[key], module);
  if (!handler) {
    throw new RuntimeError('HandlerNotFound', `${text} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw new RuntimeError('HandlerNotFound', `${text} is not a function`);
  }
  return handler;
}

// ---- Invocations.

// What is done when the event loop is empty; at most one thing.
let whenEmpty = null;

process.on('beforeExit', () => {
  const action = whenEmpty;
  whenEmpty = null;
  if (action) setImmediate(action);
});

function parseHeader(text) {
  return text ? JSON.parse(text) : undefined;
}

function makeContext(headers) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parseHeader(headers['lambda-runtime-client-context']),
    identity: parseHeader(headers['lambda-runtime-cognito-identity']),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    getRemainingTimeInMillis: () => headers['lambda-runtime-deadline-ms'] - Date.now(),
  };
}

// Resolves with what the handler answers in whichever way, rejects with what it fails with. The
// first word counts.
function run(handler, event, context) {
  return new Promise((resolve, reject) => {
    const settle = (action) => (value) => {
      whenEmpty = null;
      action(value);
    };
    const succeed = settle(resolve);
    const fail = settle(reject);
    context.succeed = succeed;
    context.fail = (error) => fail(error ?? 'handled');
    context.done = (error, value) => (error == null ? succeed(value) : fail(error));
    let called = false;
    const callback = (error, value) => {
      if (called) return;
      called = true;
      if (error != null) fail(error);
      else if (context.callbackWaitsForEmptyEventLoop) whenEmpty = () => succeed(value);
      else succeed(value);
    };

    whenEmpty = () => succeed(null);
    const returned = handler(event, context, callback);
    if (typeof returned?.then === 'function') {
      whenEmpty = () => fail(new RuntimeError('NodeJsExit',
        'The event loop is empty, and the promise of the handler is still pending'));
      returned.then(succeed, fail);
    } else if (version >= VERSION_WITHOUT_CALLBACKS && handler.length < 3) {
      succeed(returned);
    } else if (!called && returned !== undefined && whenEmpty) {
      whenEmpty = () => succeed(returned);
    }
  });
}

function serialize(value) {
  let text;
  try {
    text = JSON.stringify(value);
  } catch {
    throw new Error('Unable to stringify response body');
  }
  // Of an answer that is too large, one byte too many is enough to have it refused.
  return Buffer.from(text ?? 'null').subarray(0, PAYLOAD_BYTES_MAX + 1);
}

async function serve(handler) {
  for (;;) {
    const { status, headers, body } = await call('GET', 'invocation/next');
    if (status !== 200) throw new Error(`There is no next invocation: ${status} ${body}`);
    requestId = headers['lambda-runtime-aws-request-id'];
    const trace = headers['lambda-runtime-trace-id'];
    if (trace) env._X_AMZN_TRACE_ID = trace;
    else delete env._X_AMZN_TRACE_ID;
    const place = `invocation/${requestId}`;
    try {
      const value = await run(handler, JSON.parse(body), makeContext(headers));
      const answer = serialize(value);
      await call('POST', `${place}/response`, answer, { 'Content-Type': 'application/json' });
    } catch (error) {
      log('ERROR', `Invoke Error \t${explain(error)}`);
      await postError(`${place}/error`, error);
    }
  }
}

// ---- What nobody catches ends the process, and with it the invocation, or the loading.

async function end(title, error, status) {
  log('ERROR', `${title} \t${explain(error)}`);
  const place = requestId ? `invocation/${requestId}/error` : 'init/error';
  await postError(place, error).catch(() => {});
  process.exit(status);
}

process.on('uncaughtException', (error) => end('Uncaught Exception', error, EXIT_UNCAUGHT));
process.on('unhandledRejection', (reason) => {
  const error = new RuntimeError('UnhandledPromiseRejection', String(reason));
  error.reason = reason;
  end('Unhandled Promise Rejection', error, EXIT_UNHANDLED);
});

const [announced] = process.argv.splice(2);
if (announced) {
  const name = `node ${process.version} (${process.execPath})`;
  process.stdout.write(`The runtime ${announced} is run by ${name}\n`);
}
patchConsole();
setEndpointsWhenLoaded();
try {
  serve(await loadHandler(env._HANDLER)).catch((error) => {
    // The server is gone, or refuses to talk: there is nobody to tell.
    process.stderr.write(`${error}\n`);
    process.exit(1);
  });
} catch (error) {
  await end('Uncaught Exception', error, EXIT_UNCAUGHT);
}
