"""Saved web pages: every paragraph of the article, none of the page around it. All pages are written by the tests."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.document import Article
from pipeline.model.issue import Unreadable
from pipeline.model.source import RawDocument
from pipeline.readers import choose
from pipeline.structure import arrange

FIRST = "1月8日，云溪镇党委召开基层党建工作推进会，部署全年重点任务，12个村党支部书记参加会议。"
SECOND = "会议要求，各村要把党员队伍建好，全年新发展党员15名，培训入党积极分子40人次。"
THIRD = "截至目前，全镇共有党支部36个、党员820名。"
MENU = "<div class='nav'><ul><li><a href='/'>首页</a></li><li><a href='/a'>党建动态</a></li><li><a href='/b'>通知公告</a></li></ul></div>"
FOOT = (
    "<div class='footer'>主办单位：云溪镇人民政府　地址：云溪镇正街1号　电话：0000-1234567<br>版权所有</div>"
)
RELATED = (
    "<div class='related'><h3>相关阅读</h3><p>本镇另一个村，上月，也开了会，讨论了别的事情。</p><ul>"
    "<li><a href='1'>东村召开主题党日活动</a></li><li><a href='2'>西村举办党课</a></li></ul></div>"
)


def raw_of(page: str | bytes, extension: str = ".html") -> RawDocument:
    data = page.encode("utf-8") if isinstance(page, str) else page
    reader = choose(data, extension)
    assert reader is not None and reader.name == "网页"
    return reader.read(data)


def texts(page: str | bytes, extension: str = ".html") -> list[str]:
    lines = raw_of(page, extension).pages[0].lines
    return [line.text.strip("　\xa0 ") for line in lines if line.text.strip()]


def article(page: str | bytes) -> Article:
    return arrange(raw_of(page), "网页.html").articles[0]


def bodies(page: str | bytes) -> list[str]:
    return [p.text for p in article(page).paragraphs if p.kind in ("body", "heading", "table")]


WECHAT = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>云溪镇：党建引领促振兴</title>
<meta property="og:title" content="云溪镇：党建引领促振兴"><meta name="author" content="方小禾">
<script>var ct = "1736400000"; var nickname = "云溪先锋";</script></head><body>
<div id="js_article" class="rich_media"><div class="rich_media_inner">
<h1 class="rich_media_title" id="activity-name">
   云溪镇：党建引领促振兴
</h1>
<div id="meta_content" class="rich_media_meta_list"><span id="copyright_logo">原创</span><span>方小禾</span>
<a id="js_name" href="javascript:void(0);"> 云溪先锋 </a><em id="publish_time"></em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">
<section style="margin:0"><section><p style="text-align:center"><strong><span>一、</span><span>建强队伍</span></strong></p></section></section>
<p><span style="font-size:15px">{FIRST[:12]}</span><span>{FIRST[12:]}</span></p>
<section><p><span>{SECOND}</span></p></section>
<figure><img data-src="x"><figcaption>会议现场</figcaption></figure>
<p style="display:none">不显示的推广内容，请关注，请转发。</p>
<p>{THIRD}</p></div>
<div id="js_pc_qr_code"><p>微信扫一扫，关注该公众号</p></div></div></div>
<div class="recommend"><a>喜欢此内容的人还喜欢</a></div></body></html>"""


def test_a_wechat_page() -> None:
    found = article(WECHAT)
    assert found.title == "云溪镇：党建引领促振兴"
    assert (found.date, found.source, found.authors) == ("2025-01-09", "云溪先锋", ("方小禾",))
    assert not found.date_inferred
    assert bodies(WECHAT) == ["一、建强队伍", FIRST, SECOND, THIRD]
    assert [p.text for p in found.paragraphs if p.kind == "caption"] == ["会议现场"]


