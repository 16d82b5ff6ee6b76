"""The page shows the text as it is, with its mentions and triples, and works in a browser without a network."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import nisba
from nisba.cli import group
from nisba.extraction.engine import Engine
from nisba.readers.document import Document
from nisba.tools.view import BIDI_CONTROLS, drawn, page

RULES = """
entity Person from annotations "PER"
entity Place from annotations "LOC"
words country = تركيا | العراق
words person = بلينكن | لافروف
entity Place
  match X:country
  mark X with iso: "<&>"
entity Person
  match X:person
  mark X
verb زار يزور masdar زيارة
relation visited (Person -> Place)
relation named (Person -> Phrase)
rule visit
  frame <زار> (X:Person) (Y:Place)
  emit (X, visited, Y)
  emit (X, named, "بلا مكان")
"""
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
in_a_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return nisba.compile(RULES)


class Texts(HTMLParser):
    """Gathers what stands in the elements of the class «text»."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth:
            self.depth += 1
        elif ("class", "text") in attrs:
            self.depth = 1
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.found[-1] += data


def made(engine: Engine, *texts: str) -> str:
    return page([drawn(engine, Document(f"d{i}", text)) for i, text in enumerate(texts)])


def test_each_argument_is_a_piece_that_its_triple_names(engine: Engine) -> None:
    html = made(engine, "زيارة بلينكن لتركيا")
    assert 'data-subject="p0-6-12" data-object="p0-14-19"' in html
    pieces = dict(re.findall(r'data-in="([^"]*)">([^<]*)<', html))
    assert pieces == {"p0-6-12": "بلينكن", "p0-14-19": "تركيا"}


def test_the_second_document_has_its_own_pieces(engine: Engine) -> None:
    html = made(engine, "زار بلينكن تركيا", "زار لافروف العراق")
    assert 'data-subject="p1-4-10"' in html


def test_the_type_of_an_argument_shows_where_types_lie_upon_one_another() -> None:
    first = "entity First\n  match X:person\n  mark X\n"
    engine = nisba.compile(RULES.replace("entity Person from", f"{first}entity Person from"))
    legend = re.findall(r"<span style=[^>]*>(\w+)</span>", made(engine, "زار بلينكن تركيا"))
    assert legend == ["Person", "Place"]
    assert re.findall(r'title="([^"]*)"', made(engine, "زار بلينكن تركيا"))[0].count(": بلينكن") == 2


def test_negated_triples_are_marked(engine: Engine) -> None:
    assert '<li tabindex="0" class="negated"' in made(engine, "لم يزر بلينكن تركيا")


def test_what_is_said_of_a_mention_cannot_become_markup(engine: Engine) -> None:
    html = made(engine, "في تركيا <script>alert(1)</script>")
    assert "iso=&lt;&amp;&gt;" in html
    assert html.count("<script>") == 1


@given(
    st.lists(
        st.sampled_from(
            ["زار", "بلينكن", "لتركيا", "والعراق", "<b>", "{{title}}", "&amp;", "\n", "\u202e", "؟"]
        )
    )
)
def test_the_text_of_the_page_is_the_text(engine: Engine, words: list[str]) -> None:
    """Whatever is found in it, a text stands on the page as it is, but for marks that would turn the page around."""
    text = " ".join(words)
    reader = Texts()
    reader.feed(made(engine, text))
    assert reader.found == [text.translate(BIDI_CONTROLS)]


def test_nothing_is_loaded_from_anywhere(engine: Engine) -> None:
    html = made(engine, "زار بلينكن تركيا")
    assert set(re.findall(r"https?://[^\"']*", html)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<link|<img|@import|url\((?!#)|src=", html)


def test_the_command_takes_a_text_or_a_file(tmp_path: Path) -> None:
    rules, text, out = tmp_path / "r.rules", tmp_path / "a.txt", tmp_path / "v.html"
    rules.write_text(RULES, encoding="utf-8")
    text.write_text("زار بلينكن تركيا", encoding="utf-8")
    run = CliRunner().invoke
    for given_text in (str(text), "زار لافروف العراق"):
        done = run(group, ["view", given_text, "--rules", str(rules), "-o", str(out)])
        assert done.exit_code == 0, done.output
        assert 'data-relation="visited"' in out.read_text(encoding="utf-8")
    assert run(group, ["view", "missing.txt", "--rules", str(rules), "-o", str(out)]).exit_code == 2


def browse(folder: Path, html: str, *arguments: str, fragment: str = "") -> str:
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    assert BROWSER is not None
    done = subprocess.run(
        [
            *(
                BROWSER,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={folder / 'profile'}",
            ),
            *("--window-size=1000,700", *arguments, f"{file.as_uri()}#{fragment}"),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    return done.stdout.decode()


@in_a_browser
def test_a_chosen_triple_is_drawn_with_an_arc_and_its_arguments_lit(engine: Engine, tmp_path: Path) -> None:
    html = made(engine, "زار بلينكن تركيا. زار لافروف العراق.")
    dom = browse(tmp_path, html, "--dump-dom", fragment="triple=3")
    chosen = re.findall(r'class="m (subject|object)"[^>]*>([^<]*)<', dom)
    assert chosen == [("subject", "لافروف"), ("object", "العراق")]
    assert len(re.findall(r'<path d="M [\d.]+ [\d.]+ C [^"]*" class="on"', dom)) == 1
    assert ">visited</text>" in dom


@in_a_browser
def test_the_filter_hides_other_relations_and_their_arcs(engine: Engine, tmp_path: Path) -> None:
    html = made(engine, "زار بلينكن تركيا. زار لافروف العراق.")
    dom = browse(tmp_path, html, "--dump-dom", fragment="relation=visited&arcs=1")
    items = re.findall(r"<li [^>]*>", dom)
    assert {("named" in item) == ("hidden" in item) for item in items} == {True}
    assert dom.count("<path d=") == 2


@in_a_browser
def test_the_text_runs_from_right_to_left(engine: Engine, tmp_path: Path) -> None:
    """The arc leads from the subject, which stands first and so on the right, leftwards to the object."""
    dom = browse(tmp_path, made(engine, "بلينكن زار تركيا"), "--dump-dom", fragment="triple=1")
    [(start, end)] = re.findall(r'<path d="M ([\d.]+) [\d.]+ C .*? ([\d.]+) [\d.]+" class="on"', dom)
    assert float(start) > float(end) > 0


@in_a_browser
def test_the_page_can_be_painted(engine: Engine, tmp_path: Path) -> None:
    """A page with a triple chosen looks otherwise than the same page without: what is lit can be seen."""
    shots = [tmp_path / "plain.png", tmp_path / "lit.png"]
    for shot, fragment in zip(shots, ("", "triple=1"), strict=True):
        browse(tmp_path, made(engine, "بلينكن زار تركيا"), f"--screenshot={shot}", fragment=fragment)
    plain, lit = (shot.read_bytes() for shot in shots)
    assert plain.startswith(b"\x89PNG")
    assert plain != lit
