"""Headings of tables as offices make them, each leaf with what it means: layouts A to H, P and X.

A layout is a tree written as nested tuples: (wordings parted by `|`, meaning or children). `?`
before a meaning: the column may be left out. A meaning of `-` is a column that means nothing to
the catalogue.
"""

from typing import Final

_TOTAL = "Tổng số|Tổng cộng|Tổng|TS"
_ONLINE = "Trực tuyến|Nộp trực tuyến|Trực tuyến (DVCTT)"
_DIRECT = "Trực tiếp|Nộp trực tiếp"
_POSTAL = "BCCI|Bưu chính công ích|Qua BCCI|Dịch vụ BCCI"
_EARLY = "Trước hạn|Sớm hạn"
_ON_TIME = "Đúng hạn|Trong hạn"
_LATE = "Quá hạn|Trễ hạn|Chậm hạn"
_UNIT = (
    "Đơn vị|Tên đơn vị|Cơ quan, đơn vị|Tên cơ quan, đơn vị|Cơ quan/Đơn vị|ĐƠN VỊ"
    "|Tên đơn vị, địa phương"
)
_RATE = "Tỷ lệ|Tỉ lệ|Tỷ lệ (%)|Tỷ lệ %"
_FEES = "Hồ sơ có nghĩa vụ tài chính|HS có nghĩa vụ tài chính"

_DIRECT_POSTAL = (
    "Trực tiếp, dịch vụ bưu chính|Trực tiếp, DV BC|Trực tiếp, bưu chính|Trực tiếp, dịch vụ BCCI"
)
_ONLINE_RESULTS = (
    "Kết quả xử lý hồ sơ trực tuyến|Kết quả xử lý HS trực tuyến|Kết quả giải quyết hồ sơ trực tuyến"
)
_ONLINE_RESOLVED = (
    "Hồ sơ DVC trực tuyến toàn trình, một phần|Hồ sơ trực tuyến"
    "|Hồ sơ giải quyết qua DVC trực tuyến toàn trình, một phần"
)
_TARGET_SERVICES = (
    "Tỷ lệ dịch vụ công phát sinh hồ sơ trực tuyến"
    "|Tỷ lệ DVC trực tuyến phát sinh hồ sơ|Tỷ lệ DVCTT có phát sinh hồ sơ"
)
_TARGET_ONLINE = (
    "Tỷ lệ hồ sơ tiếp nhận, xử lý trực tuyến|Tỷ lệ hồ sơ xử lý trực tuyến"
    "|Tỷ lệ hồ sơ tiếp nhận trực tuyến"
)
_RESOLVED = (
    "Tổng số hồ sơ đã giải quyết|Tổng số hồ sơ giải quyết|Hồ sơ đã giải quyết"
    "|Số hồ sơ đã giải quyết trong kỳ"
)

STT_WORDS = "STT|TT|Stt|Số TT|S TT|S.T.T"

