"""Runs a handler for Python in the way of AWS Lambda: loads it, fetches invocations from the
Runtime API, gives them to it one at a time, and sends back what it returned or raised.

    python3 bootstrap.py [RUNTIME]
"""

import decimal
import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

PAYLOAD_BYTES_MAX = 6291556
# From this version on botocore reads these variables itself.
BOTOCORE_WITH_ENDPOINTS = (1, 31)
ENDPOINTS = {
    "dynamodb": "AWS_ENDPOINT_URL_DYNAMODB",
    "dynamodbstreams": "AWS_ENDPOINT_URL_DYNAMODB_STREAMS",
    "lambda": "AWS_ENDPOINT_URL_LAMBDA",
}


class Fault(Exception):
    """A failure that Lambda has a name for."""

    def __init__(self, kind, message, trace=()):
        super().__init__(message)
        self.kind = "Runtime." + kind
        self.trace = list(trace)


# ---- The Runtime API.


class RuntimeApi:
    def __init__(self, address):
        self._connection = http.client.HTTPConnection(address)

    def _call(self, method, place, body=None, headers=()):
        self._connection.request(method, "/2018-06-01/runtime/" + place, body, dict(headers))
        response = self._connection.getresponse()
        return response, response.read()

    def next(self):
        response, body = self._call("GET", "invocation/next")
        if response.status != http.HTTPStatus.OK:
            raise RuntimeError(f"There is no next invocation: {response.status} {body.decode()}")
        return response.headers, body

    def post_response(self, request_id, body):
        headers = {"Content-Type": "application/json"}
        self._call("POST", f"invocation/{request_id}/response", body, headers)

    def post_error(self, place, error):
        headers = {
            "Content-Type": "application/json",
            "Lambda-Runtime-Function-Error-Type": error["errorType"],
        }
        self._call("POST", place, to_json(error).encode(), headers)


def encode(value):
    """Numbers of DynamoDB's are decimals."""
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def to_json(value):
    return json.dumps(value, default=encode)


# ---- Errors and logs, as Lambda has them.


def describe(error, request_id=""):
    if isinstance(error, Fault):
        kind, trace = error.kind, error.trace
    else:
        kind = type(error).__name__
        frames = traceback.extract_tb(error.__traceback__)
        # What called the handler is not the handler's.
        while frames and frames[0].filename == __file__:
            del frames[0]
        trace = traceback.format_list(frames)
    return {
        "errorMessage": str(error),
        "errorType": kind,
        "requestId": request_id,
        "stackTrace": trace,
    }


def log_error(error):
    lines = [f"[ERROR] {error['errorType']}: {error['errorMessage']}"]
    lines.append("Traceback (most recent call last):")
    lines += [line.rstrip("\n") for line in error["stackTrace"]]
    print("\n".join(lines), flush=True)


class CurrentRequest(logging.Filter):
    """Lets lines of `logging` name the request that they belong to."""

    request_id = ""

    def filter(self, record):
        record.aws_request_id = self.request_id
        return True


def set_up_logging():
    logging.Formatter.converter = time.gmtime
    line = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s"
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter(line, "%Y-%m-%dT%H:%M:%S"))
    current = CurrentRequest()
    handler.addFilter(current)
    logging.getLogger().addHandler(handler)
    return current


# ---- Endpoints for a botocore that is too old to read them from the environment.


class EndpointFinder:
    """Finds botocore.session as others do, and changes it when it has been loaded."""

    @staticmethod
    def find_spec(name, paths, target=None):
        if name != "botocore.session":
            return None
        for finder in sys.meta_path:
            if finder is EndpointFinder:
                continue
            spec = finder.find_spec(name, paths, target)
            if spec is not None:
                load = spec.loader.exec_module

                def exec_module(module):
                    load(module)
                    set_endpoints(module)

                spec.loader.exec_module = exec_module
                return spec
        return None


