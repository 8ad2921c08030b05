"""Audits: run them, list them and their findings, explain one, compare two, take one out as a file;
waivers.
"""
