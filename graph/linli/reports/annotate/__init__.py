"""The sender's own workbook back, annotated: problem cells coloured, with a note, and a summary in front.

    patch     the whole of it, from file to file       book      the list of sheets, and one put in front
    summary   what the sheet in front says             sheet     rows and cells of one sheet
    convert   a workbook from another format's cells   styles    how cells look
    package   the zip: parts, relationships, types     comments  notes, and the boxes they are drawn in
    markup    XML as bytes with places in them: all that is done here is to put bytes in between the sender's

A workbook is patched and never rewritten: a library that reads one and writes it again keeps what it knows
of, and loses sparklines, data bars, text boxes or cached values on the way. Here the parts that need no
change are copied, and in the others all bytes stay but those that are meant to change.
"""
