"""What is said of how a term, or a document's period, is understood."""

PERIOD_OF_SCHOOL_YEAR = "Учебный год в периоде «{text}» должен состоять из двух лет подряд: 2014/2015."
PERIOD_NOT_UNDERSTOOD = (
    "Период «{text}» не понятен; напишите годы, например 2021-2025, или учебный год, например 2014/2015."
)
PERIOD_BACKWARDS = "Период «{text}» кончается раньше, чем начинается."
UNCLEAR = "Срок не определён, нужен ответ человека."
LAST_DAY = "Исполнить до последнего дня года: {first}"
EVERY_YEAR = " и так каждый год до {last}"
NOT_LATER = "Исполнить не позднее {first}"
SEVERAL = "Сроков: {number}, первый – {first}, последний – {last}"
YEAR_OF_PERIOD = "; год взят из периода документа"
REMARK = "; слова «{remark}» к сроку не относятся"
OUTSIDE_PERIOD = "; срок лежит вне периода документа {periods}"
