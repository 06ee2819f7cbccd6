"""Where Stator and a peer differ on purpose: who is right, and why. An entry that no case of the
default seed meets any more is stale, and fails the test.

Besides these, a difference needs no entry where the other peer answers as Stator does, nor where
all refuse a request and each names another fault.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """Both answers as comparison.describe prints them; regular expressions, searched for."""

    name: str
    why: str
    ours: str = ""
    theirs: str = ""
    operations: str = ""  # Separated by blanks; empty: any.
    request: str = ""
    peer: str = ""  # Empty: both.

    def explains(self, peer, operation, request, ours, theirs):
        return (self.peer in ("", peer)
                and (not self.operations or operation in self.operations.split())
                and re.search(self.ours, ours, re.S) is not None
                and re.search(self.theirs, theirs, re.S) is not None
                and re.search(self.request, request, re.S) is not None)


# Stator is right in all of them.
DIFFERENCES = (
    # Shapes.
    Difference(
        "a peer's own parser of JSON",
        "serde's words for a member of the wrong type reach the client; the service's are others, "
        "and "
        "often it takes the member or finds another fault first",
        theirs=r"at line \d+ column \d+|invalid type: |missing field", peer="dynoxide"),
    Difference(
        "an array as a body",
        "the service expects an object; the peers take what is no object for one without members, "
        "or "
        "an array for its members in order",
        ours="SerializationException: Unexpected field type", request=r"^\s*(\[|\"|\d|true|false)"),
    Difference(
        "true as a text",
        "the service takes \"true\" for a truth value; the peer takes it for another",
        request=r'"NULL": "true"', theirs="must have the value of true", peer="dynoxide"),
    Difference(
        "integers beyond 32 bits",
        "a number that does not fit is cut to what fits, as Java's parsers do",
        ours="Value '2147483647' at 'limit'"),
    Difference(
        "several members of a wrong type",
        "the service reads the body once, so the first in the text is told; the peers go by their "
        "own "
        "order of members",
        ours="SerializationException: ", theirs="SerializationException: |ValidationException: "),
    # Expressions.
    Difference(
        "a peer's own parser of expressions",
        "the service names the token and what is near it; the peer does so in part only, and finds "
        "faults in another order",
        ours=r"Invalid \w+Expression: ", peer="dynoxide",
        theirs=r"Expected |Syntax error; token: |Unexpected |reserved keyword|Invalid function name"
               r"|Incorrect operand type|Incorrect number of operands|paths (overlap|conflict)"),
    Difference(
        "a peer's own parser of expressions, too",
        "the service names the token and what is near it; the peer says what its grammar expected",
        ours=r"Invalid \w+Expression: ", theirs="Syntax error; Expected ", peer="dynalite"),
    Difference(
        "an expression is read before it is used",
        "the peer finds faults of conditions when it evaluates them, if at all, and so without "
        "the name "
        "of the expression",
        ours=r"Invalid (Condition|Filter|KeyCondition)Expression: ", peer="dynoxide",
        theirs=r"^200|unused in expressions|Filter Expression can only|ConditionalCheckFailed"
               r"|: An expression attribute (name|value) used|ResourceNotFound"),
    Difference(
        "order of values without order",
        "the service refuses an ordering comparison of a literal that has no order before it reads "
        "anything; the peers evaluate it",
        ours=r"Incorrect operand type .*: (<|<=|>|>=|BETWEEN), operand type: "
             r"(SS|NS|BS|L|M|BOOL|NULL)$"),
    Difference(
        "bounds of unlike types",
        "BETWEEN needs bounds of one type, which shows before anything is read",
        ours="The BETWEEN operator requires"),
    Difference(
        "too many operators",
        "the limit of 300 is of the text, so it is held before names and values are counted",
        ours="contains too many operators"),
    Difference(
        "a name that begins with an underscore",
        "the Developer Guide has names begin with a letter; others need a placeholder",
        ours=r'Syntax error; token: "_", near'),
    Difference(
        "length of a placeholder",
        "the Developer Guide allows 255 bytes with the # or : of a placeholder; the peers know no "
        "limit",
        ours=r"contains invalid key: Syntax error; key: \"[#:](n|v){255}\"$"),
    Difference(
        "characters of a placeholder",
        "a placeholder is # or : and letters, digits and underscores; the peer takes any text "
        "behind it",
        ours=r"contains invalid key: Syntax error; key: ", theirs="unused in expressions|not "
                                                                  "defined",
        peer="dynoxide"),
    # Values.
    Difference(
        "numbers with a plus sign",
        "numbers are Java's decimals, which may begin with a plus sign or end with a point",
        theirs=r"cannot be converted to a numeric value: (\+|\.5|5\.)", peer="dynalite"),
    Difference(
        "values of expressions by name",
        "a defect of a value in ExpressionAttributeValues is told with the name of the value",
        ours="ExpressionAttributeValues contains invalid value: ", peer="dynoxide"),
    Difference(
        "values before other checks",
        "Stator looks at values when it reads them, and so before it looks at expressions; with "
        "two "
        "faults in one request another may be named",
        ours="ExpressionAttributeValues contains invalid value: |Supplied AttributeValue"
             "|numeric value|may not have a null|contains duplicates|may not be empty|should not "
             "be empty"),
    Difference(
        "nesting of keys",
        "a value nested too deeply is refused wherever it stands",
        ours="Nesting Levels have exceeded"),
    # Requests on items.
    Difference(
        "values of ReturnValuesOnConditionCheckFailure",
        "the member has an enum as the others have; the peers take any text",
        ours="at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must "
             "satisfy enum"),
    Difference(
        "an update that only removes",
        "an update without SET or ADD does not create the item that it does not find",
        operations="GetItem", ours=r"^200 \.Item: absent",
        theirs=r'^200 \.Item: \{"pk": [^,]*(, "sk": [^,]*)?\}$'),
    Difference(
        "what an update that only removes returns",
        "an update without SET or ADD does not create the item that it does not find, and removes "
        "nothing from a path that leads nowhere in it",
        operations="UpdateItem", request="REMOVE|Remove|DELETE", ours=r"^200"),
    Difference(
        "a path that leads nowhere",
        "removing from what is not there, or is no list or map, is refused; the peer does nothing",
        operations="UpdateItem", ours="invalid for update", theirs="^200", peer="dynoxide"),
    Difference(
        "sums of more than 38 digits",
        "a result of more than 38 digits is refused, not rounded; values are computed before "
        "paths are "
        "followed",
        operations="UpdateItem", ours="Attempting to store more than 38 significant digits"),
    Difference(
        "the old values of a path",
        "UPDATED_OLD returns what stood at the paths of the update, not what stood beside them",
        operations="UpdateItem", ours=r"^200 \.Attributes\.", theirs=r"^200 \.Attributes\.",
        request="UPDATED_OLD|UPDATED_NEW", peer="dynoxide"),
    # Query and Scan.
    Difference(
        "start keys are checked",
        "a start key of another partition, or outside the condition on the sort key, is refused; "
        "the "
        "peer begins where such a key would stand",
        operations="Query", ours="starting key|can return at most one row", theirs="^200",
        peer="dynoxide"),
    Difference(
        "how many items begin with a text",
        "the peer looks at one more than there are",
        operations="Query", request="begins_with", ours=r"^200 \.ScannedCount", peer="dynoxide"),
    Difference(
        "a start key in a table without sort keys",
        "behind the one item of the partition there is none; the peer ignores the key",
        operations="Query", request="RangeSolo.*ExclusiveStartKey",
        ours=r"^200 \.(Scanned)?Count: 0",
        peer="dynoxide"),
    Difference(
        "the least that a Query consumes",
        "a request that reads nothing consumes half a unit, or one if consistent",
        ours=r"CapacityUnits: (0\.5|1)", theirs=r"CapacityUnits: 0$", peer="dynalite"),
    Difference(
        "type of a key condition's value",
        "the value has the type of the attribute; one peer ignores the condition, the other "
        "speaks of "
        "the comparison operators of old",
        ours="Condition parameter type does not match schema type"),
    Difference(
        "members of Scan together",
        "all violations of members stand in one message, before the segments are held against each "
        "other",
        operations="Scan", ours="at '(totalS|s)egments?' failed to satisfy"),
    Difference(
        "an empty value in a start key",
        "it is told as other faults of start keys are, in the words of June 2026",
        operations="Query", ours="starting key is invalid: .*cannot contain an empty",
        theirs="cannot contain an empty", peer="dynalite"),
    Difference(
        "what is missing equals nothing",
        "a comparison with an attribute that is not there is false; the peer finds two such equal",
        ours="ConditionalCheckFailed", theirs="^200", peer="dynalite"),
    # Tables.
    Difference(
        "members of table requests",
        "all violations of members stand in one message, those of tags, definitions and classes "
        "too; "
        "the peers check some of them later or never",
        operations="CreateTable UpdateTable",
        ours=r"at '(tags|attributeDefinitions|keySchema|tableClass|sSESpecification)"),
    Difference(
        "settings of encryption",
        "AES256 is not offered for tables, and a key needs encryption; the peers take any setting",
        operations="CreateTable UpdateTable",
        ours="SSEType AES256|KMSMasterKeyId and SSEType|SSEDescription"),
    Difference(
        "on-demand limits",
        "the peers know nothing of them, or hold them against other bounds",
        operations="CreateTable UpdateTable DescribeTable",
        ours="OnDemandThroughput", theirs=""),
    Difference(
        "on-demand limits that the peer refuses",
        "no upper bound is documented",
        operations="CreateTable UpdateTable", ours="^200", theirs="OnDemandThroughput for table "
                                                                  "is outside"),
    Difference(
        "class of a table",
        "the peers know nothing of classes, or of when they changed",
        operations="CreateTable UpdateTable DescribeTable",
        ours=r"\.TableClassSummary|\.LastDecrease"),
    Difference(
        "protection against deletion",
        "the peer knows nothing of it",
        operations="CreateTable UpdateTable DeleteTable",
        ours="DeletionProtectionEnabled|deletion protection",
        peer="dynalite"),
    Difference(
        "tags of the system",
        "tags that begin with aws: are the system's; the peers take them",
        operations="CreateTable", ours="Tag keys starting with 'aws:'"),
    Difference(
        "what there is to update",
        "encryption, class, protection and limits are changes, too",
        operations="UpdateTable", theirs="At least one of ProvisionedThroughput"),
    Difference(
        "warm throughput",
        "every table describes it; the peers know nothing of it",
        operations="CreateTable UpdateTable DescribeTable DeleteTable", ours="WarmThroughput"),
)
