"""The window: Qt lives here and in `app.py`, nowhere else."""

from thidua_desktop.ui.lasting_constants import keep_constants_alive

keep_constants_alive()
