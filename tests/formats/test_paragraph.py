import pytest

from formats.paragraph import paragraph_of


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [
        ("115.1 Dig deeper wells (Chad);", "115.1"),
        ("79.91. Dig deeper wells (Chad);", "79.91"),
        ("6.12 Creuser des puits (Tchad) ;", "6.12"),
        ("115.229挖更深的井(乍得)；", "115.229"),
        ("26.197S’abstenir de fermer des puits", "26.197"),
        ("120. 14 Dig deeper wells", "120.14"),
        ("61. Dig deeper wells", "61"),
        ("61.Creuser des puits", "61"),
        ("Dig wells by 2030. Then fill them.", None),
        ("2.5 per cent of the budget goes to wells", None),
        ("2.5% of the budget goes to wells", None),
        ("Escolas31. O Comité recomenda", None),
    ],
)
def test_the_paragraph_of_a_recommendation_of_the_upr(text, paragraph):
    assert paragraph_of(text, "UPR") == paragraph


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [
        ("31. The Committee likes wells.", "31"),
        ("36 . The Committee likes wells.", "36"),
        ("8.While it likes wells,", "8"),
        ("Old wells31. The Committee likes them.", "31"),
        ("Old wells 31. The Committee likes them.", "31"),
        ("Climate and wells10.The Committee", "10"),
        ("C. Main subjects of interest Old wells52. The Committee", "52"),
        ("C.Main subjects of interest52. The Committee", "52"),
        ("Wells for all (arts. 2, 3 and 26)13.The Committee", "13"),
        ("Offences under the Protocol19.The Committee", "19"),
        ("“Dry-Wells” package55.The Committee", "55"),
        ("Puits anciens43. L ’ État partie devrait", "43"),
        ("Puits pour tous 54. À la lumière de ses travaux", "54"),
        ("Poços antigos 12. O Comité recomenda", "12"),
        ("Старые колодцы15. Комитет приветствует", "15"),
        ("水井16.委员会建议", "16"),
        ("水井 18 . 委员会建议", "18"),
        ("D.水井50. 委员会建议", "50"),
        ("12.\n(a) Old wells", "12"),
    ],
)
def test_the_paragraph_of_a_treaty_body_may_stand_behind_a_title(text, paragraph):
    assert paragraph_of(text, "CESCR") == paragraph


@pytest.mark.parametrize(
    "text",
    [
        "(a) Dig wells;",
        "2019. A year of wells.",
        "Wells in 2019. The Committee",
        "The law on wells, Act No. 071. The Committee",
        "The State party should apply article 12. It has not.",
        "Bearing in mind article 12. The Committee",
        "Bearing in mind its general comment No. 21. The Committee",
        "Compte tenu de son observation générale n° 21. Le Comité",
        "Compte tenu de l’observation générale no 21. Le Comité",
        "Wells dug since 5 May 12. The Committee",
        "The Committee recommends digging. Wells 31. The Committee",
        "根据第62.条",
        "委员会建议挖井。水井16.委员会",
        "Ratify the Convention on wells",
        "",
        "1" * 500,
        "Long " * 100 + "31. The Committee",
    ],
)
def test_years_articles_and_numbers_of_laws_are_no_paragraphs(text):
    assert paragraph_of(text, "CESCR") is None
