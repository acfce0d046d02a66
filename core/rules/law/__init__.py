"""The rules of law this product applies, each with its values in the YAML of the same name."""

from core.rules.law import (
    assiduity_met,
    assiduity_periods,
    bev_assiduity_certificate,
    bev_employer_claim,
    bev_enrolment_certificate,
    bev_second_session_notice,
    course_hours,
    criminal_record_validity,
    first_agreement,
    led_registration,
    mentor_training,
    proofs_earned,
    recognition_decision,
    recognition_expiry,
    replacement_agreement,
    task_outcomes,
    vov_enrolment_attest,
    vov_regular_attendance,
)
from core.rules.rule import Rule

TERM = ("term",)
RULES = (
    Rule("led_registration", led_registration.FACTS, led_registration.decide, terms=TERM),
    Rule(
        "bev_enrolment_certificate",
        bev_enrolment_certificate.FACTS,
        bev_enrolment_certificate.decide,
        terms=("term_after_start", "term_after_late_enrolment"),
    ),
    Rule(
        "bev_assiduity_certificate",
        bev_assiduity_certificate.FACTS,
        bev_assiduity_certificate.decide,
        terms=TERM,
    ),
    Rule(
        "bev_second_session_notice",
        bev_second_session_notice.FACTS,
        bev_second_session_notice.decide,
        terms=TERM,
    ),
    Rule("bev_employer_claim", bev_employer_claim.FACTS, bev_employer_claim.decide),
    Rule("vov_enrolment_attest", vov_enrolment_attest.FACTS, vov_enrolment_attest.decide, terms=TERM),
    Rule("recognition_decision", recognition_decision.FACTS, recognition_decision.decide, terms=TERM),
    Rule("recognition_expiry", recognition_expiry.FACTS, recognition_expiry.decide, terms=("validity",)),
    Rule("mentor_training", mentor_training.FACTS, mentor_training.decide, terms=TERM),
    Rule(
        "criminal_record_validity",
        criminal_record_validity.FACTS,
        criminal_record_validity.decide,
        terms=("validity",),
    ),
    Rule("first_agreement", first_agreement.FACTS, first_agreement.decide),
    Rule("replacement_agreement", replacement_agreement.FACTS, replacement_agreement.decide),
    Rule("assiduity_periods", assiduity_periods.FACTS, assiduity_periods.decide, gives_a_date=False),
    Rule("assiduity_met", assiduity_met.FACTS, assiduity_met.decide, gives_a_date=False),
    Rule(
        "vov_regular_attendance",
        vov_regular_attendance.FACTS,
        vov_regular_attendance.decide,
        gives_a_date=False,
    ),
    Rule("course_hours", course_hours.FACTS, course_hours.decide, gives_a_date=False),
    Rule("proofs_earned", proofs_earned.FACTS, proofs_earned.decide, gives_a_date=False),
    Rule("task_outcomes", task_outcomes.FACTS, task_outcomes.decide, gives_a_date=False),
)
