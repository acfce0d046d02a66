"""The only part of core that imports Streamlit: the frame, the opening of a page, and what pages are drawn with."""
