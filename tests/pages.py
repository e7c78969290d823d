"""Saved pages as the sites of offices, papers and WeChat make them, each of the same article."""

from __future__ import annotations

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

TITLE = "柏林村：一张圆桌聊出致富路"
BODY = (
    "走进青云镇柏林村的议事厅，一张圆桌旁坐满了人。村党支部书记周长顺正和乡亲们商量大棚扩建的事。",
    "“以前有事没处说，现在坐下来聊。”村民何秀兰说。今年以来，圆桌议事会开了26场，解决问题41件。",
    "2024年，柏林村集体收入达到36.5万元，新建大棚18座，带动47户村民增收。",
    "下一步，村党支部还要把圆桌搬到田间地头，让好办法在地里生根。",
)
MENU = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/dj">党建动态</a></li><li><a href="/zw">政务公开</a></li></ul></div>'
CRUMBS = (
    '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/dj">党建动态</a> &gt; 正文</div>'
)
FOOT = (
    '<div class="footer"><p>主办单位：青云镇人民政府　承办：青云镇信息中心</p><p>版权所有：青云镇人民政府　'
    "浙ICP备00000000号　网站标识码：3300000000</p><p>地址：青云镇人民路1号　邮编：300000</p></div>"
)
AFTER = (
    '<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div><div class="page-next"><p>上一篇：<a href="1.html">白鹭镇开展夏季送清凉活动</a></p>'
    '<p>下一篇：<a href="2.html">青云镇召开防汛工作会议</a></p></div><div class="related"><h3>相关链接</h3><ul>'
    '<li><a href="3.html">石桥村党员活动日侧记</a></li><li><a href="4.html">新塘村修通产业路</a></li></ul></div>'
)
NEVER = ("首页", "党建动态", "政务公开", "ICP", "版权所有", "分享到", "上一篇", "下一篇", "白鹭镇开展", "相关链接", "石桥村党员活动日", "当前位置",
         "打印", "关闭窗口", "字体", "点击关注", "阅读原文", "扫一扫", "data-src", "function", "预览时标签不可点")  # fmt: skip


def paragraphs(tag: str = "p", style: str = "") -> str:
    return "".join(f"<{tag}{style}>{text}</{tag}>" for text in BODY)


def framed(content: str, head: str = "", charset: str = "utf-8") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f"<title>{TITLE}_青云镇人民政府</title>{head}</head><body>{MENU}{CRUMBS}{content}{AFTER}{FOOT}</body></html>"
    )


def trs() -> bytes:
    """A page of the TRS content system: the text in TRS_Editor, meta tags of the government's standard."""
    head = f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2025-01-09 10:30"><meta name="ContentSource" content="青云先锋">'
    spans = "".join(
        f'<p align="justify"><span style="font-family: 宋体"><font size="3">　　{t}</font></span></p>'
        for t in BODY
    )
    info = '<div class="xl-info"><span>发布时间：2025-01-09 10:30</span><span>来源：青云先锋</span><span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span><span>打印</span></div>'
    content = f'<div class="xl-title"><h2>{TITLE}</h2></div>{info}<div class="TRS_Editor"><style>.TRS_Editor P{{margin:0}}</style>{spans}</div>'
    return framed(content, head).encode()


def hanweb() -> bytes:
    """A page of the Hanweb system: `<div id="zoom">`, the dateline in a table."""
    info = '<table class="xxgk"><tr><td>发布时间：2025-01-09</td><td>来源：青云先锋</td><td>作者：方小禾</td><td>浏览次数：128</td></tr></table>'
    content = f'<div class="main"><h1 class="title">{TITLE}</h1>{info}<div id="zoom"><!--ZJEG_RSS.content.begin-->{paragraphs()}<!--ZJEG_RSS.content.end--></div><div class="tools"><a>【打印】</a><a>【关闭窗口】</a></div></div>'
    return framed(content).encode()


def ucap() -> bytes:
    info = '<p class="info"><span>来源：青云先锋</span> <span>发布时间：2025-01-09 10:30</span> <span>作者：方小禾</span></p>'
    content = f"<div class='article'><h1>{TITLE}</h1>{info}<ucapcontent><div class='ucap-content' id='UCAP-CONTENT'>{paragraphs()}</div></ucapcontent></div>"
    return framed(content).encode("gb18030").replace(b"utf-8", b"gb2312")


