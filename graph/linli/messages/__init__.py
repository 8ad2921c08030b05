"""Every text that a person sees, in Chinese and English; `catalogue.py` reads them."""
