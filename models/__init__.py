"""The pure core of Vekha: data in, data out; no clock, no files, no network, no database.

The words (see docs/glossary.md for the Russian forms people see):

Activity    one row of the signed roadmap, code ``1.3`` (direction.number)
Term        the text of its deadline as signed, and what it means: occurrences, or why it is unclear
Milestone   one occurrence of an activity, code ``1.3/2021``: what is marked, voted on, overdue
Mark        what an executor typed in the people's cells of a milestone's row
Submission  a mark taken to the vote, with the fingerprint of what is voted on
Stage       voters, quorum and working days to decide
Ballot      one submission at one stage: one row of the board, number ``1.3/2021-2.1``
Vote        what was seen in one voter's cells of one ballot, when, with which fingerprint
Standing    the outcome of a stage, its sentence, and the votes set aside
Event       something that happened to a milestone; appended to the journal, never edited
Problem     something a person must correct: where, what was found, what to do
Letter      what one person is told, with an identity key
Board       the shared spreadsheet; Snapshot: everything read from it in one request
Effects     what one pass decided: events, letters, problems
Post        a role with its holders from-to; Roster: the people file
"""
