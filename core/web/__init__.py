"""What is served beside Streamlit: the hand-over of the login, documents, verification, health, our own
files."""
