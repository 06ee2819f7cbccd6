"""Where Stator and a peer differ on purpose: who is right, and why. An entry that no case of the
default seed meets any more is stale, and fails the test, unless it is known to be rare.

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
    rare: bool = False  # Met by few seeds, and so never called stale.

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
        "serde's words for a member of the wrong type reach the client; the service's are "
        "others, and often it takes the member or finds another fault first",
        theirs=r"at line \d+ column \d+|invalid type: |missing field", peer="dynoxide"),
    Difference(
        "an array as a body",
        "the service expects an object; the peers take what is no object for one without "
        "members, or an array for its members in order",
        ours="SerializationException: Unexpected field type", request=r"^\s*(\[|\"|\d|true|false)"),
    Difference(
        "true as a text",
        "the service takes any text but \"false\" for true, as Java does; the peer takes none",
        request=r'"NULL": "', theirs="must have the value of true", peer="dynoxide"),
    Difference(
        "integers beyond 32 bits",
        "a number that does not fit is cut to what fits, as Java's parsers do",
        ours="Value '2147483647' at 'limit'"),
    Difference(
        "several members of a wrong type",
        "the service reads the body once, so the first in the text is told; the peers go by "
        "their own order of members",
        ours="SerializationException: ", theirs="SerializationException: |ValidationException: "),
    Difference(
        "what is no text or truth value",
        "it is refused wherever it stands; the peer passes over members that it does not know",
        ours="(NUMBER|NULL)_VALUE cannot be converted to", theirs="^200", peer="dynalite",
        rare=True),
    # Expressions.
    Difference(
        "which pair of paths conflicts",
        "the first pair in the text is told, as it is of paths that overlap; one peer tells the "
        "last, the other sees no conflict",
        ours="Two document paths conflict", theirs="Two document paths conflict|^200", rare=True),
    Difference(
        "indexes of lists beyond 32 bits",
        "the service says that they are out of range; the peers find nothing there",
        ours="List index is not within the allowable range", rare=True),
    Difference(
        "indexes of lists that begin with 0",
        "an index is 0 or has no 0 before it; the peers take more",
        ours=r'Syntax error; token: "\d+", near: "0\d+', rare=True),
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
        theirs="Syntax error; Expected ", peer="dynalite"),
    Difference(
        "what the peer does not parse",
        "operands and conditions may stand in parentheses, and NOT before NOT; the peer refuses "
        "them, or makes that a reason of a cancelled transaction",
        peer="dynoxide", request=r"\(|NOT", ours="^200|ConditionalCheckFailed|Consistent reads",
        theirs=r"Expression: Expected |Unexpected token in|\[.*ValidationError.*\]", rare=True),
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
        "Stator looks at values before it parses expressions; with two faults in one request "
        "another may be named",
        ours="ExpressionAttributeValues contains invalid value: |Supplied AttributeValue"
             "|numeric value|may not have a null|contains duplicates|may not be empty|should not "
             "be empty"),
    Difference(
        "empty names",
        "the Developer Guide has names of at least one character; the peers take empty ones",
        ours="Empty attribute name"),
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
        "values before paths",
        "the operands of an update are found and computed before its paths are followed",
        operations="UpdateItem TransactWriteItems ExecuteStatement ExecuteTransaction",
        ours="refers to an attribute that does not exist", theirs="path provided in the update",
        peer="dynoxide"),
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
    Difference(
        "an element beyond the end of a list",
        "it is added at the end, and not found at its path; one peer fills the gap with nulls, the "
        "other returns an empty map",
        operations="UpdateItem", request=r"UPDATED_(OLD|NEW)", ours=r"^200 \.Attributes: absent",
        theirs=r'^200 \.Attributes: ({}$|{"l": {"L": )', rare=True),
    Difference(
        "what stands beyond the end of a list",
        "an element that is set there is added at the end; the peer fills the gap with nulls",
        operations="GetItem UpdateItem", peer="dynoxide",
        ours=r"^200 \.(Item|Attributes)\.\w+\.L: ",
        theirs=r'({"NULL": true}, ){2}', rare=True),
    Difference(
        "an update of what it copies",
        "an update computes with the item as it was; in the peer two attributes that were one "
        "value change together",
        operations="GetItem", peer="dynalite", ours=r"^200 \.Item\.\w+\.[LM][.\[]",
        theirs=r"^200 \.Item\.\w+\.[LM][.\[]", rare=True),
    Difference(
        "what is missing is unlike anything",
        "<> is true where an operand is not there, or has no size; for the peer it is false",
        request="<>", ours="^200|invalid for update", theirs="ConditionalCheckFailed",
        peer="dynalite", rare=True),
    Difference(
        "what a deletion returns needs no table",
        "ALL_OLD and NONE are all that it may return, whatever the table; the peers look for the "
        "table first",
        operations="DeleteItem", ours=r"enum value set: \[ALL_OLD, NONE\]",
        theirs="ResourceNotFound|does not match the schema", rare=True),
    # Query and Scan.
    Difference(
        "start keys are checked",
        "a start key of another partition, or outside the condition on the sort key, is "
        "refused; the peer begins where such a key would stand",
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
        "a segment of no number",
        "the segments of a Scan are held against each other before placeholders are looked at; the "
        "peers do so for TotalSegments alone first",
        operations="Scan", ours="TotalSegments parameter is required", rare=True,
        theirs="ExpressionAttribute(Names|Values) (must not be empty|contains invalid key)"),
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
        "a start key that is too long",
        "it is told as other faults of start keys are, in the words of June 2026",
        operations="Query Scan", ours="starting key is invalid: .*has exceeded the",
        theirs="has exceeded the", peer="dynalite", rare=True),
    Difference(
        "what is missing equals nothing",
        "a comparison with an attribute that is not there is false; the peer finds two such equal",
        ours="ConditionalCheckFailed", theirs="^200", peer="dynalite"),
    # Tables.
    Difference(
        "members of table requests",
        "all violations of members stand in one message, those of tags, definitions and classes "
        "too; the peers check some of them later or never",
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
        operations="CreateTable TagResource UntagResource", ours="Tag keys starting with 'aws:'"),
    Difference(
        "characters of tags",
        "keys and values of tags have letters, digits, spaces and a few others; the peers take all",
        operations="CreateTable TagResource", ours="Tag (key|value) can only contain", rare=True),
    Difference(
        "members of tags and of time to live",
        "all violations of members stand in one message; the peers check some of them later or "
        "never",
        operations="TagResource UntagResource UpdateTimeToLive",
        ours=r"validation errors? detected: .* at '(tags|tagKeys|timeToLive|tableName)"),
    Difference(
        "time to live that is as asked for",
        "what does not change anything, or another attribute than the one that is on, is refused",
        operations="UpdateTimeToLive", ours="TimeToLive is (already|active on)",
        theirs="^200|TimeToLive is already enabled with", peer="dynoxide"),
    Difference(
        "time to live that is being changed",
        "its state says so for as long as its index is filled; the peer has none",
        operations="DescribeTimeToLive", ours='Status: "(EN|DIS)ABLING"', rare=True),
    Difference(
        "what an update begins",
        "UpdateTable answers with the states and the throughput of the beginning; the peers with "
        "those of the end",
        operations="UpdateTable", theirs=r"^200 \.TableDescription",
        ours=r'^200 \.TableDescription\.(TableStatus: "UPDATING"|GlobalSecondaryIndexes'
             r'(\[\d\]\.(Backfilling|IndexStatus)|: .*"(CREATING|DELETING)")'
             r"|(GlobalSecondaryIndexes\[\d\]\.)?ProvisionedThroughput\.)"),
    Difference(
        "definitions behind an update",
        "a table has the definitions that its keys need, those of a new index among them; the "
        "peer keeps those it began with",
        operations="UpdateTable", ours=r"^200 \.TableDescription\.AttributeDefinitions",
        theirs=r"^200 \.TableDescription\.AttributeDefinitions", peer="dynalite"),
    Difference(
        "the mode of a table that was on demand",
        "its summary goes on telling the mode; the peer leaves it out",
        operations="UpdateTable", ours=r"^200 \.TableDescription\.BillingModeSummary: {}",
        theirs="BillingModeSummary: absent", peer="dynoxide"),
    Difference(
        "what there is to update",
        "encryption, class, protection and limits are changes, too",
        operations="UpdateTable", theirs="At least one of ProvisionedThroughput"),
    # Secondary indexes.
    Difference(
        "what an index does not project",
        "a global index refuses to give attributes that it does not hold, and every index to "
        "filter by them; the peers take them for absent, or name them twice",
        ours=r"index \w+ does not project ",
        theirs=r"^200|is not valid for|does not project \["),
    Difference(
        "fetching from the table",
        "a local index fetches what it does not hold, and the fetches are charged; the peers take "
        "it for absent",
        operations="Query Scan", request='"IndexName": "Local',
        ours=r"^200 \.(Items|Consumed|Count)",
        theirs=r"^200 \."),
    Difference(
        "units of an index",
        "units are told index by index, and a consistent read of a local one costs twice as much; "
        "the peers do so for some operations only",
        request="ReturnConsumedCapacity", ours=r"^200 \.ConsumedCapacity",
        theirs=r"^200 \.ConsumedCapacity"),
    Difference(
        "length of an index's key",
        "the limits of lengths hold for keys of indexes too; the peers take any length",
        ours="Aggregated size of all (hash|range) keys has exceeded|Size of hashkey",
        theirs="^200"),
    Difference(
        "the old values of an item that was not there",
        "there are none; the peer returns the key",
        operations="UpdateItem", request='"ALL_OLD"', ours=r"^200 \.Attributes: absent",
        theirs=r'^200 \.Attributes: \{"pk"', peer="dynoxide"),
    Difference(
        "empty values in the start key of an index",
        "they are refused as elsewhere, in the words of June 2026",
        operations="Query Scan", request="ExclusiveStartKey",
        ours="values are not valid. The AttributeValue for a key attribute cannot contain an empty",
        theirs="^200|cannot contain an empty|outside query boundaries", rare=True),
    Difference(
        "key conditions in any order",
        "the condition on the sort key may stand first; the peer does not find the other then",
        operations="Query", ours="^200|does not project", theirs="missed key schema element",
        peer="dynoxide", rare=True),
    Difference(
        "members of indexes",
        "all violations of members stand in one message; the peers check projections late or never",
        operations="CreateTable UpdateTable",
        ours=r"validation errors? detected: .* at '(local|global)SecondaryIndex"),
    Difference(
        "throughput of an index",
        "an index of a provisioned table needs throughput of its own; the peers take it without",
        operations="CreateTable UpdateTable",
        ours="ProvisionedThroughput must be specified for index|out of bounds for index"),
    Difference(
        "throughput of an index on demand",
        "it has none to be updated; the peers look for the index first, or take it",
        operations="UpdateTable", ours="ProvisionedThroughput should not be specified for index"),
    Difference(
        "throughput of a new index",
        "an index of a table on demand has none; the peer requires it of every one",
        operations="UpdateTable", peer="dynalite",
        theirs=r"Value null at 'globalSecondaryIndexUpdates.\d.member.create.provisionedThrough"),
    Difference(
        "another type of an attribute",
        "definitions of one attribute agree with each other; the peers take the later one, or find "
        "another fault first",
        operations="UpdateTable", ours="The type of attribute .* differs from that of its"),
    Difference(
        "one index at a time",
        "no more than one is made or deleted by a call",
        operations="UpdateTable", ours="Only 1 online index"),
    Difference(
        "keys of several attributes",
        "the key of a global index has up to eight attributes since November 2025",
        operations="CreateTable UpdateTable",
        theirs=r"keySchema' failed to satisfy constraint: .* less than or equal to 2"),
    Difference(
        "definitions of a new index",
        "a request that makes an index defines its keys; one peer looks at the projection first, "
        "the other takes what the table has",
        operations="UpdateTable", ours="Some index key attributes are not defined", rare=True),
    Difference(
        "several actions in one",
        "an update of an index is one action, which is told before its table is looked for",
        operations="UpdateTable", ours="Only one of GlobalSecondaryIndexUpdate", rare=True),
    Difference(
        "tags that are named twice",
        "no key may stand twice; the peers take the last",
        operations="CreateTable TagResource", ours="Duplicate tag key"),
    # Transactions.
    Difference(
        "faults of expressions in transactions",
        "what is malformed is refused as in a single write; the peer makes it a reason for which "
        "the transaction was cancelled, or does not look at it",
        operations="TransactWriteItems TransactGetItems", peer="dynoxide",
        ours="ValidationException: (Invalid |ExpressionAttribute|Value provided)|contain an empty"),
    Difference(
        "members of transactions",
        "all violations of members stand in one message, with the place of each; the peer tells "
        "other faults first, or the member alone",
        operations="TransactWriteItems TransactGetItems", peer="dynoxide",
        ours=r"validation errors? detected: .* at '"),
    Difference(
        "all reasons",
        "each action says why it cannot be done; the peer stops at the first",
        operations="TransactWriteItems ExecuteTransaction", ours="TransactionCanceledException",
        theirs=r'CancellationReasons\[\d+\]\.Code: "None"|\[.*None', peer="dynoxide"),
    Difference(
        "a path that leads nowhere, in a transaction",
        "what an update removes must have a place; the peer does nothing",
        operations="TransactWriteItems ExecuteTransaction", ours="TransactionCanceled.*for update",
        theirs="^200", peer="dynoxide", rare=True),
    Difference(
        "names without an expression, in a transaction",
        "they are ignored, unlike those of single writes; the peer refuses them",
        operations="TransactWriteItems", request="ExpressionAttribute", ours=r"^200|\[.*None",
        theirs="TransactionCanceledException", peer="dynoxide", rare=True),
    Difference(
        "an action that is none",
        "the service names what an action may be",
        operations="TransactWriteItems", ours="TransactItems can only contain one of Check, Put"),
    Difference(
        "keys beside a projection",
        "a projection has what it names and no more; the peer adds the key",
        operations="TransactGetItems", ours=r"^200 \.Responses\[\d+\]\.Item",
        theirs="^200", request="ProjectionExpression"),
    Difference(
        "the key before the item",
        "an update of the key is refused before the item is read; the peer computes first",
        operations="TransactWriteItems ExecuteTransaction", peer="dynoxide", rare=True,
        ours="Cannot update attribute", theirs="refers to an attribute that does not exist"),
    Difference(
        "paths before what is added to",
        "the paths of an update are followed before ADD and DELETE look at what is there",
        operations="TransactWriteItems UpdateItem", peer="dynoxide", rare=True,
        ours="invalid for update", theirs="update expression has an incorrect data type"),
    # Legacy parameters.
    Difference(
        "when conditions are combined",
        "ConditionalOperator needs Expected or a filter, of two conditions or more; the peers take "
        "it anywhere",
        ours="ConditionalOperator can(not| only) be used"),
    Difference(
        "members of conditions and updates",
        "actions and operators are enums, and an operator is required; the peers take other texts, "
        "or find other faults first",
        ours=r"at '(attributeUpdates|expected|queryFilter|scanFilter|keyConditions|conditionalO)\w*"
             r".*' failed"),
    Difference(
        "ConditionalOperator is a parameter of its own",
        "it is listed among those that are no expressions",
        ours="Non-expression parameters: {.*ConditionalOperator}",
        theirs="Non-expression parameters: |ConditionalCheckFailed|^200"),
    Difference(
        "types that comparisons take",
        "an operator refuses values of types that it does not compare, in Expected as in filters",
        ours="ComparisonOperator [A-Z_]+ is not valid for|must be of same type",
        theirs="^200|ConditionalCheckFailed|is not valid for|must be of same type"),
    Difference(
        "types that equality takes",
        "EQ and NE compare values of all types; the peer knows those of 2012",
        theirs=r"ComparisonOperator (EQ|NE|IN) is not valid for", peer="dynalite"),
    Difference(
        "what does not contain",
        "NOT_CONTAINS is about an attribute that is there",
        request="NOT_CONTAINS", ours=r"^200 \.|ConditionalCheckFailed", theirs=r"^200"),
    Difference(
        "names beside Select",
        "AttributesToGet goes with SPECIFIC_ATTRIBUTES only, as a projection does",
        operations="Query Scan", ours="Cannot specify the AttributesToGet when"),
    Difference(
        "KeyConditions beside expressions",
        "a filter and a projection may be expressions where the key condition is none, since they "
        "are older; one peer refuses it, the other ignores them",
        operations="Query", ours="^200|does not project",
        request="KeyConditions.*(Filter|Projection)Expression"),
    Difference(
        "values of old conditions and of start keys",
        "values are looked at when they are read, wherever they stand; the peers look at these "
        "later or never",
        request="ComparisonOperator|Exists|Value|ExclusiveStartKey",
        ours="may not contain null|significant digits|Number (over|under)flow|must have the value "
             "of true"),
    Difference(
        "which condition is told",
        "a map has no order; of several wrong conditions or updates the first by name is told",
        rare=True,
        ours="for Attribute: |Invalid number of argument|is not (valid|supported) for|of same type"
             "|Only DELETE action",
        theirs="for Attribute: |Invalid number of argument|is not (valid|supported) for"
               "|Only DELETE action"),
    Difference(
        "which table of a batch is told",
        "a map has no order; of several tables with a fault the first by name is told",
        operations="BatchWriteItem BatchGetItem", rare=True,
        ours="does not match the schema|Missing the key|Type mismatch for key",
        theirs="does not match the schema|Missing the key|Type mismatch for key"),
    Difference(
        "names that are paths to the peer",
        "names in conditions of old are names; the peer makes expressions of them",
        operations="Query Scan", theirs="#qf_|#sf_", peer="dynoxide"),
    # PartiQL.
    Difference(
        "a peer's own parser of statements",
        "the service reads the whole statement by the grammar of PartiQL; the peer reads in part, "
        "and tells other faults",
        operations="ExecuteStatement BatchExecuteStatement ExecuteTransaction", peer="dynoxide",
        theirs="Unknown operator|Expected |requires a WHERE clause|does not support OR|Unexpected "
               "|Invalid key value"
               "|Parameter index|Empty statement|Unterminated|Unsupported"),
    Difference(
        "statements that are no PartiQL",
        "what does not parse is refused, where the peer takes what it understands",
        operations="ExecuteStatement BatchExecuteStatement ExecuteTransaction", peer="dynoxide",
        ours="wasn't well formed|Unsupported |Number of parameters|Unexpected path"),
    Difference(
        "what a write answers that returns nothing",
        "an empty list of items; the peer leaves the list out",
        operations="ExecuteStatement", ours=r"^200 \.Items: \[\]", theirs=r"^200 \.Items: absent"),
    Difference(
        "what is not there is unlike anything",
        "<> holds for an attribute that is missing, as in a filter; for the peer it does not",
        operations="ExecuteStatement BatchExecuteStatement", request="<>",
        ours="^200", theirs=r"^200|ConditionalCheckFailed", peer="dynoxide"),
    Difference(
        "members of statements",
        "all violations of members are told first; the peer looks at some of them later or never",
        operations="ExecuteStatement BatchExecuteStatement ExecuteTransaction", peer="dynoxide",
        ours=r"validation errors? detected: .* at '"),
    Difference(
        "tokens of pages",
        "a token is looked at before values are compared",
        operations="ExecuteStatement", ours="NextToken", peer="dynoxide", rare=True),
    Difference(
        "the item that failed a condition",
        "ReturnValuesOnConditionCheckFailure gives it; the peer does not",
        operations="ExecuteStatement BatchExecuteStatement ExecuteTransaction", peer="dynoxide",
        request="ReturnValuesOnConditionCheckFailure", theirs=r"\.Item: absent", rare=True),
    Difference(
        "a table that is not there, in a statement",
        "operations on items do not name it; the peer does, or makes it an internal error",
        operations="ExecuteStatement BatchExecuteStatement ExecuteTransaction",
        ours="Requested resource not found", theirs="Table: |InternalError", peer="dynoxide"),
    Difference(
        "paths of an update in PartiQL",
        "they are held to the rules of update expressions: none may overlap, and none may lead "
        "nowhere; the peer updates one after the other",
        operations="ExecuteStatement BatchExecuteStatement ExecuteTransaction",
        ours="document paths overlap|invalid for update|Cannot update attribute"
             r"|CanceledException.*\[.*ValidationError|^200 \.Responses\[\d+\]\.Error",
        request="UPDATE", peer="dynoxide"),
    Difference(
        "types of keys in statements",
        "a key of another type is refused; the peer finds nothing",
        operations="ExecuteStatement BatchExecuteStatement ExecuteTransaction", peer="dynoxide",
        ours="key element does not match the schema|does not match schema type|contain an empty"),
    Difference(
        "what a DELETE returns",
        "its clause is read before the condition",
        operations="ExecuteStatement BatchExecuteStatement", ours="Invalid returning clause"),
    Difference(
        "order needs a partition",
        "ORDER BY goes with an equality of the partition key",
        operations="ExecuteStatement", ours="when using ORDER BY clause", peer="dynoxide"),
    Difference(
        "reads of single items need their key",
        "in a batch or transaction each SELECT names the whole key; the peer scans",
        operations="ExecuteTransaction BatchExecuteStatement", peer="dynoxide", request="SELECT",
        ours=r"TransactionCanceledException.*ValidationError", theirs="^200"),
    Difference(
        "the same item twice",
        "a statement that is not valid is told before two are compared; the peer compares first",
        operations="ExecuteTransaction BatchExecuteStatement TransactWriteItems TransactGetItems",
        theirs="contains duplicates|multiple operations on one item", peer="dynoxide"),
    Difference(
        "a token before its transaction",
        "a transaction that is not valid is refused before its token is looked up",
        operations="TransactWriteItems ExecuteTransaction", ours="ValidationException",
        theirs="IdempotentParameterMismatch", peer="dynoxide", rare=True),
    Difference(
        "conditions of statements in a batch",
        "functions and IS NULL are conditions like others; the peer does not parse them",
        operations="BatchExecuteStatement", request=r"attribute_type|IS (NOT )?NULL",
        ours=r"^200 \.Responses", theirs=r"^200 \.Responses", peer="dynoxide"),
    Difference(
        "long keys in statements",
        "they are held to their limits; the peer finds nothing",
        operations="ExecuteStatement BatchExecuteStatement ExecuteTransaction", peer="dynoxide",
        ours="has exceeded the (maximum )?size limit", rare=True),
    Difference(
        "what is no statement in a batch",
        "it is neither a read nor a write; the peer goes by its first word",
        operations="BatchExecuteStatement", ours="^200", rare=True,
        theirs="Read and write requests together", peer="dynoxide"),
    Difference(
        "a missing key condition",
        "the other expressions are looked at first; the peers look at some of them later",
        operations="Query", ours="contains invalid key|Invalid (Filter|Projection)Expression",
        theirs="Either the KeyConditions or KeyConditionExpression"),
    Difference(
        "operands of the wrong type",
        "the same words as of single updates; the peer has others for transactions and statements",
        operations="TransactWriteItems ExecuteStatement BatchExecuteStatement ExecuteTransaction",
        theirs="Operands for|requires numeric|requires two list", peer="dynoxide", rare=True),
    Difference(
        "filters behind an index",
        "whatever a filter looks at must be projected, on both sides of a comparison, unless the "
        "read of a local index fetches anyway: then the filter sees what was fetched",
        operations="ExecuteStatement", peer="dynoxide",
        ours="does not project one or more filter attributes|^200",
        theirs=r"does not project one or more filter attributes|^200 \.Items", request="Local"),
    # Met by one seed in several.
    Difference(
        "what is in a segment",
        "which partitions a segment has is each server's own",
        operations="Scan", request="TotalSegments", ours=r"^200 \.Items\[\d+\]\.pk",
        theirs=r"^200 \.Items\[\d+\]\.pk", rare=True),
    Difference(
        "an update of a key in a transaction",
        "it is the reason why the transaction is cancelled, as it is refused in a single write; "
        "the peer does it",
        operations="TransactWriteItems", ours="This attribute is part of the key",
        theirs="^200|ConditionalCheckFailed", peer="dynoxide", rare=True),
    Difference(
        "malformed statements in a batch",
        "parameters without a place and text behind the statement are errors; the peer does not "
        "see them, and finds the item",
        operations="BatchExecuteStatement", ours=r'Error\.Code: "ValidationError"',
        theirs="DuplicateItem|ConditionalCheckFailed", peer="dynoxide", rare=True),
    Difference(
        "KeyConditions beside younger expressions",
        "they go together, and then Select does not; one peer refuses them, the other ignores "
        "Select",
        operations="Query", request='"KeyConditions"',
        ours="ProjectionExpression when choosing|ALL_PROJECTED_ATTRIBUTES can be used only",
        theirs="^200|{KeyConditions} Expression parameters: {", rare=True),
    Difference(
        "names that look like paths in old conditions",
        "the keys of their map are attribute names, whatever they hold; the peers read paths",
        request=r'"(Expected|ScanFilter|QueryFilter)": .*"(l\[|m\.)',
        theirs=r"#expected_|ConditionalCheckFailed|^200 \.Count", rare=True),
    Difference(
        "one of several old conditions",
        "an attribute that is expected to be absent, and is, is enough; the peer wants an item",
        request='("Exists": false|"NULL").*"ConditionalOperator": "OR"', ours="^200",
        theirs="ConditionalCheckFailed", peer="dynalite", rare=True),
    Difference(
        "bounds of old conditions",
        "they are in order in a filter too; one peer does not look, and conditions are looked at "
        "in the order of names, not as they stand",
        ours="lower bound is greater than the upper bound|must be of same type",
        theirs="^200|Invalid number of argument|lower bound is greater", rare=True),
    Difference(
        "a blank expression",
        "it ends before it begins, which is an error of syntax; the peer takes it for none",
        ours=r'Syntax error; token: "<EOF>", near: ""', theirs="^200", peer="dynoxide", rare=True),
    Difference(
        "a start key of another partition, outside the condition on the sort key",
        "the condition is told; the peer counts rows first",
        operations="Query", ours="does not match the range key predicate",
        theirs="at most one row", peer="dynalite", rare=True),
    Difference(
        "an attribute twice in the key of an index",
        "each stands once; the peer does not look",
        operations="CreateTable UpdateTable", ours="is specified twice", theirs="^200",
        peer="dynoxide", rare=True),
    Difference(
        "operands of comparisons in statements",
        "a statement's table, then what the operation asks of it, and then its key come before the "
        "types of what it compares; the peer begins with those",
        operations="ExecuteStatement BatchExecuteStatement ExecuteTransaction",
        ours="mandatory equality|resource not found|must specify the primary key|RETURNING clause",
        theirs="Incorrect operand type|mandatory equality", peer="dynoxide", rare=True),
    Difference(
        "a limit that is no whole number",
        "it is cut, as Java's parsers do; the peer's parser refuses it",
        operations="ListTables", request=r'"Limit": \d*\.', theirs="floating point",
        peer="dynoxide", rare=True),
    Difference(
        "an empty value in a key condition",
        "no item has such a key, and it is refused; the peers find none",
        operations="Query", ours="AttributeValue for a key attribute cannot contain an empty",
        theirs="^200", rare=True),
    Difference(
        "faults of an update in a transaction",
        "operands are looked at before places; the peer goes the other way",
        operations="TransactWriteItems", ours="incorrect data type",
        theirs="invalid for update", peer="dynoxide", rare=True),
    Difference(
        "throughput of an index that is not changed",
        "the index is named; one peer speaks of the table, the other does not look",
        operations="UpdateTable", ours=r"for the index \w+ will not change",
        theirs="^200|for the table will not change", rare=True),
    Difference(
        "a statement without a table",
        "it is malformed; the peer takes the next word for a name",
        operations="BatchExecuteStatement", ours=r'Error\.Code: "ValidationError"',
        theirs=r'Error\.Code: "ResourceNotFound"', peer="dynoxide", rare=True),
    Difference(
        "reads among the writes of a batch",
        "they do not mix; the peer lets some pass",
        operations="BatchExecuteStatement", ours="Read and write requests together", theirs="^200",
        peer="dynoxide", rare=True),
    Difference(
        "a start key that ends what begins with a text",
        "backwards from the first such item there is no other; the peer gives it again",
        operations="Query", request="begins_with.*ExclusiveStartKey|ExclusiveStartKey.*begins_with",
        ours=r"^200 \.Count: 0", theirs=r"^200 \.Count: 1", peer="dynoxide", rare=True),
    Difference(
        "words of updates in a projection",
        "REMOVE is none of the reserved words; the peer's parser keeps it for updates",
        request=r"\bREMOVE\b", theirs="Expected attribute name, got REMOVE", peer="dynoxide",
        rare=True),
    Difference(
        "a missing index beside others",
        "it is looked for before the others are changed; the peers skip it, or refuse to do both",
        operations="UpdateTable", request='"Delete"', ours="resource not found",
        theirs="^200|Action Blocked", rare=True),
    Difference(
        "what earlier cases left",
        "a SELECT without WHERE sees all that differences explained elsewhere have left",
        operations="ExecuteStatement", request="^(?!.*WHERE)", ours=r"^200 \.Items",
        theirs=r"^200 \.Items", peer="dynoxide", rare=True),
)
