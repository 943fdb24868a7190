"""What is said of a roadmap file that contradicts itself, and how an order is named."""

ORDER = "№ {number} от {day}"
ACTIVITY_CODE = "код мероприятия пишется числами через точку, например «1.3»"
MILESTONE_CODE = "код вехи «{code}»: у мероприятия {activity} он пишется как {activity}/2021"
CODE_TWICE = "код {code} повторяется: код мероприятия даётся один раз и навсегда"
