"""Importing this module loads what reading needs: the code, the word lists, the segmenter's dictionary.

On Linux one process imports it once and every worker is a copy of that process.
"""

from __future__ import annotations

from pipeline.run.one_file import outcome

outcome("warm.txt", "2024年，全镇新建党支部3个。".encode())
