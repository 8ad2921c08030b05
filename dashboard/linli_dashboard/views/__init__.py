"""The pages, one a file. (Not `pages/`: Streamlit would run those by itself, past what `main` sets up.)"""
