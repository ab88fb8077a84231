import pytest

from formats.text_language import _spread, recognised

TEXTS = {
    "en": ["Dig a well in every village and keep the water clean", "Train the people who look after the wells"],
    "fr": ["Creuser un puits dans chaque village et garder l’eau propre", "Former celles et ceux qui l’entretiennent"],
    "pt": [
        "Abrir um poço em cada aldeia e manter a água limpa para todas as pessoas",
        "Formar as pessoas que cuidam dos poços e assegurar a sua manutenção",
        "Não permitir a exclusão das crianças com deficiência das escolas públicas",
        "Adotar medidas de proteção das mulheres vítimas de violência doméstica",
    ],
    "zh": ["在每个村庄挖一口井，保持水的清洁", "培训负责维护水井的人员"],
    "es": ["Cavar un pozo en cada aldea y mantener el agua limpia para todas las personas"],
    "ru": ["Вырыть колодец в каждой деревне и поддерживать чистоту воды"],
    "ar": ["حفر بئر في كل قرية والحفاظ على نظافة المياه"],
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_most_texts_is_recognised(language):
    assert recognised(TEXTS[language]) == language
    assert recognised([*TEXTS[language] * 3, "Один, два, три, четыре" if language != "ru" else "one two"]) == language


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["", "   ", "12.5", "—"],
        TEXTS["en"] + TEXTS["zh"] + TEXTS["ru"],
        ["Einen Brunnen in jedem Dorf graben und das Wasser sauber halten", "Die Menschen ausbilden, die ihn pflegen"],
    ],
)
def test_no_language_where_it_is_not_sure(texts):
    assert recognised(texts) is None


def test_the_sample_is_spread_over_all_texts():
    sample = _spread(str(i) for i in range(100_000))
    assert 100 <= len(sample) <= 200
    assert sample[0] == "0"
    assert int(sample[-1]) > 99_000
    assert _spread(iter("abc")) == ["a", "b", "c"]