LAYOUTS: Final = {
    "A": (
        ("Lĩnh vực, công việc giải quyết theo cấp|Đơn vị|Tên cơ quan, đơn vị", "unit"),
        (
            "Số hồ sơ nhận giải quyết|Số lượng hồ sơ tiếp nhận|Số hồ sơ tiếp nhận",
            (
                (_TOTAL, "received_total"),
                (
                    "Trong đó|Trong kỳ|Số mới tiếp nhận trong kỳ",
                    (
                        ("Trực tuyến|Tiếp nhận trực tuyến", "received_online"),
                        (
                            _DIRECT_POSTAL,
                            "received_direct_postal",
                        ),
                    ),
                ),
                ("Từ kỳ trước|Số kỳ trước chuyển qua|Kỳ trước chuyển sang", "carried_over"),
            ),
        ),
        (
            "Số lượng hồ sơ đã giải quyết|Số hồ sơ đã giải quyết|Kết quả đã giải quyết",
            (
                (_TOTAL, "resolved_total"),
                (_EARLY, "resolved_early"),
                (
                    "Đúng hạn|Đúng hạn (Bao gồm cả hồ sơ chờ Bổ sung và Trả lại/Xin rút)",
                    "resolved_on_time",
                ),
                ("Quá hạn|Trễ hạn", "resolved_late"),
            ),
        ),
        (
            "Số lượng hồ sơ đang giải quyết|Đang giải quyết|Số hồ sơ đang giải quyết",
            (
                (_TOTAL, "pending_total"),
                ("Trong hạn|Chưa đến hạn", "pending_in_time"),
                ("Quá hạn|Đã quá hạn", "pending_overdue"),
            ),
        ),
        ("Ghi chú", "?note"),
    ),
    "B": (
        (_UNIT, "unit"),
        (
            "Tiếp nhận|Hồ sơ tiếp nhận|Số hồ sơ tiếp nhận",
            (
                (_TOTAL, "received_total"),
                (
                    "Kỳ trước chuyển sang|Kỳ trước chuyển qua|Tồn kỳ trước chuyển sang",
                    "carried_over",
                ),
                (
                    "Trong kỳ|Tiếp nhận trong kỳ|Mới tiếp nhận trong kỳ",
                    (
                        (_TOTAL, "received_new"),
                        (_ONLINE, "received_online"),
                        (_DIRECT, "received_direct"),
                        (_POSTAL, "received_postal"),
                    ),
                ),
            ),
        ),
        (
            "Đã xử lý|Đã giải quyết|Hồ sơ đã xử lý|Kết quả giải quyết",
            (
                (_TOTAL, "resolved_total"),
                (_EARLY, "resolved_early"),
                (_ON_TIME, "resolved_on_time"),
                (_LATE, "resolved_late"),
            ),
        ),
        (
            "Đang xử lý|Đang giải quyết|Hồ sơ đang xử lý",
            (
                (_TOTAL, "pending_total"),
                ("Trong hạn|Còn hạn", "pending_in_time"),
                ("Quá hạn|Trễ hạn", "pending_overdue"),
            ),
        ),
        ("Tạm dừng xử lý|Tạm dừng", "?suspended"),
    ),
    "C1": (
        (_UNIT, "unit"),
        (
            "Cung cấp DVCTT|Cung cấp dịch vụ công trực tuyến",
            (
                ("Tổng số thủ tục|Tổng số TTHC", "-"),
                (
                    "DVC trực tuyến|Dịch vụ công trực tuyến",
                    ((_TOTAL, "services_total"), ("Toàn trình", "-"), ("Một phần", "-")),
                ),
            ),
        ),
        (
            "Phát sinh hồ sơ",
            (
                (
                    "Tổng|Tổng số|Tổng cộng",
                    (
                        ("Số TT phát sinh HS|Số thủ tục phát sinh hồ sơ", "-"),
                        ("Số HS cả trực tuyến & trực tiếp", "-"),
                        (
                            "Số TT trực tuyến phát sinh HS|Số DVCTT phát sinh hồ sơ",
                            "~services_active",
                        ),
                        ("Số HS trong các TT trực tuyến", "~eligible_total"),
                        ("Số HS trực tuyến", "~eligible_online"),
                    ),
                ),
                (
                    "Toàn trình",
                    (
                        ("Số TT phát sinh HS", "-"),
                        ("Số HS", "-"),
                        ("Số HS trực tuyến", "-"),
                    ),
                ),
                (
                    "Một phần",
                    (
                        ("Số TT phát sinh HS", "-"),
                        ("Số HS", "-"),
                        ("Số HS trực tuyến", "-"),
                    ),
                ),
                (
                    "DV cung cấp thông tin",
                    (
                        ("Số TT phát sinh HS", "-"),
                        ("Số HS", "-"),
                        ("Số HS trực tuyến", "-"),
                    ),
                ),
            ),
        ),
    ),
    "C2": (
        ("Mã định danh|Mã đơn vị|Mã", "?code"),
        (_UNIT, "unit"),
        (
            "Số hồ sơ nhận|Số hồ sơ tiếp nhận|Hồ sơ tiếp nhận trong kỳ",
            (
                (_TOTAL, "received_new"),
                (
                    "Mới tiếp nhận|Tiếp nhận mới",
                    (
                        (_ONLINE, "received_online"),
                        (_DIRECT, "received_direct"),
                        (_POSTAL, "received_postal"),
                    ),
                ),
            ),
        ),
        (
            "Tỷ lệ nộp (%)|Tỷ lệ nộp hồ sơ (%)|Tỉ lệ nộp (%)",
            (
                ("Trực tuyến", "%received_online"),
                ("Trực tiếp", "%received_direct"),
                ("BCCI", "%received_postal"),
            ),
        ),
        (
            _ONLINE_RESULTS,
            (
                ("Đúng hạn", "online_on_time"),
                ("Quá hạn|Trễ hạn", "online_late"),
                ("Tỷ lệ đúng hạn (%)|Tỷ lệ đúng hạn", "%online_on_time"),
            ),
        ),
        ("Số lượng đồng bộ Cổng DVCQG|SL đồng bộ Cổng DVCQG|Đồng bộ lên Cổng DVCQG", "synced"),
        (f"Tổng hồ sơ có nghĩa vụ tài chính|{_FEES}", "fee_total"),
        (
            "Thanh toán trực tuyến trên Cổng DVCQG|TTTT trên Cổng DVCQG",
            (
                ("Số hồ sơ|Số HS|Số lượng", "paid_online"),
                ("Tỷ lệ thanh toán trực tuyến (%)|Tỷ lệ TTTT", "%paid_online"),
                ("Tỷ lệ thanh toán trực tiếp (%)|Tỷ lệ trực tiếp", "?%paid_direct"),
            ),
        ),
    ),
    "C3": (
        (_UNIT, "unit"),
        ("Tiếp nhận|Số hồ sơ tiếp nhận|Tổng số hồ sơ tiếp nhận", "~received_total"),
        (
            "Số hóa hồ sơ khi tiếp nhận|Số hoá hồ sơ khi tiếp nhận|Số hóa thành phần hồ sơ",
            (
                (
                    "Chưa số hóa TPHS|Chưa số hóa|Chưa số hóa thành phần hồ sơ",
                    "parts_not_digitised",
                ),
                ("Có số hóa TPHS|Đã số hóa TPHS|Có số hóa thành phần hồ sơ", "parts_digitised"),
                ("Có tái sử dụng thành phần|Có tái sử dụng TPHS", "?parts_reused"),
                ("Tái sử dụng từ Cổng DVCQG", "?parts_reused_portal"),
                ("Tỷ lệ số hóa TPHS|Tỷ lệ", "%parts_digitised"),
            ),
        ),
        ("Đã giải quyết|Số hồ sơ đã giải quyết", "resolved_total"),
        (
            "Số hóa kết quả|Số hoá kết quả giải quyết|Số hóa kết quả giải quyết TTHC",
            (
                ("Chưa|Chưa số hóa", "results_not_digitised"),
                ("Đã|Đã số hóa", "results_digitised"),
                (_RATE, "%results_digitised"),
            ),
        ),
        ("Đánh giá", (("Đạt", "?ok"), ("Không đạt|Chưa đạt", "not_ok"))),
    ),
    "C4": (
        (_UNIT, "unit"),
        ("Hồ sơ thu phí|Số hồ sơ thu phí, lệ phí|Hồ sơ có thu phí, lệ phí", "fee_total"),
        (
            "Thanh toán|Hình thức thanh toán",
            (("Trực tiếp", "paid_direct"), ("Trực tuyến", "paid_online")),
        ),
        ("Tỷ lệ TTTT|Tỷ lệ thanh toán trực tuyến|Tỷ lệ thanh toán trực tuyến (%)", "%paid_online"),
        ("Phí (VNĐ)|Phí (đồng)|Phí", "money_fee"),
        ("Lệ phí (VNĐ)|Lệ phí (đồng)|Lệ phí", "money_charge"),
        ("Tổng số|Tổng số tiền|Tổng số tiền (đồng)|Tổng tiền (VNĐ)", "money_total"),
    ),
    "D": (
        ("Tên đơn vị|Tên CQT|Tên phòng, đơn vị", "unit"),
        (
            _FEES,
            (
                (_TOTAL, "fee_total"),
                ("Đã thanh toán trực tuyến|Thanh toán trực tuyến", "paid_online"),
                ("Tỷ lệ (thanh toán trực tuyến)|Tỷ lệ thanh toán trực tuyến|Tỷ lệ", "%paid_online"),
            ),
        ),
        ("Ghi chú", "note"),
    ),
    "E": (
        ("Họ và tên|Họ tên|Họ và tên công chức", "unit"),
        ("Cơ quan/bộ phận|Cơ quan, bộ phận|Đơn vị công tác|Cơ quan công tác|Đơn vị", "office"),
        ("Ngày sinh|Ngày, tháng, năm sinh", "?birth"),
        ("Số hồ sơ tiếp nhận|Số HS tiếp nhận", "received_new"),
        (
            "Trong đó: thuộc TTHC có DVCTT|Hồ sơ thuộc TTHC có DVCTT|Thuộc TTHC có DVCTT",
            (
                ("Tổng số", "eligible_total"),
                ("Hồ sơ trực tuyến|Trực tuyến|HS trực tuyến", "eligible_online"),
                (_RATE, "%eligible_online"),
            ),
        ),
        (
            "Dịch vụ công trực tuyến|DVC trực tuyến|DVCTT",
            (
                ("Số DVCTT|Tổng số DVCTT|Số DVC trực tuyến", "services_total"),
                ("Số DVCTT có phát sinh hồ sơ|Số DVCTT có phát sinh HS", "services_active"),
                (_RATE, "%services_active"),
            ),
        ),
        (
            "Đánh giá của người dân|Đánh giá của người dân, doanh nghiệp|Đánh giá mức độ hài lòng",
            (
                ("Tổng lượt đánh giá|Tổng số lượt đánh giá|Tổng số", "rated_total"),
                ("Rất hài lòng", "rated_very_satisfied"),
                ("Hài lòng", "rated_satisfied"),
                ("Không hài lòng|Chưa hài lòng", "rated_dissatisfied"),
                ("Tỷ lệ RHL|Tỷ lệ rất hài lòng|Tỷ lệ RHL (%)", "%rated_very_satisfied"),
            ),
        ),
        ("Số PAKN|Số phản ánh, kiến nghị|Phản ánh, kiến nghị", "complaints"),
        ("Số tin/bài|Số tin, bài|Tin, bài được đăng", "news_items"),
        ("Nhiệm vụ chậm muộn|Số nhiệm vụ chậm muộn", "late_tasks"),
        ("Nhiệm vụ chỉnh sửa nhiều lần|Nhiệm vụ phải chỉnh sửa nhiều lần", "?corrected_tasks"),
        ("Ý tưởng, sáng kiến|Số ý tưởng, sáng kiến|Sáng kiến", "?ideas"),
    ),
    "F": (
        ("Tên cơ quan|Tên cơ quan, đơn vị|Cơ quan, đơn vị", "unit"),
        ("Số phiếu|Số phiếu đánh giá|Tổng số phiếu đánh giá", "~rated_total"),
        (
            "Điểm chỉ số thành phần|Điểm các chỉ số thành phần",
            tuple((f"Chỉ số {number}|{number}", "-") for number in range(1, 10)),
        ),
        ("Tổng điểm", "-"),
        ("Xếp loại", "-"),
        ("Xếp hạng", "-"),
        (
            "Mức độ hài lòng (%)|Tỷ lệ hài lòng (%)",
            (
                ("Không hài lòng", "-"),
                ("Hài lòng", "-"),
                ("Rất hài lòng", "~%rated_very_satisfied"),
            ),
        ),
    ),
    "G": (
        (_UNIT, "unit"),
        ("Số hồ sơ quá hạn|Số hồ sơ trễ hạn|Hồ sơ giải quyết quá hạn", "resolved_late"),
        ("Ghi chú|Lý do|Nguyên nhân", "?note"),
    ),
    "H1": (
        (_UNIT, "unit"),
        (
            _ONLINE_RESOLVED,
            (
                ("Tổng số đã giải quyết|Tổng số", "online_total"),
                ("Trước hạn", "online_early"),
                ("Đúng hạn", "online_on_time"),
                ("Quá hạn|Trễ hạn", "online_late"),
            ),
        ),
        ("Tỷ lệ đúng hạn, trước hạn|Tỷ lệ đúng hạn và trước hạn (%)", "%online_in_time"),
    ),
    "H2": (
        (_UNIT, "unit"),
        (
            "Tổng số hồ sơ đã giải quyết|Số hồ sơ đã giải quyết|Tổng HS đã giải quyết",
            "resolved_total",
        ),
        ("Trước hạn|Giải quyết trước hạn", "resolved_early"),
        ("Đúng hạn|Giải quyết đúng hạn", "resolved_on_time"),
        ("Trễ hạn|Quá hạn|Giải quyết trễ hạn", "resolved_late"),
        ("Ghi chú", "?note"),
    ),
    "P": (
        (_UNIT, "unit"),
        (
            "Chỉ tiêu giao năm 2023|Chỉ tiêu giao|Chỉ tiêu năm 2024|Chỉ tiêu giao năm 2024",
            (
                (
                    _TARGET_SERVICES,
                    "target_services_active",
                ),
                (
                    _TARGET_ONLINE,
                    "target_received_online",
                ),
            ),
        ),
        ("Ghi chú", "?note"),
    ),
    "X": (
        (_UNIT, "unit"),
        (
            _RESOLVED,
            "resolved_total",
        ),
        (
            "Hồ sơ trực tuyến|Hồ sơ DVC trực tuyến|Hồ sơ giải quyết trực tuyến",
            (
                (_TOTAL, "online_total"),
                ("Trước hạn", "online_early"),
                ("Đúng hạn", "online_on_time"),
            ),
        ),
        ("Hồ sơ trễ hạn|Hồ sơ quá hạn|Số hồ sơ trễ hạn", "resolved_late"),
        ("Tỷ lệ trực tuyến|Tỷ lệ hồ sơ trực tuyến (%)", "?%online_total"),
        ("Ghi chú", "?note"),
    ),
    "N": (
        ("Phòng, đơn vị|Tên đơn vị|Các phòng, đơn vị", "unit"),
        (
            "Hồ sơ, kết quả còn hiệu lực",
            (
                ("Tổng số", "received_total"),
                ("Đã số hóa|Đã số hoá", "parts_digitised"),
                (_RATE, "%parts_digitised"),
            ),
        ),
        (
            "Dịch vụ công|Dịch vụ công trực tuyến",
            (
                ("Số DVC trực tuyến|Số DVCTT", "services_total"),
                ("Có phát sinh hồ sơ trực tuyến|Số DVCTT có phát sinh hồ sơ", "services_active"),
                (_RATE, "%services_active"),
            ),
        ),
        (
            "Hồ sơ tiếp nhận trong kỳ",
            (
                ("Tổng số", "received_new"),
                ("Trực tuyến", "received_online"),
                ("Tỷ lệ trực tuyến|Tỷ lệ trực tuyến (%)", "%received_online"),
                ("Cập nhật trên Hệ thống", "on_system"),
                ("Tỷ lệ cập nhật trên Hệ thống", "?%on_system"),
            ),
        ),
    ),
}

CAMPAIGNS: Final = {
    "A": "ubnd-tinh-lang-son-2023",
    "B": "ubnd-tinh-lang-son-2023",
    "C1": "ubnd-tinh-lang-son-2023",
    "C2": "ubnd-tinh-lang-son-2023",
    "C3": "ubnd-tinh-lang-son-2023",
    "C4": "so-tnmt-lang-son-2024",
    "D": "so-tnmt-lang-son-2024",
    "E": "ttpvhcc-lang-son-2023",
    "F": "ubnd-tinh-lang-son-2023",
    "G": "nui-thanh-2023",
    "H1": "nui-thanh-2023",
    "H2": "nui-thanh-2023",
    "P": "ubnd-tinh-lang-son-2023",
    "X": "nui-thanh-2023",
    "N": "so-noi-vu-lang-son-2023",
}
