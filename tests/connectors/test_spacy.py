"""nisba as a component of spaCy pipelines."""

import pickle
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from tests.connectors.visits import TEXTS, plain, write_rules

from nisba import RulesError
from nisba.extraction.triple import Argument
from nisba.extras import MissingExtra

TEXT = TEXTS[0] or ""


@pytest.fixture
def spacy() -> Any:
    return pytest.importorskip("spacy")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path)


@pytest.fixture
def nlp(spacy: Any, rules: Path) -> Any:
    made = spacy.blank("ar")
    made.add_pipe("nisba", config={"rules": str(rules)})
    return made


def expected(rules: Path) -> list[tuple[object, ...]]:
    return [(t.subject, t.relation, t.object, t.polarity) for t in plain(rules) if t.doc == "0"]


def found(doc: Any) -> list[tuple[object, ...]]:
    return [(t.subject, t.relation, t.object, t.polarity) for t in doc._.triples]


def test_triples_are_those_of_the_engine(nlp: Any, rules: Path) -> None:
    assert len(expected(rules)) == 2
    assert found(nlp(TEXT)) == expected(rules)


def test_a_document_that_was_not_read_has_none(nlp: Any) -> None:
    assert nlp.make_doc(TEXT)._.triples == []


def test_arguments_have_spans_of_tokens(nlp: Any) -> None:
    doc = nlp(TEXT)
    spans = [doc._.argument_span(t.object) for t in doc._.triples]
    assert [(span.text, span.start) for span in spans] == [("تركيا", 2), ("العراق", 8)]


def test_a_span_covers_the_whole_token_that_a_preposition_is_attached_to(spacy: Any) -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("nisba", config={"rules": "news"})
    doc = nlp.make_doc("زيارة للعراق")
    assert doc._.argument_span(Argument("العراق", 7, 12, "Country", "العراق")).text == "للعراق"
    assert doc._.argument_span(Argument("هنا", -1, -1, "", "هنا")) is None


def with_entities(nlp: Any, text: str, *entities: tuple[int, int, str]) -> Any:
    from spacy.tokens import Span

    doc = nlp.make_doc(text)
    doc.ents = [Span(doc, start, end, label) for start, end, label in entities]
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def texts(doc: Any) -> list[tuple[str, str]]:
    return [(t.subject.text, t.object.text) for t in doc._.triples]


def test_entities_are_mentions(nlp: Any) -> None:
    text = "زار سمعان خوبلان تركيا."
    assert texts(with_entities(nlp, text)) == []
    assert texts(with_entities(nlp, text, (1, 3, "PERSON"))) == [("سمعان خوبلان", "تركيا")]
    assert texts(with_entities(nlp, text, (1, 3, "MISC"))) == []


def test_labels_can_be_mapped(spacy: Any, rules: Path) -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("nisba", config={"rules": str(rules), "labels": {"شخص": "Person"}})
    text = "زار سمعان خوبلان تركيا."
    assert texts(with_entities(nlp, text, (1, 3, "شخص"))) == [("سمعان خوبلان", "تركيا")]
    assert texts(with_entities(nlp, text, (1, 3, "PERSON"))) == []


def test_what_the_rules_declare_goes_before(spacy: Any, rules: Path) -> None:
    declared = 'entity Country from annotations "PERSON"\n' + rules.read_text(encoding="utf-8")
    rules.write_text(declared, encoding="utf-8")
    nlp = spacy.blank("ar")
    nlp.add_pipe("nisba", config={"rules": str(rules)})
    doc = with_entities(nlp, "زار بلينكن خوبلان.", (2, 3, "PERSON"))
    assert texts(doc) == [("بلينكن", "خوبلان")]
    assert texts(with_entities(nlp, "زار سمعان تركيا.", (1, 2, "PERSON"))) == []


def test_an_unknown_type_is_an_error_that_names_the_known_ones(spacy: Any, rules: Path) -> None:
    with pytest.raises(
        ValueError, match="PERSON: Persn is no entity type of the rules, which have: Country, Person"
    ):
        spacy.blank("ar").add_pipe("nisba", config={"rules": str(rules), "labels": {"PERSON": "Persn"}})


@pytest.mark.parametrize("processes", [1, 2])
def test_it_works_in_batches_and_several_processes(nlp: Any, rules: Path, processes: int) -> None:
    docs = list(nlp.pipe([TEXT, "", TEXT], n_process=processes, batch_size=1))
    assert [found(doc) for doc in docs] == [expected(rules), [], expected(rules)]


def test_a_saved_pipeline_brings_its_rules(spacy: Any, nlp: Any, rules: Path, tmp_path: Path) -> None:
    wanted = expected(rules)
    nlp.to_disk(tmp_path / "saved")
    data = nlp.to_bytes()
    for file in rules.parent.glob("*.*"):
        file.unlink()
    assert found(spacy.load(tmp_path / "saved")(TEXT)) == wanted
    other = spacy.blank("ar")
    other.add_pipe("nisba", config={"rules": str(rules)})
    with pytest.raises(FileNotFoundError):
        other(TEXT)
    assert found(other.from_bytes(data)(TEXT)) == wanted


def test_a_saved_pipeline_does_not_mind_what_became_of_its_rules(
    spacy: Any, nlp: Any, rules: Path, tmp_path: Path
) -> None:
    wanted = expected(rules)
    nlp.to_disk(tmp_path / "saved")
    rules.write_text("rule x", encoding="utf-8")
    assert found(spacy.load(tmp_path / "saved")(TEXT)) == wanted
    other = spacy.blank("ar")
    other.add_pipe("nisba", config={"rules": str(rules)})
    with pytest.raises(RulesError, match="missing-emit"):
        other(TEXT)
    with pytest.raises(RulesError, match="missing-emit"):
        pickle.loads(pickle.dumps(other))(TEXT)


def test_labels_are_not_saved_with_the_rules(spacy: Any, rules: Path, tmp_path: Path) -> None:
    def marked(nlp: Any) -> Any:
        doc = nlp.make_doc("زار سمعان خوبلان تركيا.")
        doc.ents = [spacy.tokens.Span(doc, 1, 3, "OLD")]
        return found(nlp.get_pipe("nisba")(doc))

    nlp = spacy.blank("ar")
    nlp.add_pipe("nisba", config={"rules": str(rules), "labels": {"OLD": "Person"}})
    nlp.to_disk(tmp_path / "saved")
    assert marked(spacy.load(tmp_path / "saved"))
    other = spacy.load(tmp_path / "saved", config={"components.nisba.labels": {"OLD": "Country"}})
    assert not marked(other)


def test_a_pipeline_can_be_pickled(nlp: Any, rules: Path) -> None:
    assert found(pickle.loads(pickle.dumps(nlp))(TEXT)) == expected(rules)


def test_documents_can_be_saved_with_their_triples(spacy: Any, nlp: Any, rules: Path) -> None:
    from spacy.tokens import DocBin

    data = DocBin(docs=[nlp(TEXT)], store_user_data=True).to_bytes()
    (doc,) = DocBin(store_user_data=True).from_bytes(data).get_docs(nlp.vocab)
    assert found(doc) == expected(rules)


def test_a_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    monkeypatch.delitem(sys.modules, "nisba.connectors.spacy", raising=False)
    with pytest.raises(MissingExtra, match=r"pip install 'nisba\[spacy\]'"):
        import_module("nisba.connectors.spacy")
