"""Escalation: who answers above a place, step by step, and where the way up is broken.

records     what is known of one place's neighbourhood
path        the way up from one place, with its breaks
routes      the shortest way to any end, over every kind of link
breaks      the breaks of all places at once, as sets
"""
