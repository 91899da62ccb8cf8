"""The window: Qt lives here and in `app.py`, nowhere else."""

from thidua_desktop.ui.lasting_none import keep_none_alive

keep_none_alive()
