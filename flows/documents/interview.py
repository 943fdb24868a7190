"""A dialogue in the terminal: each question is shown, each line goes to the core, until nothing is left to ask."""

from models.importing import Answers, Dialogue, Subject, question_texts
from models.text import VekhaError
from tasks.terminal import read_answer, write_line


def run_dialogue(subject: Subject) -> Answers:
    """The answers of a person; at «стоп» or the end of input those given so far. VekhaError at Ctrl-C."""
    dialogue = Dialogue(subject)
    if dialogue.question is None:
        write_line(question_texts.NOTHING_TO_ASK)
        return {}
    write_line(question_texts.OPENING)
    shown = None
    try:
        while (question := dialogue.question) is not None:
            asked = question.ask()
            if shown != (question.key, len(dialogue.given)):
                write_line("", question_texts.progress(*dialogue.progress, asked.heading), *asked.context)
                shown = (question.key, len(dialogue.given))
            line = read_answer(question_texts.prompt(asked.asks, asked.default))
            if line is None:
                write_line(question_texts.INPUT_ENDED)
                break
            dialogue = dialogue.after(line)
            if dialogue.told:
                write_line(dialogue.told)
    except KeyboardInterrupt:
        write_line("")
        raise VekhaError(question_texts.INTERRUPTED) from None
    left = sum(dialogue.answers.get(prompt.key) is None for prompt in subject.questions(dialogue.answers))
    write_line("", question_texts.done(dialogue.answered(), left))
    return dialogue.answers
