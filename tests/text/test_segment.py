from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wenming_nlp.errors import InputError, LexiconError
from wenming_nlp.schema import POS
from wenming_nlp.text.lexicon import load_lexicon
from wenming_nlp.text.segment import ENGINES, Tokenizer

SAMPLE = sorted((Path(__file__).parents[2] / "corpora" / "sample").glob("d*.txt"))[::3]
# Text as it comes, good and bad: terms, ordinary words, all kinds of white space, what engines stumble over.
PIECES = st.sampled_from([
    *("创文", "文明", "城市", "全国文明城市", "创建", "志愿服务", "独创", "市民", "老张", "的", "和", "，", "。", "“"),
    *("2017-04-21", "3.5%", "5G", "AI", "www.a.cn", "-", ".", " ", "\u3000", "\n", "\r\n", "\t", "\x00", "\x1f"),
    *("\ufffe", "\uffff", "\ufdd0", "\ud83d", "\ude00", "😀", "𠮷", "\u200b", "e\u0301", "１２", "﹝", "繁體"),
    *("\x85", "\u2028"),
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40)
OURS = ["迎国检", "5G", "城市和", "AI创城", "文明城"]


@pytest.fixture(params=ENGINES)
def engine(request):
    return request.param


def check_spans(tokens):
    last = 0
    for start, end, word, pos in tokens:
        assert tokens.text[start:end] == word
        assert not word.isspace()
        assert pos in POS.values
        assert not tokens.text[last:start].strip()
        assert last <= start < end
        last = end
    assert not tokens.text[last:].strip()


@given(TEXTS)
@settings(deadline=None)
@example("\uffff创文\uffff\ufffe全国文明城市\uffff")
@example("\ud83d\ude00创文")
@example("\r\n全国文明城市\r\n\n")
@pytest.mark.parametrize("engine", ENGINES)
def test_spans_are_exact_for_any_text(engine, text):
    check_spans(Tokenizer(OURS, engine).tokens(text))


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_spans_are_exact_on_pages(path):
    check_spans(Tokenizer().tokens(path.read_text(encoding="utf-8")))


@given(st.lists(st.text("文明城市创建国检a5-", min_size=1, max_size=4), min_size=1, max_size=4), TEXTS)
@settings(deadline=None, max_examples=60)
def test_listed_words_stay_whole(words, text):
    """Only a longer listed word or one further left breaks a listed word."""
    tok = Tokenizer(words, lexicon=False)
    tokens = tok.tokens(text)
    spans = set(zip(tokens.starts, tokens.ends, strict=True))
    position = 0
    while position < len(text):
        fits = [w for w in words if text.startswith(w, position) and whole_runs(text, position, position + len(w))]
        if fits:
            longest = max(map(len, fits))
            assert (position, position + longest) in spans
            position += longest
        else:
            position += 1


def whole_runs(text, start, end):
    """Whether a span breaks no run of ASCII letters and digits."""
    return not any(
        0 < at < len(text) and all(c.isascii() and c.isalnum() for c in text[at - 1 : at + 1]) for at in (start, end)
    )


def test_longer_listed_word_wins(engine):
    tok = Tokenizer(["文明", "文明实践站", "站长会"], engine)
    assert tok("文明实践站长会")[0] == "文明实践站"
    assert tok("站长会文明") == ["站长会", "文明"]


def test_packaged_terms_stay_whole(engine):
    tok = Tokenizer(engine=engine)
    assert tok("我区创建全国文明城市工作推进会在新时代文明实践中心召开") == [
        *("我区", "创建全国文明城市", "工作", "推进会", "在", "新时代文明实践中心", "召开"),
    ]
    assert tok("全区创文迎检，创城工作") == ["全区", "创文", "迎检", "，", "创城", "工作"]


def test_every_packaged_term_is_one_word_alone(engine):
    tok = Tokenizer(engine=engine)
    assert [term.term for term in load_lexicon() if tok(f"，{term.term}。") != ["，", term.term, "。"]] == []


def test_short_packaged_terms_break_no_dictionary_word(engine):
    tok = Tokenizer(engine=engine)
    assert tok("独创城市") == ["独创", "城市"]
    assert tok("创城市民") == ["创城", "市民"]
    assert tok("古镇街道旁") == ["古镇", "街道", "旁"]
    assert tok("中国检察官") == ["中国", "检察官"]


def test_numerals_are_no_part_of_a_term():
    assert "三个代表" not in Tokenizer()("十三个代表团")
    assert "三个代表" in Tokenizer()("学习三个代表重要思想") or "三个代表重要思想" in Tokenizer()(
        "学习三个代表重要思想"
    )
    assert "五一国际劳动节" in Tokenizer()("2023五一国际劳动节")


def test_callers_words_beat_packaged_terms(engine):
    assert "单位走访" in Tokenizer(["单位走访"], engine)("文明单位走访慰问")
    assert Tokenizer(["文明"], engine)("全国文明城市") == ["全国文明城市"]
    assert Tokenizer(["全国文明城市"], engine).tokens("全国文明城市").pos == ("n",)
    assert Tokenizer([("全国文明城市", 1, "nz")], engine).tokens("全国文明城市").pos == ("nz",)


def test_word_that_crosses_two_packaged_terms():
    """The packaged terms on both sides give way, and nothing is lost."""
    tokens = Tokenizer(["单位志愿"]).tokens("文明单位志愿服务")
    assert tokens.words == ("文明", "单位志愿", "服务")


def test_ascii_runs_are_never_broken(engine):
    tok = Tokenizer(["5G", "AI创城"], engine)
    assert tok("15G和5GB不是5G") == [*tok("15G"), "和", *tok("5GB"), *tok("不是"), "5G"]
    assert "AI创城" in tok("用AI创城")
    assert "AI创城" not in tok("用XAI创城")


def test_shorter_word_stands_where_the_longer_breaks_a_run():
    tok = Tokenizer(["嘎创5", "嘎创", "创"])
    assert tok("嘎创5") == ["嘎创5"]
    assert tok("嘎创5G嘎创5G创") == ["嘎创", "5G", "嘎创", "5G", "创"]


def test_rejected_words_take_linear_time():
    tok = Tokenizer(["a5", "5创"])
    tok("热身")
    start = time.perf_counter()
    assert len(tok("xa5x " * 20_000)) == 20_000
    assert time.perf_counter() - start < 5


def test_no_white_space_among_words(engine):
    assert Tokenizer(engine=engine)(" 文明\u3000城市\n\n") == ["文明", "城市"]
    assert Tokenizer(engine=engine)("") == []
    assert Tokenizer(engine=engine)(" \n\u3000") == []


def test_organs_are_no_persons(engine):
    tokens = Tokenizer(engine=engine).tokens("文明办、宣传部和双拥办弘扬文明新风，道德模范吴大江")
    tags = dict(zip(tokens.words, tokens.pos, strict=True))
    assert [tags[word] for word in ("文明办", "宣传部", "双拥办")] == ["nt", "nt", "nt"]
    assert tags["弘扬"] == "v"
    assert Tokenizer(engine=engine).tokens("文明").pos == ("n",)


def test_known_word_keeps_its_dictionary_tag(engine):
    assert Tokenizer(["北京"], engine).tokens("北京").pos == ("ns",)
    assert Tokenizer(["嘎文嘎"], engine).tokens("嘎文嘎").pos[0] in POS.values


# --- a value ----------------------------------------------------------------------------------------------------


def test_equal_by_content(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("播州区 5 ns\n", encoding="utf-8")
    other = tmp_path / "b.txt"
    other.write_text("播州区\t5\tns\n\n", encoding="utf-8")
    assert Tokenizer(["创文", "迎检"]) == Tokenizer(("迎检", ("创文", 3), "创文"))
    assert hash(Tokenizer(["创文"])) == hash(Tokenizer(iter(["创文"])))
    assert Tokenizer(dictionaries=[path]) == Tokenizer(dictionaries=[other])
    values = [
        *(Tokenizer(), Tokenizer(["创文"]), Tokenizer(engine="jieba"), Tokenizer(hmm=False)),
        *(Tokenizer(lexicon=False), Tokenizer(dictionaries=[path])),
    ]
    assert len(set(values)) == len(values)


def test_frozen():
    with pytest.raises(AttributeError):
        Tokenizer().hmm = False


def _words(tok: Tokenizer, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tokens = tok.tokens(text)
    return tokens.words, tokens.pos


def test_another_process_cuts_the_same(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("嘎文嘎明 3 nz\n", encoding="utf-8")
    text = "嘎文嘎明与嘎检嘎城同创全国文明城市"
    tok = Tokenizer(["嘎检嘎城"], dictionaries=[path])
    path.unlink()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(_words, tok, text).result(timeout=120) == _words(tok, text)
    assert "嘎检嘎城" in tok(text)
    assert "嘎文嘎明" in tok(text)


def test_pickled_tokenizer_is_equal_and_small():
    tok = Tokenizer(["创文"])
    data = pickle.dumps(tok)
    assert len(data) < 1000
    again = pickle.loads(data)
    assert again == tok
    assert again("创文") == ["创文"]


def test_threads_share_an_engine():
    tok = Tokenizer(["线程词"])
    expected = tok.tokens("线程词与全国文明城市" * 50)
    wrong, gate = [], threading.Barrier(8)

    def work(number):
        gate.wait()
        for turn in range(20):
            Tokenizer([f"新词{number}"])(f"新词{number}") if turn % 10 == 0 else None
            if tok.tokens(expected.text) != expected:
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_one_tokenizer_does_not_change_another(engine):
    before = Tokenizer(engine=engine)("小明迎嘎检去")
    assert "迎嘎检" in Tokenizer(["迎嘎检"], engine)("小明迎嘎检去")
    assert Tokenizer(engine=engine)("小明迎嘎检去") == before


# --- the engines ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hmm", [True, False])
def test_engines_cut_alike_outside_of_ascii(hmm):
    """All boundaries agree but those that touch a run of ASCII, where rjieba keeps more together."""
    rust, reference = Tokenizer(OURS, hmm=hmm), Tokenizer(OURS, "jieba", hmm=hmm)
    assert len(SAMPLE) > 30
    for path in SAMPLE:
        text = path.read_text(encoding="utf-8")
        ascii_at = {
            at for run in re.finditer(r"[\w+#&.%-]+", text, re.ASCII) for at in range(run.start(), run.end() + 1)
        }
        ours, theirs = rust.tokens(text), reference.tokens(text)
        assert set(ours.ends) - ascii_at == set(theirs.ends) - ascii_at
        if not hmm:
            assert ours == theirs


def test_del_word_elsewhere_does_not_reach_us():
    """jieba's own module, whoever uses it, shares nothing with our copy."""
    code = """
import logging, warnings
warnings.simplefilter("ignore")
from wenming_nlp.text.segment import Tokenizer
tok = Tokenizer(engine="jieba", lexicon=False)
before = tok("他来到了网易杭研大厦")
import jieba
jieba.setLogLevel(logging.ERROR)
jieba.del_word("杭研"); jieba.del_word("网易"); jieba.add_word("来到了网易", 10**7)
theirs = jieba.lcut("他来到了网易杭研大厦")
assert "杭研" not in theirs and "杭研" in before, (theirs, before)
fresh = Tokenizer(["别的"], engine="jieba", lexicon=False)
assert tok("他来到了网易杭研大厦") == before == fresh("他来到了网易杭研大厦")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_jieba_writes_no_file_and_no_log(tmp_path):
    code = """
from wenming_nlp.text.segment import Tokenizer
print(Tokenizer(engine="jieba")("创文"))
"""
    env = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-W", "error::DeprecationWarning:wenming_nlp", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env, encoding="utf-8")
    assert done.stdout == "['创文']\n"
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_import_is_light():
    code = """
import sys
import wenming_nlp.text.segment, wenming_nlp.text.traditional, wenming_nlp.text.pinyin
heavy = {"jieba", "rjieba", "snownlp", "ahocorasick_rs", "sklearn"} & set(sys.modules)
assert not heavy, heavy
wenming_nlp.text.segment.Tokenizer()
assert not {"jieba", "rjieba"} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr


# --- dictionaries -----------------------------------------------------------------------------------------------


def test_dictionary_words_do_not_fall_apart(tmp_path, engine):
    path = tmp_path / "words.txt"
    path.write_text("\ufeff播州创文办 1 nt\n云岭志愿红\n南白办事处\tnt\n\n", encoding="utf-8")
    tokens = Tokenizer(engine=engine, dictionaries=path).tokens("播州创文办和云岭志愿红在南白办事处")
    assert tokens.words == ("播州创文办", "和", "云岭志愿红", "在", "南白办事处")
    assert tokens.pos[0] == "nt"
    assert tokens.pos[-1] == "nt"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("创文 x1 n", "expected word"),
        ("创文 0 n", "frequency of 1 or more"),
        ("创文 -3", "frequency of 1 or more"),
        ("创文 3 名词", "part of speech"),
        ("创文 3 n 多余", "expected word"),
    ],
)
def test_bad_dictionary_line_is_named(tmp_path, line, message):
    path = tmp_path / "words.txt"
    path.write_text(f"文明 3 n\n\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=message) as caught:
        Tokenizer(dictionaries=[path])
    assert str(caught.value).startswith(f"{path}:3: ")


def test_dictionary_that_cannot_be_read(tmp_path):
    with pytest.raises(LexiconError, match=r"nowhere\.txt"):
        Tokenizer(dictionaries=[tmp_path / "nowhere.txt"])
    path = tmp_path / "gbk.txt"
    path.write_bytes("创文 3 n".encode("gbk"))
    with pytest.raises(LexiconError, match="expected UTF-8"):
        Tokenizer(dictionaries=[path])
    with pytest.raises(LexiconError, match="dictionary"):
        Tokenizer(dictionaries=[tmp_path])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("创文", r"several words, such as \['创文'\]"),
        ([""], r"words\[0\]: expected a word"),
        (["创文", " 文明"], r"words\[1\]"),
        (["创\n文"], "line break"),
        ([("创文", 0)], "1 or more"),
        ([("创文", 1.5)], "1 or more"),
        ([("创文", True)], "1 or more"),
        ([("创文", 1, "?")], "part of speech"),
        ([("创文", 1, "n", "n")], r"\(word, frequency"),
        ([3], r"\(word, frequency"),
    ],
)
def test_bad_words_are_refused(words, message):
    with pytest.raises(InputError, match=message):
        Tokenizer(words)


def test_bad_engine_and_text_are_refused():
    with pytest.raises(InputError, match="rjieba, jieba"):
        Tokenizer(engine="hanlp")
    with pytest.raises(InputError, match="expected str, got bytes"):
        Tokenizer()("创文".encode())
