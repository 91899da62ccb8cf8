"""The dialog that adds a unit or a person; what cannot be is said beside its field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.unit_views import Member, MembersView
from thidua_desktop.ui.screens.units_fields import MemberForm
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.themed import Text

_TITLES = {Kind.UNIT: "Thêm đơn vị", Kind.PERSON: "Thêm cá nhân"}
_WIDTH = {Kind.UNIT: 420, Kind.PERSON: 440}
_HINTS = {
    Kind.UNIT: "Đơn vị đã có trong sổ (ở đợt khác, hoặc từng được đưa ra) thì vào lại đợt này "
    "cùng số liệu của nó.",
    Kind.PERSON: "Các mẫu báo cáo, tờ trình lấy thông tin từ đây; phần chưa biết để trống, "
    "điền sau cũng được.",
}


class AddMemberDialog(QDialog):
    """Asks for what a unit or a person needs; stays open until it could be stored."""

    wanted = Signal(object)
    """Store this: texts by `Member`. Then call `accept` or `show_error`."""

    def __init__(self, kind: Kind, view: MembersView, parent: QWidget, *, group: str = "") -> None:
        super().__init__(parent)
        self.kind = kind
        self.form = MemberForm(kind)
        self.add_button = Button(_TITLES[kind], icon="plus-lg", look=Look.PRIMARY)
        self.form.offer(view)
        chosen = self.form.fields[Member.GROUP].editor
        if group:
            chosen.setCurrentIndex(max(chosen.findData(group), 0))  # type: ignore[attr-defined]
        self._build()
        self.add_button.clicked.connect(self._answer)
        self.add_button.setDefault(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form.fields[Member.NAME].editor.setFocus()

    def show_error(self, error: InvalidValueError) -> bool:
        """Say what is wrong beside its field, and go there."""
        self.add_button.setEnabled(True)
        if not self.form.show_error(error):
            return False
        for field in self.form.fields.values():
            if field.editor.property("error"):
                field.editor.setFocus()
        return True

    def _build(self) -> None:
        theme = current_theme()
        self.setWindowTitle(_TITLES[self.kind])
        rows = QVBoxLayout(self)
        pad = theme.px(16)
        rows.setContentsMargins(pad, pad, pad, pad)
        rows.setSpacing(theme.px(10))
        rows.addWidget(Text(_HINTS[self.kind], Role.CAPTION, tone="muted", wrap=True))
        inner = QWidget()
        inner.setProperty("page", True)
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, theme.px(4), 0)
        inside.addWidget(self.form)
        inside.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        rows.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, theme.px(4), 0)  # the buttons end where the fields do
        foot.addStretch(1)
        cancel = Button("Hủy")
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        foot.addWidget(self.add_button)
        rows.addLayout(foot)
        wanted = inner.sizeHint().height() + theme.px(150)
        resize_within(self, theme.px(_WIDTH[self.kind]), wanted, grows=False)

    def _answer(self) -> None:
        self.form.clear_errors()
        self.add_button.setEnabled(False)
        self.wanted.emit(self.form.texts())