OLD = f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>云溪镇召开推进会-基层动态-云溪党建网</TITLE>
</HEAD><BODY><TABLE width=980><TR><TD><A href=/>首页</A> | <A href=/1>要闻</A> | <A href=/2>党建</A></TD></TR></TABLE>
<TABLE width=980><TR><TD width=200><A href=3>东村开会</A><BR><A href=4>西村开会</A></TD><TD>
<TABLE><TR><TD align=center><B>云溪镇召开推进会</B></TD></TR>
<TR><TD align=center>来源：云溪日报　作者：方小禾　发布时间：2025年01月09日　点击：128</TD></TR>
<TR><TD id=content>&nbsp;&nbsp;&nbsp;&nbsp;{FIRST}<BR><BR>　　{SECOND}<br>
　　{THIRD}<BR></TD></TR></TABLE>
<TR><TD>上一篇：<A href=5>东村开会</A></TD></TR></TD></TR></TABLE>
<TABLE><TR><TD>Copyright 2025 云溪党建网 版权所有</TD></TR></TABLE></BODY></HTML>"""


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16"])
def test_an_old_page_of_line_breaks(encoding: str) -> None:
    page = OLD.encode(encoding)
    found = article(page)
    assert found.title == "云溪镇召开推进会"
    assert (found.date, found.source, found.authors) == ("2025-01-09", "云溪日报", ("方小禾",))
    assert bodies(page) == [FIRST, SECOND, THIRD]
    assert raw_of(page).replaced == 0


def test_a_damaged_byte_costs_one_character() -> None:
    page = OLD.encode("gbk")
    place = page.index(SECOND.encode("gbk"))
    raw = raw_of(page[: place + 10] + b"\xff" + page[place + 10 :])
    assert raw.encoding == "gb18030" and raw.replaced >= 1
    assert THIRD in "".join(line.text for line in raw.pages[0].lines)


def page_of(content: str, head: str = "", around: tuple[str, str] = (MENU, RELATED + FOOT)) -> str:
    return (
        f"<html><head><meta charset=utf-8><title>云溪镇召开推进会_党建动态_云溪网</title>{head}</head>"
        f"<body>{around[0]}{content}{around[1]}</body></html>"
    )


PARAGRAPHS = f"<p>{FIRST}</p><p>　　{SECOND}</p><p>{THIRD}</p>"
TITLE = "<h1>云溪镇召开推进会</h1>"
INFO = "<div class=info><span>来源：云溪日报</span> <span>发布时间：2025-01-09 10:20</span> <span>字号：[大 中 小]</span></div>"


@pytest.mark.parametrize(
    "content",
    [
        f"<div class='TRS_Editor'>{PARAGRAPHS}</div>",
        f"<div id='vsb_content'><div class='v_news_content'>{PARAGRAPHS}</div></div>",
        f"<article>{PARAGRAPHS}</article>",
        f"<div class='x1'><div class='x2'>{PARAGRAPHS}</div></div>",
        f"<div class='x1'>{PARAGRAPHS.replace('<p>', '<div>').replace('</p>', '</div>')}</div>",
        f"<td><span id=zoom>{FIRST}<br>{SECOND}<br>{THIRD}</span></td>",
        f"<font id=Zoom>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</font>",
        f"<div class='TRS_Editor'><p>{FIRST}</p></div><div class='TRS_Editor'><p>{SECOND}</p><p>{THIRD}</p></div>",
        f"<form id='aspnetForm'><table><tr><td><div>{PARAGRAPHS}</div></td></tr></table></form>",
        f"<div style='display:none' id='body'>{PARAGRAPHS}</div>",
        f"<div id='content' class='hot'>{PARAGRAPHS}</div>",
        f"<pre>{FIRST}\n{SECOND}\n{THIRD}</pre>",
        f"<div>{PARAGRAPHS}",
    ],
)
def test_the_article_is_found_whatever_the_site_calls_it(content: str) -> None:
    page = page_of(TITLE + INFO + content)
    found = article(page)
    assert (found.title, found.source, found.date) == ("云溪镇召开推进会", "云溪日报", "2025-01-09")
    assert bodies(page) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("<h2>云溪镇召开推进会</h2>", ""),
        ("<div class='bt'>云溪镇<br>召开推进会</div>", ""),
        ("", "<meta name='ArticleTitle' content='云溪镇召开推进会'>"),
        ("", ""),
        ("<h1>云溪网</h1><div class='arti_title'>云溪镇召开推进会</div>", ""),
    ],
)
def test_the_headline_is_found(title: str, head: str) -> None:
    found = article(page_of(title + INFO + f"<div>{PARAGRAPHS}</div>", head))
    assert found.title == "云溪镇召开推进会"
    assert [p.text for p in found.paragraphs if p.kind == "body"] == [FIRST, SECOND, THIRD]


def test_a_headline_within_the_content_stands_once() -> None:
    found = article(page_of(f"<div id=content>{TITLE}{INFO}{PARAGRAPHS}</div>"))
    assert [p.text for p in found.paragraphs].count("云溪镇召开推进会") == 1
    assert found.title == "云溪镇召开推进会" and found.date == "2025-01-09"


def test_what_the_data_of_the_page_say_fills_the_dateline() -> None:
    head = (
        "<meta name='PubDate' content='2025-03-05 09:00'><meta name='ContentSource' content='云溪镇党建办'>"
        "<meta name='Author' content='方小禾'>"
    )
    found = article(page_of(TITLE + f"<div class='TRS_Editor'>{PARAGRAPHS}</div>", head))
    assert (found.date, found.source, found.authors) == ("2025-03-05", "云溪镇党建办", ("方小禾",))


def test_the_editor_below_the_text_is_kept_as_a_byline() -> None:
    page = page_of(TITLE + f"<div class='TRS_Editor'>{PARAGRAPHS}</div><div>（责任编辑：方小禾）</div>")
    assert "（责任编辑：方小禾）" in texts(page)
    assert bodies(page) == [FIRST, SECOND, THIRD]


def test_author_and_source_in_elements_of_their_own() -> None:
    head = "<div class='author cf'>方小禾　林青</div><span class=source>来源：云溪日报</span><i class=time>2025/01/09 08:15</i>"
    found = article(page_of(TITLE + head + f"<div class='rm_txt_con'>{PARAGRAPHS}</div>"))
    assert (found.authors, found.source, found.date) == (("方小禾", "林青"), "云溪日报", "2025-01-09")


def test_an_abstract_above_the_text_is_kept() -> None:
    abstract = "2025年1月9日，云溪镇召开会议，总结工作，部署任务。"
    page = page_of(TITLE + INFO + f"<div class=zy>{abstract}</div><div class='TRS_Editor'>{PARAGRAPHS}</div>")
    assert bodies(page) == [abstract, FIRST, SECOND, THIRD]


TABLE = (
    "<table><caption>各村党员情况</caption><tr><th rowspan=2>村名</th><th colspan=2>人数</th></tr><tr><th>党员<br>总数</th>"
    "<th>预备&nbsp;党员</th></tr><tr><td>东村</td><td> 32 </td><td>1</td></tr><tr><td>西村</td><td>27</td><td></td></tr></table>"
)


def test_tables_of_data_are_rows_also_in_a_block_of_their_own() -> None:
    raw = raw_of(page_of(f"{TITLE}<div><div class=a>{PARAGRAPHS}</div><div class=b>{TABLE * 3}</div></div>"))
    rows = [line.text for line in raw.pages[0].lines if line.table == 1]
    assert rows == ["村名\t人数\t", "\t党员总数\t预备 党员", "东村\t32\t1", "西村\t27\t"]
    assert {line.table for line in raw.pages[0].lines} == {None, 1, 2, 3}


def test_a_page_that_is_one_table_and_one_saved_as_a_spreadsheet() -> None:
    page = f"<html><meta charset=gb2312><body>{TABLE}</body></html>".encode("gbk")
    for extension in (".html", ".xls", ".doc"):
        assert "东村\t32\t1" in texts(page, extension)


def test_lists_breaks_of_the_source_and_struck_words() -> None:
    page = page_of(
        "<div class='TRS_Editor'><p>镇党委召开会议，部署任务，\n   要求落实。</p><ol><li>学习<li>服务</ol>"
        "<p>有<del>15</del><s>16</s><ins>18</ins>个村，<a href=x>详见附件1.docx</a>，请各村，按时上报。</p><p>A\n B</p></div>"
    )
    assert texts(page)[1:] == [
        "镇党委召开会议，部署任务，要求落实。", "1. 学习", "2. 服务", "有18个村，详见附件1.docx，请各村，按时上报。", "A B",
    ]  # fmt: skip


def archived(encoding: str, transfer: str) -> bytes:
    from email.mime.image import MIMEImage
    from email.mime.multipart import MIMEMultipart
    from email.mime.nonmultipart import MIMENonMultipart

    message = MIMEMultipart("related", type="text/html")
    page = MIMENonMultipart("text", "html", charset=encoding)
    page["Content-Location"] = "http://example.invalid/1.html"
    body = OLD.replace("charset=gb2312", f"charset={encoding}").encode(encoding)
    if transfer == "base64":
        page.set_payload(body)
        from email.encoders import encode_base64

        encode_base64(page)
    else:
        import quopri

        page["Content-Transfer-Encoding"] = "quoted-printable"
        page.set_payload(quopri.encodestring(body).decode("ascii"))
    message.attach(page)
    message.attach(MIMEImage(b"GIF89a", "gif"))
    return message.as_bytes()


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
@pytest.mark.parametrize("transfer", ["base64", "quoted-printable"])
@pytest.mark.parametrize("extension", [".mht", ".mhtml", ".doc"])
def test_a_page_saved_with_its_pictures(encoding: str, transfer: str, extension: str) -> None:
    assert [t for t in texts(archived(encoding, transfer), extension) if "。" in t] == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"   ", "empty"),
        (
            b"<html><head><title></title><script>var a = 1</script></head><body><div id=app></div></body></html>",
            "empty",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0", "unsupported"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", "empty"),
    ],
)
def test_pages_that_cannot_be_read(data: bytes, expected: str) -> None:
    reader = choose(data, ".html")
    assert reader is not None
    with pytest.raises(Unreadable) as caught:
        reader.read(data)
    assert caught.value.status == expected
    assert "请" in caught.value.reason and caught.value.reason.endswith("。")


def test_what_is_only_named_like_a_page_is_left_to_its_reader() -> None:
    assert (reader := choose(b"%PDF-1.4 ...", ".html")) is not None and reader.name == "PDF"
    assert (reader := choose(b"# <html>\n", ".md")) is not None and reader.name == "Markdown"


def test_nesting_without_end_ends() -> None:
    assert texts("<html><body>" + "<div>" * 2000 + FIRST) == [FIRST]
    with pytest.raises(Unreadable):
        texts("<html><body>" + "<div>" * 100_000 + FIRST)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 255), st.booleans())
def test_damage_never_raises_anything_else(place: int, byte: int, cut: bool) -> None:
    for source in (WECHAT.encode(), OLD.encode("gbk"), archived("gbk", "base64")):
        at = place % len(source)
        data = source[:at] if cut else source[:at] + bytes([byte]) + source[at + 1 :]
        reader = choose(data, ".html")
        assert reader is not None
        try:
            reader.read(data)
        except Unreadable as unreadable:
            assert unreadable.reason.endswith("。")