def old_breaks() -> bytes:
    """A page of 2005: tables within tables, paragraphs parted by breaks."""
    text = "<br><br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{t}" for t in BODY)
    content = (
        f"<table width=760 align=center><tr><td><table><tr><td align=center><font size=5><b>{TITLE}</b></font></td></tr>"
        f"<tr><td align=center>来源：青云先锋　作者：方小禾　日期：2025年1月9日　点击：88</td></tr><tr><td class=content>{text}</td></tr></table></td></tr></table>"
    )
    return framed(content, charset="gb2312").encode("gb18030")


def wechat(hidden: bool = True) -> bytes:
    style = ' style="visibility: hidden; opacity: 0;"' if hidden else ""
    soup = "".join(
        f'<section style="margin:0 8px"><section><span style="font-size:15px"><span leaf="">{t[:20]}</span><span>{t[20:]}</span></span></section></section>'
        '<section><img data-src="https://example.com/0.png" data-ratio="0.6" class="rich_pages" alt="图片"></section>'
        for t in BODY
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{TITLE}"><meta property="og:article:author" content="方小禾"><title></title></head>'
        f'<body><div id="js_article"><h1 class="rich_media_title" id="activity-name">{TITLE}</h1><div id="meta_content" class="rich_media_meta_list">'
        f'<span class="rich_media_meta rich_media_meta_text">方小禾</span><span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a id="js_name">青云先锋</a></span><em id="publish_time"></em></div>'
        f'<div class="rich_media_content" id="js_content"{style}>{soup}<p style="text-align:center">点击关注我们</p></div>'
        '<div id="js_pc_qr_code"><p>微信扫一扫关注该公众号</p></div><div class="rich_media_tool"><a id="js_view_source">阅读原文</a></div></div>'
        '<script>var ct = "1736389800";var msg_title = "x";var publish_time = "2025-01-09" || "";function f(){return "正文。"}</script><p>预览时标签不可点</p></body></html>'
    ).encode()


def paper() -> bytes:
    """The electronic edition of a paper: the text in an element of its own name."""
    content = (
        f'<div class="left"><ul><li><a>第01版：要闻</a></li><li><a>第02版：基层</a></li></ul></div><div class="article"><h3>{TITLE}</h3><p class="sec">方小禾<span>《青云日报》（2025年01月09日 第 02 版）</span></p>'
        f'<div id="ozoom"><founder-content><div id="articleContent">{paragraphs()}</div></founder-content></div></div>'
    )
    return framed(content).encode()


def bare() -> bytes:
    """A page without any name that tells what is what."""
    divs = "".join(f"<div>{t}</div>" for t in BODY)
    return framed(
        f"<div><div><b>{TITLE}</b></div><div>2025-01-09　来源：青云先锋</div><div>{divs}</div></div>"
    ).encode()


def weixin_mht(transfer: str) -> bytes:
    import email.charset

    charset = email.charset.Charset("utf-8")
    charset.body_encoding = email.charset.QP if transfer == "quoted-printable" else email.charset.BASE64
    page = MIMEText("", "html")
    del page["Content-Transfer-Encoding"]
    page.set_payload(wechat().decode(), charset)
    message = MIMEMultipart("related", type="text/html")
    message["Subject"] = "saved"
    message.attach(page)
    picture = MIMEText("R0lGODlh", "plain")
    picture["Content-Location"] = "https://example.com/0.png"
    message.attach(picture)
    return message.as_bytes()


PAGES = {
    "TRS": (trs(), ".html"),
    "Hanweb": (hanweb(), ".htm"),
    "ucap": (ucap(), ".html"),
    "old breaks": (old_breaks(), ".htm"),
    "WeChat": (wechat(), ".html"),
    "WeChat shown": (wechat(False), ".html"),
    "paper": (paper(), ".html"),
    "no names": (bare(), ".html"),
    "mht quoted": (weixin_mht("quoted-printable"), ".mht"),
    "mht base64": (weixin_mht("base64"), ".mhtml"),
}
