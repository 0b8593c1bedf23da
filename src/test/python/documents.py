"""Compares the commands of the documents that need an account, or Docker, with the tools' own descriptions.

`aws` commands with the service models of botocore, `sam` commands with the options of the SAM CLI: what a reader is told
to type exists, and takes the options that it is given. Nothing is run. Arguments: the documents.
"""

import re
import shlex
import sys
from pathlib import Path

import botocore.session
import click
from botocore import xform_name
from samcli.cli.main import cli as sam

# What the AWS CLI adds to every command, calls otherwise than botocore does, or has beside the services.
GLOBAL = {"--query", "--output", "--region", "--profile", "--no-cli-pager", "--cli-binary-format"}
SERVICES = {"configservice": "config", "s3api": "s3"}
OF_CLI_ALONE = {
    ("cloudformation", "deploy"): {"--stack-name", "--template-file", "--parameter-overrides", "--capabilities"},
    ("logs", "tail"): {"--since", "--filter-pattern", "--follow", "--format"},
    ("sso", "login"): set(),
    ("configure", "list-profiles"): set(),
}
COMMAND = re.compile(r"(?:^|[`$(;|&] ?)((?:aws|sam) [a-z][^`;|\n]*)", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def commands(text):
    """Every command line that begins with aws or sam: in fenced blocks, and in inline code."""
    text = text.replace("\\\n", " ")
    for block in FENCED.findall(text):
        yield from COMMAND.findall(block)
    for code in re.findall(r"`([^`]+)`", FENCED.sub("", text)):
        yield from COMMAND.findall(code.replace("\n", " "))


def words(command):
    command = re.sub(r'"?\$\([^)]*\)[^" ]*"?', "VALUE", command)
    command = re.split(r"\s(?:&&|>)\s|\)", command)[0]
    try:
        return shlex.split(command)
    except ValueError:
        return command.split()


def options(given):
    return [word.split("=")[0] for word in given if word.startswith("-") and not word.lstrip("-")[:1].isdigit()]


def wrong_with_aws(given, session):
    name, operation = given[0], given[1] if len(given) > 1 else ""
    if (name, operation) in OF_CLI_ALONE:
        known = OF_CLI_ALONE[name, operation] | GLOBAL
        return [f"no option {each}" for each in options(given) if each not in known]
    if len(given) == 1 or given[1].startswith("-"):
        return []  # prose about a service as such
    service = SERVICES.get(name, name)
    if service not in session.get_available_services():
        return [f"no service {name}"]
    model = session.get_service_model(service)
    operations = {xform_name(each, "-"): each for each in model.operation_names}
    if operation not in operations:
        return [f"no operation {operation} of {name}"]
    shape = model.operation_model(operations[operation]).input_shape
    known = {"--" + xform_name(each, "-") for each in (shape.members if shape else {})} | GLOBAL
    known |= {each.replace("--", "--no-", 1) for each in known} | {"--max-items", "--starting-token"}
    return [f"no option {each}" for each in options(given[2:]) if each not in known]


def wrong_with_sam(given):
    # SAM imports a command only for a context that is in use.
    command, context = sam, click.Context(sam, obj=True)
    while isinstance(command, click.Group) and given:
        step = command.get_command(context, given[0])
        if step is None:
            return [f"no command {given[0]}"]
        command, given = step, given[1:]
    known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
    return [f"no option {each}" for each in options(given) if each not in known]


def wrong_with_files(given):
    files = [word.removeprefix("file://") for word in given]
    return [f"no file {each}" for each in files if each.startswith(("events/", "src/")) and not Path(each).is_file()]


def main(files):
    session = botocore.session.Session()
    checked, wrong = 0, []
    for file in files:
        for command in commands(Path(file).read_text(encoding="utf-8")):
            tool, *given = words(command)
            if not given:
                continue
            problems = wrong_with_aws(given, session) if tool == "aws" else wrong_with_sam(given)
            problems += wrong_with_files(given)
            wrong += [f"{file}: {command.strip()}: {each}" for each in problems]
            checked += 1
    if wrong or not checked:
        sys.exit("\n".join(wrong) or "no command found")
    print(f"{checked} commands of the documents are as their tools describe them")


main(sys.argv[1:])
