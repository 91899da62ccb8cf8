"""Notices of an import: columns taken as last time, text of before Unicode."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from thidua_desktop.services.import_mappings import Remembered
from thidua_desktop.services.imports import LegacyColumn
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.widgets.cards import NoticeBar


class KnownBar(NoticeBar):
    """Says that columns were taken as last time; its link recognises them anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone=Tone.INFO, icon="clock-history", parent=parent)
        self.hide()

    def show_known(self, known: Remembered | None) -> None:
        """Show how the table is read, nothing for a layout that was never seen."""
        self.setVisible(known is not None)
        if known is not None:
            strong = f"Ghép cột như lần nhập ngày {known.day}"
            self.show_notice(strong, f"(tệp «{known.file}»).", link="Nhận lại từ đầu")


class LegacyBar(NoticeBar):
    """Says that text was read from an old encoding; its link shows both readings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone=Tone.AMBER, parent=parent)
        self.columns: Sequence[LegacyColumn] = ()
        self.hide()

    def show_columns(self, columns: Sequence[LegacyColumn]) -> None:
        """Show which columns are meant, nothing where all text is Unicode."""
        self.columns = columns
        self.setVisible(bool(columns))
        if not columns:
            return
        letters = ", ".join(one.letter for one in columns)
        encodings = ", ".join(dict.fromkeys(one.encoding for one in columns))
        sample = columns[0].samples[0]
        if all(one.kept for one in columns):
            said = "được giữ nguyên như trong tệp."
        else:
            said = f"được đọc sang Unicode: «{sample.before}» thành «{sample.after}»."
        self.show_notice(
            f"Cột {letters} gõ bằng {encodings},", said, link="Xem hai cách đọc, chọn lại"
        )
