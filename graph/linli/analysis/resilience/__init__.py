"""Resilience: what hangs on one post or one person, and what is lost if some leave on one day.

answering   the responsibility graph of a day
loss        what places lose if a post is empty, a person leaves, or several do (dominators, by sets)
weight      all of it for every leading post and everybody who leads: the result of `linli resilience`
"""
