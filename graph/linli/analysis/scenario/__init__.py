"""What if: changes that somebody thinks of, on the facts. Pure: facts in, facts out; nothing is written.

change  what can be changed, by identifiers alone
tables  the two things that happen to a table: rows are put, rows are ended
apply   changes carried out on facts, one after the other
merge   two bodies made one
near    the part of the facts that decides what a change breaks or mends
"""
