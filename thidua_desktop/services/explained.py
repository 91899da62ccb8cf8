"""«Vì sao?» of one subject as plain text: its place, and how it stands for every award."""

from collections.abc import Iterator

from thidua_desktop.services.awards import AwardsView, SubjectAwards, criterion_words
from thidua_desktop.services.explanations import explain
from thidua_desktop.services.ranking_views import STATE_WORDS, sources
from thidua_desktop.services.units import find_participant


def explained(view: AwardsView, subject: str) -> str:
    """Explain a subject by its name; somebody whose group is not compared has awards alone.

    UnknownChoiceError lists whom the campaign knows.
    """
    who = find_participant(tuple(one.participant for one in view.subjects), subject)
    one = next(each for each in view.subjects if each.participant == who)
    if who in view.ranking.participants:
        why = explain(view.ranking, who)
        said = {step.title for step in why.steps}
        return "\n".join((why.as_text(), *_awards(one, said)))
    words = f"{one.group.name}: không xếp thứ tự, chỉ xét khen thưởng."
    return "\n".join((who.subject.label, words, *_awards(one, set())))


def _awards(one: SubjectAwards, said: set[str]) -> Iterator[str]:
    for held in one.standings:
        yield ""
        yield f"{held.award.name}: {STATE_WORDS[held.state]}"
        new = [leaf for leaf in held.criteria if leaf.text not in said]
        for leaf in new:
            yield f"  - {criterion_words(leaf)}"
            yield from (f"    Nguồn: {source}" for source in sources(leaf.figures))
        if len(new) < len(held.criteria):
            yield "  Có tiêu chuẩn đã nêu ở trên."
        said.update(leaf.text for leaf in new)
