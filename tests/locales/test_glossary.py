# ruff: noqa: E501 - one row of a table on one line
"""Terms of the field are those of the glossary (shared/glossary.csv), whoever translated the message."""

from __future__ import annotations

import pytest

from views.texts import texts

TERMS = """
coordinator | coordination | coordenação | 协调员
focal point | point focal | ponto focal | 联络人
deputy focal point | point focal suppléant | ponto focal suplente | 候补联络人
signing officer | responsable signataire | responsável pela assinatura | 签批负责人
parliament | parlement | parlamento | 议会
judiciary | pouvoir judiciaire | poder judicial | 司法机构
national human rights institution | institution nationale des droits de l’homme | instituição nacional de direitos humanos | 国家人权机构
UN country team | équipe de pays des Nations Unies | equipa de país das Nações Unidas | 联合国国家工作队
supported | acceptée | aceite | 支持
noted | notée | anotada | 注意到
supported in part | partiellement acceptée | parcialmente aceite | 部分支持
awaiting the State’s reply | réponse en attente | resposta pendente | 待答复
recommendation | recommandation | recomendação | 建议
voluntary pledge | engagement volontaire | compromisso voluntário | 自愿承诺
no information received | aucune information reçue | sem informação recebida | 未收到资料
not started | pas encore entamée | não iniciada | 尚未开始
in progress | en cours | em curso | 正在执行
partially implemented | partiellement mise en œuvre | parcialmente implementada | 部分执行
implemented | pleinement mise en œuvre | implementada | 已执行
continuous action | mise en œuvre continue | implementação contínua | 持续执行
no longer applicable | devenue sans objet | já não aplicável | 不再适用
archived | archivée | arquivada | 已归档
without due date | sans date limite | sem prazo | 未设截止日期
due today | à rendre aujourd’hui | termina hoje | 今日截止
unofficial translation | traduction non officielle | tradução não oficial | 非正式译文
text available only in {language} | texte disponible uniquement en {language} | texto disponível apenas em {language} | 仅有{language}文本
shown in {language} | affiché en {language} | apresentado em {language} | 以{language}显示
supporting institution | institution associée | instituição envolvida | 配合机构
cycle {number} | cycle {number} | {number}.º ciclo | 第{number}轮
Universal Periodic Review | Examen périodique universel | Exame Periódico Universal | 普遍定期审议
Confirm | Confirmer | Confirmar | 确认
Cancel | Annuler | Cancelar | 取消
Back | Retour | Voltar | 返回
Read all | Lire la suite | Ler tudo | 展开全文
Search | Rechercher | Pesquisar | 搜索
Filter | Filtrer | Filtrar | 筛选
Copy as text | Copier le texte | Copiar texto | 复制为文本
Menu | Menu | Menu | 菜单
Help | Aide | Ajuda | 帮助
Settings | Paramètres | Definições | 设置
Language | Langue | Língua | 语言
Time zone | Fuseau horaire | Fuso horário | 时区
My institution’s recommendations | Recommandations de mon institution | Recomendações da minha instituição | 本机构的建议
Position of the State | Position de l’État | Posição do Estado | 国家立场
Human rights defenders | Défenseurs des droits de l’homme | Defensores dos direitos humanos | 人权维护者
This button is no longer valid. Here is the present state. | Ce bouton n’est plus valable. Voici l’état actuel. | Este botão já não é válido. Eis a situação atual. | 此按钮已失效，以下为最新情况。
"""
TABLE = [tuple(cell.strip() for cell in row.split("|")) for row in TERMS.strip().splitlines()]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0][:40])
def test_a_term_is_the_glossarys(row: tuple[str, ...]) -> None:
    english, *translations = row
    values = {"language": "{language}"} if "{language}" in english else {}
    values |= {"number": "{number}"} if "{number}" in english else {}
    said = [texts(language)(english, **values) for language in ("fr", "pt", "zh")]
    assert [text.replace("\u00a0", " ") for text in said] == translations


@pytest.mark.parametrize("language", ["fr", "pt", "zh"])
def test_words_that_the_field_does_not_use_stand_nowhere(language: str) -> None:
    from pathlib import Path

    never = {
        "fr": ["rejetée", "deadline"],
        "pt": ["rejeitada", "usuário", "arquivo ", "tela", "você", "equipe"],
        "zh": ["拒绝", "用户", "您的国家的"],
    }
    source = Path(__file__).resolve().parents[2] / "locales" / language / "LC_MESSAGES" / "messages.po"
    text = source.read_text(encoding="utf-8").casefold()
    assert [word for word in never[language] if word in text] == []
