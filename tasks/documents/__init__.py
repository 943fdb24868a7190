"""How is a Word, Excel or text file read as a document?"""

from tasks.documents.dictionary import lexicon_for
from tasks.documents.read import read_document

__all__ = ["lexicon_for", "read_document"]
