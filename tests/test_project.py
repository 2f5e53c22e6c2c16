"""What the project promises around its code: container, lock, documents, sizes."""

import ast
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from service.cli import app, lists_app
from service.settings import Settings

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DOCKERFILE = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text("utf-8"))
LOCKS = ("build", "dev", "runtime")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; [^\\]+)? \\$", re.MULTILINE)


def committed_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def modules(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def pins(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in PINNED.findall((ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "." for node in nodes if isinstance(node, ast.ImportFrom)}


def third_party(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] not in sys.stdlib_module_names


def copied_paths() -> list[str]:
    lines = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
    return [path for line in lines for path in line.split()[:-1]]


def test_each_path_that_the_image_copies_exists():
    paths = copied_paths()
    assert len(paths) >= 5
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_each_path_that_the_image_copies_is_let_through_by_dockerignore():
    ignore = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert ignore[0] == "*"
    let_through = {line[1:] for line in ignore if line.startswith("!")}
    assert {path.split("/")[0] for path in copied_paths()} == {path.rstrip("/") for path in let_through}


def test_the_image_gets_every_package_that_the_wheel_holds():
    packages = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert {path.rstrip("/") for path in copied_paths()} >= set(packages)


def test_each_install_step_of_the_image_can_be_rehearsed():
    """.ci/rehearse_image.py runs the first stage's RUN lines with /opt moved; nothing may lie outside it."""
    first_stage = DOCKERFILE.split("\nFROM ")[1]
    runs = re.findall(r"^RUN (.+)$", first_stage, re.MULTILINE)
    assert sum("install" in line for line in runs) >= 3
    outside = [
        path for line in runs for path in re.findall(r"(?<!\S)/\S+", line) if not path.startswith("/opt/")
    ]
    assert outside == []
    assert ".ci/rehearse_image.py" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_image_runs_as_nobody_special_and_looks_after_its_health():
    user = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)[-1]
    assert int(user) > 0
    health = re.search(r"^HEALTHCHECK .*?CMD (.+)$", DOCKERFILE, re.MULTILINE)
    command = re.search(r"^CMD (.+)$", DOCKERFILE, re.MULTILINE)
    assert health is not None
    assert command is not None
    assert json.loads(health[1])[0] == "python"
    assert json.loads(command[1]) == ["hullmark", "serve"]


@pytest.mark.parametrize("lock", LOCKS)
def test_each_pin_has_a_hash_and_no_address(lock: str):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text)[1:]
    assert len(entries) >= 5
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert len(PINNED.findall(text)) == len(entries)
    assert "://" not in text
    assert "--index" not in text


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("build", PROJECT["build-system"]["requires"]),
        ("runtime", PROJECT["project"]["dependencies"]),
        ("dev", PROJECT["project"]["dependencies"]),
        ("dev", PROJECT["project"]["optional-dependencies"]["parquet"]),
        ("dev", [one for one in PROJECT["dependency-groups"]["dev"] if isinstance(one, str)]),
        ("dev", PROJECT["build-system"]["requires"]),
    ],
)
def test_a_lock_holds_what_the_project_asks_for(lock: str, asked: list[str]):
    pinned = pins(lock)
    unmet = []
    for requirement in map(Requirement, asked):
        versions = pinned.get(canonicalize_name(requirement.name), set())
        if not versions or not all(requirement.specifier.contains(version) for version in versions):
            unmet.append(str(requirement))
    assert unmet == []


def test_the_tests_run_with_the_versions_that_are_served():
    dev, runtime = pins("dev"), pins("runtime")
    assert {name: dev.get(name) for name in runtime} == runtime


def test_no_committed_file_names_a_package_index_or_a_path_of_one_machine():
    index_hosts = ("pypi" + ".org", "python" + "hosted", "crates" + ".io", "npm" + "js", "proxy.gol" + "ang")
    machine_paths = re.compile(r"(?<![\w.~-])/(?:wor" + r"k|roo" + r"t|tm" + r"p|home/\w+)(?:/|\b)")
    found = []
    for path in committed_files():
        text = path.read_text("utf-8", errors="replace")
        found += [(str(path.relative_to(ROOT)), host) for host in index_hosts if host in text]
        found += [(str(path.relative_to(ROOT)), hit) for hit in machine_paths.findall(text)]
    assert found == []


def test_each_link_of_the_documents_leads_to_a_file():
    documents = [path for path in committed_files() if path.suffix == ".md"]
    assert len(documents) >= 5
    broken = []
    for document in documents:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text("utf-8")):
            if "://" not in target and not (document.parent / target).exists():
                broken.append((document.name, target))
    assert broken == []


def test_each_make_target_that_the_documents_name_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    documents = [path for path in committed_files() if path.suffix == ".md"]
    named = {name for path in documents for name in re.findall(r"`make ([a-z-]+)", path.read_text("utf-8"))}
    assert {"serve", "test", "check"} <= named
    assert named <= targets


def test_the_readme_names_each_setting_and_no_other():
    rows = re.findall(r"^\| `HULLMARK_([A-Z_]+)`", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(name.upper() for name in Settings.model_fields)


def test_the_readme_names_each_command_and_no_other():
    rows = re.findall(r"^\| `hullmark ([a-z -]+[a-z])", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    commands = {command.name or command.callback.__name__ for command in app.registered_commands}
    commands |= {f"lists {command.name}" for command in lists_app.registered_commands}
    assert set(rows) == commands


def test_no_module_is_over_300_lines():
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in modules("lists", "matching", "service")
    }
    assert {name: lines for name, lines in sizes.items() if lines > 300 and "/tables/" not in name} == {}


def test_the_vocabulary_imports_the_standard_library_alone():
    names = {name for path in modules("lists/entities") for name in imported(path)}
    assert {"dataclasses", "lists.entities.name"} <= names
    assert {name for name in names if not name.startswith("lists.entities") and third_party(name)} == set()


def test_the_project_asks_for_what_it_imports_and_for_nothing_else():
    distributions = importlib.metadata.packages_distributions()
    imports = {name for path in modules("lists", "matching", "service") for name in imported(path)}
    tops = {name.split(".")[0] for name in imports if third_party(name)} - {"lists", "matching", "service"}
    used = {canonicalize_name(distributions[top][0]) for top in tops} - {
        "pydantic-core"
    }  # pydantic's own half
    project = PROJECT["project"]
    required = (*project["dependencies"], *project["optional-dependencies"]["parquet"])
    asked = {canonicalize_name(Requirement(one).name) for one in required}
    assert used | {"httptools", "uvloop"} == asked  # these two uvicorn takes by itself


def test_the_init_of_a_room_is_one_docstring():
    for room in ("lists", "lists/sources", "matching", "service"):
        body = ast.parse((ROOT / room / "__init__.py").read_text("utf-8")).body
        assert len(body) == 1, room
        assert isinstance(body[0], ast.Expr), room
