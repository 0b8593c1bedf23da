"""What the SAM transform makes of template.yaml has what the design needs: run by .ci/run in target/py.

cfn-lint sees that the result is valid CloudFormation; this sees that it is the right one.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from samtranslator.translator.transform import transform  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402

FUNCTIONS = ["CloudTrailFunction", "ConfigRuleFunction", "ReevaluationFunction"]


class NoManagedPolicies:
    def load(self):
        return {}


def transformed():
    template = yaml_parse(Path("template.yaml").read_text(encoding="utf-8"))
    # As `sam package` would: the transform takes code from S3 only.
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/package.zip"
    return transform(template, {}, NoManagedPolicies())["Resources"]


def main():
    resources = transformed()
    failures = []

    def expect(what, found, wanted):
        if found != wanted:
            failures.append(f"{what}: {json.dumps(found)} instead of {json.dumps(wanted)}")

    def properties(name):
        return resources.get(name, {}).get("Properties", {})

    def of_type(kind):
        return sorted(name for name, resource in resources.items() if resource["Type"] == kind)

    def alias(function):
        return {"Ref": f"{function}Aliaslive"}

    failure_queue = {"Fn::GetAtt": ["FailureQueue", "Arn"]}

    for function in FUNCTIONS:
        expect(f"{function} snapshot", properties(function).get("SnapStart"), {"ApplyOn": "PublishedVersions"})
        expect(f"{function} runtime", properties(function).get("Runtime"), "java25")
        versions = [name for name in of_type("AWS::Lambda::Version") if name.startswith(f"{function}Version")]
        expect(f"{function} versions", len(versions), 1)
        expect(
            f"{function} alias",
            properties(f"{function}Aliaslive").get("FunctionVersion"),
            {"Fn::GetAtt": [versions[0] if versions else "", "Version"]},
        )
        if function == "CloudTrailFunction":
            description = json.dumps(properties(versions[0]).get("Description"))
            expect("parameters in the version", "EndpointPolicy" in description, True)

    expect("roles (none made by SAM)", of_type("AWS::IAM::Role"), [f"{function}Role" for function in FUNCTIONS])
    expect(
        "queues (none made by SAM)", of_type("AWS::SQS::Queue"), ["FailureQueue", "ReevaluationQueue"]
    )
    expect(
        "queue policies, one a queue",
        sorted(queue["Ref"] for name in of_type("AWS::SQS::QueuePolicy") for queue in properties(name)["Queues"]),
        ["FailureQueue", "ReevaluationQueue"],
    )

    [target] = properties("CloudTrailFunctionWorkloads")["Targets"]
    expect("workloads target", target["Arn"], alias("CloudTrailFunction"))
    expect("workloads dead letters", target.get("DeadLetterConfig"), {"Arn": failure_queue})
    expect("workloads retries", sorted(target.get("RetryPolicy", {})), ["MaximumEventAgeInSeconds", "MaximumRetryAttempts"])

    expect(
        "permissions",
        of_type("AWS::Lambda::Permission"),
        ["CloudTrailFunctionWorkloadsPermission", "ConfigRulePermission"],
    )
    permission = properties("CloudTrailFunctionWorkloadsPermission")
    expect("EventBridge may invoke", permission["FunctionName"], alias("CloudTrailFunction"))
    expect("for this rule", permission.get("SourceArn"), {"Fn::GetAtt": ["CloudTrailFunctionWorkloads", "Arn"]})
    permission = properties("ConfigRulePermission")
    expect("AWS Config may invoke", permission["FunctionName"], alias("ConfigRuleFunction"))
    expect("for this account", permission.get("SourceAccount"), {"Ref": "AWS::AccountId"})
    expect("the rule's function", properties("ConfigRule")["Source"]["SourceIdentifier"], alias("ConfigRuleFunction"))

    for function in ["CloudTrailFunction", "ConfigRuleFunction"]:
        invocation = properties(f"{function}EventInvokeConfig")
        expect(f"{function} retries of", invocation.get("Qualifier"), "live")
        expect(f"{function} failures", invocation["DestinationConfig"]["OnFailure"]["Destination"], failure_queue)

    mapping = properties("ReevaluationFunctionChanges")
    expect("queue's function", mapping["FunctionName"], alias("ReevaluationFunction"))
    expect("queue", mapping["EventSourceArn"], {"Fn::GetAtt": ["ReevaluationQueue", "Arn"]})

    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{len(resources)} resources, {len(failures)} not as the design needs them")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