def set_endpoints(module):
    version = sys.modules["botocore"].__version__.split(".")
    if tuple(int(part) for part in version[:2]) >= BOTOCORE_WITH_ENDPOINTS:
        return
    original = module.Session.create_client

    def create_client(self, service_name, *arguments, **options):
        # Five may follow by position, of which the endpoint is the last.
        if service_name in ENDPOINTS and len(arguments) < 5:
            given = options.get("endpoint_url")
            options["endpoint_url"] = given or os.environ.get(ENDPOINTS[service_name])
        return original(self, service_name, *arguments, **options)

    module.Session.create_client = create_client


# ---- The handler.


def load_handler(text):
    module_name, dot, name = text.rpartition(".")
    if not dot:
        reason = "not enough values to unpack (expected 2, got 1)"
        raise Fault("MalformedHandlerName", f"Bad handler '{text}': {reason}")
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault("BuiltInModuleConflict",
                    f"Cannot use built-in module {module_name} as a handler module")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Fault("ImportModuleError",
                    f"Unable to import module '{module_name}': {error}") from error
    except SyntaxError as error:
        place = f'  File "{error.filename}" Line {error.lineno}\n    {error.text}'
        raise Fault("UserCodeSyntaxError",
                    f"Syntax error in module '{module_name}': {error}", [place]) from error
    if not hasattr(module, name):
        raise Fault("HandlerNotFound", f"Handler '{name}' missing on module '{module_name}'")
    return getattr(module, name)


class Fields:
    """An object with attributes, None where `values` has nothing."""

    def __init__(self, names, values):
        for name in names:
            setattr(self, name, values.get(name))


def client_context(text):
    if not text:
        return None
    context = Fields(("custom", "env", "client"), json.loads(text))
    if context.client is not None:
        names = ("installation_id", "app_title", "app_version_name", "app_version_code",
                 "app_package_name")
        context.client = Fields(names, context.client)
    return context


class Context:
    def __init__(self, headers):
        environment = os.environ
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.function_name = environment["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = environment["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = environment["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = environment["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.invoked_function_arn = headers.get("Lambda-Runtime-Invoked-Function-Arn")
        self.client_context = client_context(headers.get("Lambda-Runtime-Client-Context"))
        self.identity = Fields(("cognito_identity_id", "cognito_identity_pool_id"), {})
        self.tenant_id = None
        self._deadline_ms = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


# ---- Invocations.


def run(handler, body, context):
    """The answer as bytes."""
    try:
        event = json.loads(body)
    except ValueError as error:
        raise Fault("UnmarshalError", f"Unable to unmarshal input: {error}") from error
    value = handler(event, context)
    try:
        answer = to_json(value).encode()
    except (TypeError, ValueError) as error:
        raise Fault("MarshalError", f"Unable to marshal response: {error}") from error
    # Of one that is too large, one byte too many is enough to have it refused.
    return answer[:PAYLOAD_BYTES_MAX + 1]


def set_trace(trace):
    if trace:
        os.environ["_X_AMZN_TRACE_ID"] = trace
    else:
        os.environ.pop("_X_AMZN_TRACE_ID", None)


def serve(api, handler, current):
    while True:
        headers, body = api.next()
        request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        current.request_id = request_id
        set_trace(headers.get("Lambda-Runtime-Trace-Id"))
        try:
            answer = run(handler, body, Context(headers))
        except Exception as error:
            described = describe(error, request_id)
            log_error(described)
            api.post_error(f"invocation/{request_id}/error", described)
        else:
            sys.stdout.flush()
            api.post_response(request_id, answer)


def main():
    announced = sys.argv[1:]
    del sys.argv[1:]
    # Lines appear as they are written, in the order in which they are.
    sys.stdout.reconfigure(line_buffering=True)
    if announced:
        version = sys.version.split()[0]
        print(f"The runtime {announced[0]} is run by python {version} ({sys.executable})")
    # In place of this file's own folder.
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    sys.meta_path.insert(0, EndpointFinder)
    current = set_up_logging()
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except Exception as error:
        described = describe(error)
        log_error(described)
        api.post_error("init/error", described)
        sys.exit(1)
    serve(api, handler, current)


main()
