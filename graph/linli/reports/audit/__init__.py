"""An audit in words, in every form in which it is handed on.

words      findings in sentences, severities with their signs, shares with their denominators
summary    the tables of totals: by area, by rule, by both
listing    findings, what nobody can tell, what is waived, evidence, who may be one person
grounds    what the ledgers are stated to hold, what nobody has stated, the rules
workbook   all of these as sheets that print on A4
page       one self-contained page in both languages
document   json, and the schema that describes it
"""
