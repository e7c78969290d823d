"""python -m pipeline.cli"""

from pipeline.cli import main

main(prog_name="taizhang")
